import Domain
import Testing

@Suite struct DurationSummaryTests {
    @Test func `nothing gives no times`() {
        #expect(DurationSummary(of: []).count == 0)
        #expect(DurationSummary(of: []).median == nil && DurationSummary(of: []).ninetiethPercentile == nil)
    }

    @Test(arguments: [([7.0], 7.0, 7.0), ([0, 7], 3.5, 7), ([14, 0, 7], 7, 14)])
    func `small counts have a median too`(seconds: [Double], median: Double, slow: Double) {
        let summary = DurationSummary(of: seconds)
        #expect(summary.median == median)
        #expect(summary.ninetiethPercentile == slow)
    }

    @Test func `the slow end is what nine in ten don't exceed`() {
        let summary = DurationSummary(of: (1...10).map { Double($0) * 60 })
        #expect(summary.count == 10 && summary.median == 330 && summary.ninetiethPercentile == 540)
    }
}
