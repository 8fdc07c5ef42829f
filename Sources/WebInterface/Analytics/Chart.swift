import Foundation

/// Drawings of numbers as inline SVG. Each stands beside a table with the same numbers, so nothing is said by colour alone.
///
/// Across, everything is placed in shares of the width, and up and down in pixels: a drawing is as wide as there is room,
/// and its words are as large on a phone as on a desk.
enum Chart {
    struct Bar {
        let label: String
        /// Parts from left to right; most bars have one.
        let parts: [Double]
        /// The number as people read it.
        let text: String
    }

    /// Colours of parts: resolved, escalated, cancelled, open.
    static let classes = ["b", "c", "d", "a"]

    /// Bars one below the other, each under its name and number.
    ///
    /// - Parameter title: what a reader who can't see the chart is told; the table has the rest.
    static func bars(_ title: String, _ description: String, _ bars: [Bar]) -> HTML {
        let largest = max(bars.map { $0.parts.reduce(0, +) }.max() ?? 0, .leastNonzeroMagnitude)
        let rows = bars.enumerated().map { place, bar -> HTML in
            let top = Double(place) * 42
            var left = 0.0
            let rectangles = bar.parts.enumerated().filter { $0.element > 0 }.map { kind, part -> HTML in
                let share = 100 * part / largest
                defer { left += share }
                let color = bar.parts.count == 1 ? "a" : classes[kind % classes.count]
                return """
                    <rect class="\(color)" x="\(number(left))%" y="\(number(top + 20))" width="\(number(share))%" height="12"/>
                    """
            }
            return """
                <text x="0" y="\(number(top + 14))">\(bar.label)</text>\
                <text x="100%" y="\(number(top + 14))" text-anchor="end">\(bar.text)</text>\(rectangles)
                """
        }
        return frame(title, description, height: Double(bars.count) * 42, rows)
    }

    /// What the colours of parts stand for.
    static func key(_ names: [String], classes: [String] = classes) -> HTML {
        let items = zip(names, classes).map { name, color -> HTML in
            """
            <li><svg viewBox="0 0 10 10" aria-hidden="true"><rect class="\(color)" width="10" height="10"/></svg>\(name)</li>
            """
        }
        return "<ul class=\"key\">\(items)</ul>"
    }

    static func frame(_ title: String, _ description: String, height: Double, _ content: [HTML]) -> HTML {
        """
        <svg class="chart" role="img" aria-label="\(title). \(description)" width="100%" height="\(number(height))">\
        <title>\(title)</title><desc>\(description)</desc>\(content)</svg>
        """
    }

    static func number(_ value: Double) -> String {
        String(format: "%.2f", value)
    }
}
