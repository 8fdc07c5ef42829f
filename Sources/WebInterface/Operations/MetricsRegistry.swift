package import Domain
import Synchronization

/// The process's figures in memory, and their text for Prometheus.
///
/// Each metric keeps at most `maximumSeries` combinations of label values; what comes beyond is counted under `other`, so
/// that nobody can fill the memory with invented values.
package final class MetricsRegistry: Meter {
    static let maximumSeries = 500

    private struct Series: Sendable {
        var value = 0.0
        /// Observations by bucket, the last for those above all bounds.
        var buckets: [Int] = []
    }

    private let metrics = Mutex<[Metric: [[String]: Series]]>([:])

    package init() {}

    package func add(_ amount: Double, to metric: Metric, _ labels: [String]) {
        change(metric, labels) { $0.value += amount }
    }

    package func set(_ metric: Metric, _ labels: [String], to value: Double) {
        change(metric, labels) { $0.value = value }
    }

    package func observe(_ seconds: Double, in metric: Metric, _ labels: [String]) {
        guard case .histogram(let bounds) = metric.kind else { return }
        change(metric, labels) { series in
            if series.buckets.isEmpty { series.buckets = Array(repeating: 0, count: bounds.count + 1) }
            series.buckets[bounds.firstIndex { seconds <= $0 } ?? bounds.count] += 1
            series.value += seconds
        }
    }

    private func change(_ metric: Metric, _ labels: [String], _ body: (inout Series) -> Void) {
        metrics.withLock { metrics in
            let isRoom = metrics[metric, default: [:]].count < Self.maximumSeries
            let known = metrics[metric]?[labels] != nil
            let place = known || isRoom ? labels : labels.map { _ in "other" }
            body(&metrics[metric, default: [:]][place, default: Series()])
        }
    }

    /// Everything kept, in Prometheus's text format 0.0.4, in a fixed order.
    package var text: String {
        let metrics = metrics.withLock { $0 }
        var text = MetricsText()
        for (metric, series) in metrics.sorted(by: { $0.key.name < $1.key.name }) {
            text.begin(metric)
            for (labels, series) in series.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
                if case .histogram(let bounds) = metric.kind {
                    text.histogram(metric, labels, bounds: bounds, counts: series.buckets, sum: series.value)
                } else {
                    text.sample(metric.name, metric.labels, labels, series.value)
                }
            }
        }
        return text.text
    }
}
