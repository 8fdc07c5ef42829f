package import Domain

/// Lines of Prometheus's text format, version 0.0.4.
package struct MetricsText: Sendable {
    package static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    package private(set) var text = ""

    package init() {}

    package mutating func begin(_ metric: Metric) {
        let kind =
            switch metric.kind {
            case .counter: "counter"
            case .gauge: "gauge"
            case .histogram: "histogram"
            }
        text += "# HELP \(metric.name) \(Self.escaped(metric.help, quotes: false))\n# TYPE \(metric.name) \(kind)\n"
    }

    package mutating func sample(_ name: String, _ names: [String], _ values: [String], _ value: Double) {
        let labels = zip(names, values).map { "\($0)=\"\(Self.escaped($1, quotes: true))\"" }
        text += name + (labels.isEmpty ? "" : "{\(labels.joined(separator: ","))}") + " \(Self.number(value))\n"
    }

    /// - Parameter counts: of each bucket alone, one more than there are bounds.
    mutating func histogram(_ metric: Metric, _ values: [String], bounds: [Double], counts: [Int], sum: Double) {
        var total = 0
        for (place, count) in counts.enumerated() {
            total += count
            let bound = place < bounds.count ? Self.number(bounds[place]) : "+Inf"
            sample("\(metric.name)_bucket", metric.labels + ["le"], values + [bound], Double(total))
        }
        sample("\(metric.name)_sum", metric.labels, values, sum)
        sample("\(metric.name)_count", metric.labels, values, Double(total))
    }

    private static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value > 0 ? "+Inf" : "-Inf" }
        return Int(exactly: value).map(String.init) ?? String(value)
    }

    /// At most 120 characters of the value, so that no label grows without bound.
    private static func escaped(_ text: String, quotes: Bool) -> String {
        let short = quotes ? String(text.prefix(120)) : text
        let safe = short.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
        return quotes ? safe.replacing("\"", with: "\\\"") : safe
    }
}
