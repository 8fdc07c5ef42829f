/// How long something took, over many times: the count, the middle and the slow end, in seconds.
package struct DurationSummary: Sendable, Equatable {
    package let count: Int
    /// Half took no longer; the mean of the two in the middle where the count is even. Nil without any.
    package let median: Double?
    /// Nine in ten took no longer: the value at rank ⌈0.9 × count⌉. Nil without any.
    package let ninetiethPercentile: Double?

    package init(of seconds: [Double]) {
        let sorted = seconds.sorted()
        count = sorted.count
        guard !sorted.isEmpty else {
            (median, ninetiethPercentile) = (nil, nil)
            return
        }
        let middle = sorted.count / 2
        median = sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
        ninetiethPercentile = sorted[(sorted.count * 9 + 9) / 10 - 1]
    }
}
