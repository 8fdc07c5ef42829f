/// How long something took, over many times: the count, the middle and the slow end, in seconds.
package struct DurationSummary: Sendable, Equatable {
    package let count: Int
    /// Half took no longer; the mean of the two in the middle where the count is even. Nil without any.
    package let median: Double?
    /// Nine in ten took no longer: the value at rank ⌈0.9 × count⌉. Nil without any.
    package let ninetiethPercentile: Double?

    package init(of seconds: [Double]) {
        count = seconds.count
        guard count > 0 else {
            (median, ninetiethPercentile) = (nil, nil)
            return
        }
        var values = seconds
        let middle = count / 2
        let upper = values.select(middle, in: 0..<count)
        // What stands before the chosen place is no larger than what stands there.
        median = count.isMultiple(of: 2) ? ((values[..<middle].max() ?? upper) + upper) / 2 : upper
        ninetiethPercentile = values.select((count * 9 + 9) / 10 - 1, in: middle..<count)
    }
}

extension [Double] {
    /// The value that would stand at `place` if this part were sorted. Moves smaller values before it and larger ones
    /// behind it, and looks at each a few times instead of sorting all: pages count 100,000 incidents while a person waits.
    fileprivate mutating func select(_ place: Int, in part: Range<Int>) -> Double {
        var (low, high) = (part.lowerBound, part.upperBound - 1)
        while low < high {
            let pivot = Swift.max(
                Swift.min(self[low], self[high]), Swift.min(Swift.max(self[low], self[high]), self[(low + high) / 2]))
            var (left, right) = (low, high)
            while left <= right {
                while self[left] < pivot { left += 1 }
                while self[right] > pivot { right -= 1 }
                guard left <= right else { break }
                swapAt(left, right)
                left += 1
                right -= 1
            }
            if place <= right {
                high = right
            } else if place >= left {
                low = left
            } else {
                break
            }
        }
        return self[place]
    }
}
