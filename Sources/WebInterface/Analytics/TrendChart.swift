import Foundation

/// Two times as lines, and below them a count as columns, over the same stretches of time.
struct TrendChart {
    let title: String
    let description: String
    /// What began in each stretch.
    let counts: [Int]
    /// In seconds; nil where there is nothing to say.
    let median: [Double?]
    let slowest: [Double?]
    let labels: [String]

    private static let times = (top: 20.0, bottom: 140.0)
    private static let columns = (top: 176.0, bottom: 226.0)

    var html: HTML {
        Chart.frame(
            title, description, height: 250,
            grid + columns + line(slowest, "lc", "c") + line(median, "la", "a") + words + dates)
    }

    /// The middle of a stretch, in hundredths of the width.
    private func x(_ place: Int) -> Double { 100 * (Double(place) + 0.5) / Double(max(counts.count, 1)) }

    private func y(_ seconds: Double) -> Double {
        Self.times.bottom - (Self.times.bottom - Self.times.top) * seconds / longest
    }

    /// The end of the axis: the next span that people use.
    private var longest: Double {
        let most = (median + slowest).compactMap(\.self).max() ?? 0
        return Self.spans.first { $0 >= most } ?? most
    }

    private static let spans: [Double] =
        [1, 2, 5, 10, 20, 30, 60] + [2, 4, 10, 20, 30, 60].map { $0 * 60 }
        + [2, 4, 8, 12, 24].map { $0 * 3_600 } + [2, 4, 10, 20, 50, 100, 200, 500].map { $0 * 86_400 }

    private var hasTimes: Bool { (median + slowest).contains { $0 != nil } }

    private var grid: [HTML] {
        let heights = [Self.times.top, y(longest / 2), Self.times.bottom, Self.columns.top, Self.columns.bottom]
        return heights.map { "<line class=\"grid\" x1=\"0\" x2=\"100%\" y1=\"\(text($0))\" y2=\"\(text($0))\"/>" }
    }

    /// Above their lines, so that no margin is taken from a phone's width; drawn last, so that nothing hides them.
    private var words: [HTML] {
        let times: [(Double, String)] =
            hasTimes ? [(longest, Words.duration(longest)), (longest / 2, Words.duration(longest / 2))] : []
        return times.map { axis(y($0.0) - 4, $0.1) } + [axis(Self.columns.top - 4, "\(counts.max() ?? 0) opened")]
    }

    private func axis(_ height: Double, _ words: String) -> HTML {
        "<text class=\"axis\" x=\"0\" y=\"\(text(height))\">\(words)</text>"
    }

    private var columns: [HTML] {
        let most = Double(max(counts.max() ?? 0, 1))
        let width = 70 / Double(max(counts.count, 1))
        return counts.enumerated().filter { $0.element > 0 }.map { place, count in
            let height = (Self.columns.bottom - Self.columns.top) * Double(count) / most
            return """
                <rect class="d" x="\(text(x(place) - width / 2))%" y="\(text(Self.columns.bottom - height))" \
                width="\(text(width))%" height="\(text(height))"/>
                """
        }
    }

    private func line(_ values: [Double?], _ name: String, _ dot: String) -> [HTML] {
        let points = values.enumerated().compactMap { place, value in value.map { (x: x(place), y: y($0)) } }
        let pieces = zip(points, points.dropFirst()).map { from, to -> HTML in
            """
            <line class="\(name)" x1="\(text(from.x))%" y1="\(text(from.y))" x2="\(text(to.x))%" y2="\(text(to.y))"/>
            """
        }
        let radius = points.count > 31 ? "2" : "3.5"
        let dots = points.map { point -> HTML in
            "<circle class=\"\(dot)\" cx=\"\(text(point.x))%\" cy=\"\(text(point.y))\" r=\"\(radius)\"/>"
        }
        return pieces + dots
    }

    /// The first, the last, and one between them: as many as a phone has room for.
    private var dates: [HTML] {
        let last = labels.count - 1
        guard last > 0 else { return labels.map { date($0, 50, "middle") } }
        let ends = [date(labels[0], 0, "start"), date(labels[last], 100, "end")]
        return last < 4 ? ends : ends + [date(labels[last / 2], x(last / 2), "middle")]
    }

    private func date(_ label: String, _ place: Double, _ anchor: String) -> HTML {
        "<text class=\"axis\" x=\"\(text(place))%\" y=\"244\" text-anchor=\"\(anchor)\">\(label)</text>"
    }

    private func text(_ value: Double) -> String { Chart.number(value) }
}
