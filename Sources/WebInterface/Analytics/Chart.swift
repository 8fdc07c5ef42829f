import Foundation

/// Drawings of numbers as inline SVG. Each stands beside a table with the same numbers, so nothing is said by colour alone.
enum Chart {
    struct Bar {
        let label: String
        /// Parts from left to right; most bars have one.
        let parts: [Double]
        /// The number as people read it.
        let text: String
    }

    private static let width = 640.0

    /// Bars from left to right, one below the other.
    ///
    /// - Parameter title: what a reader who can't see the chart is told; the table has the rest.
    static func bars(_ title: String, _ description: String, _ bars: [Bar], labelWidth: Double = 110) -> HTML {
        let largest = max(bars.map { $0.parts.reduce(0, +) }.max() ?? 0, .leastNonzeroMagnitude)
        let room = width - labelWidth - 110
        let rows = bars.enumerated().map { place, bar -> HTML in
            let top = Double(place) * 30 + 4
            var left = labelWidth
            let rectangles = bar.parts.enumerated().map { kind, part -> HTML in
                let length = room * part / largest
                defer { left += length }
                return """
                    <rect class="\(classes[kind % classes.count])" x="\(number(left))" y="\(number(top))" \
                    width="\(number(length))" height="20"/>
                    """
            }
            return """
                <text x="\(number(labelWidth - 8))" y="\(number(top + 15))" text-anchor="end">\(bar.label)</text>\
                \(rectangles)<text x="\(number(left + 6))" y="\(number(top + 15))">\(bar.text)</text>
                """
        }
        return frame(title, description, height: Double(bars.count) * 30 + 4, rows)
    }

    /// Columns for a count, and above them lines for two times, each with an axis of its own.
    static func trend(
        _ title: String, _ description: String, counts: [Int], first: [Double?], second: [Double?], labels: [String]
    ) -> HTML {
        let (left, right, top, bottom) = (70.0, 40.0, 14.0, 200.0)
        let step = (width - left - right) / Double(max(counts.count, 1))
        let most = Double(max(counts.max() ?? 0, 1))
        let longest = max((first + second).compactMap(\.self).max() ?? 0, .leastNonzeroMagnitude)
        func x(_ place: Int) -> Double { left + step * (Double(place) + 0.5) }
        func y(_ share: Double) -> Double { bottom - (bottom - top) * share }
        let columns = counts.enumerated().filter { $0.element > 0 }.map { place, count -> HTML in
            let height = (bottom - top) * 0.5 * Double(count) / most
            return """
                <rect class="column" x="\(number(x(place) - step * 0.35))" y="\(number(bottom - height))" \
                width="\(number(step * 0.7))" height="\(number(height))"/>
                """
        }
        func line(_ values: [Double?], _ name: String, _ dot: String) -> HTML {
            let points = values.enumerated().compactMap { place, value in
                value.map { (x(place), y($0 / longest)) }
            }
            let path = points.map { "\(number($0.0)),\(number($0.1))" }.joined(separator: " ")
            let dots = points.map {
                "<circle class=\"\(dot)\" cx=\"\(number($0.0))\" cy=\"\(number($0.1))\" r=\"3\"/>" as HTML
            }
            return "<polyline class=\"\(name)\" points=\"\(path)\"/>\(dots)"
        }
        // As many labels as fit beside each other.
        let every = max(1, Int((80 / step).rounded(.up)))
        let names = labels.enumerated().filter { $0.offset.isMultiple(of: every) }.map { place, label -> HTML in
            "<text class=\"axis\" x=\"\(number(x(place)))\" y=\"222\" text-anchor=\"middle\">\(label)</text>"
        }
        let hasTimes = longest > .leastNonzeroMagnitude
        let scale: [HTML] = [0, 0.5, 1].map { share in
            """
            <line x1="\(number(left))" x2="\(number(width - right))" y1="\(number(y(share)))" y2="\(number(y(share)))"/>\
            <text class="axis" x="\(number(left - 6))" y="\(number(y(share) + 4))" text-anchor="end">\
            \(hasTimes ? Words.duration(longest * share) : "")</text>
            """
        }
        let count: HTML = """
            <text class="axis" x="\(number(width - right + 6))" y="\(number(y(0.5) + 4))">\(Int(most))</text>\
            <text class="axis" x="\(number(width - right + 6))" y="\(number(y(0) + 4))">0</text>
            """
        return frame(
            title, description, height: 232,
            scale + columns + [line(first, "la", "a"), line(second, "lc", "c"), count] + names)
    }

    /// What the colours of parts stand for.
    static func key(_ names: [String], classes: [String] = classes) -> HTML {
        let items = zip(names, classes).map { name, color -> HTML in
            """
            <li><svg viewBox="0 0 10 10" aria-hidden="true"><rect class="\(color)" width="10" height="10"/></svg>\(name)</li>
            """
        }
        return "<ul class=\"key chart-key\">\(items)</ul>"
    }

    static let classes = ["b", "c", "d", "a"]

    private static func frame(_ title: String, _ description: String, height: Double, _ content: [HTML]) -> HTML {
        """
        <svg class="chart" role="img" aria-label="\(title). \(description)" viewBox="0 0 640 \(number(height))">\
        <title>\(title)</title><desc>\(description)</desc>\(content)</svg>
        """
    }

    private static func number(_ value: Double) -> String {
        String(format: "%.1f", value)
    }
}
