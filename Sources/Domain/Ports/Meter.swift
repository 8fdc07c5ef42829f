/// Where the bot's own figures are kept while it runs.
///
/// Calls return at once, never fail, and are safe from any task.
package protocol Meter: Sendable {
    /// Raises a counter. Label values stand in the order of the metric's `labels`.
    func add(_ amount: Double, to metric: Metric, _ labels: [String])

    /// Sets a gauge.
    func set(_ metric: Metric, _ labels: [String], to value: Double)

    /// Adds one observation, in seconds, to a histogram.
    func observe(_ seconds: Double, in metric: Metric, _ labels: [String])
}

/// Keeps nothing.
package struct NoMeter: Meter {
    package init() {}

    package func add(_ amount: Double, to metric: Metric, _ labels: [String]) {}
    package func set(_ metric: Metric, _ labels: [String], to value: Double) {}
    package func observe(_ seconds: Double, in metric: Metric, _ labels: [String]) {}
}
