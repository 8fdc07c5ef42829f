import Foundation

@testable import WebInterface

/// The colours of the stylesheet in one scheme, and the rules that use them.
struct ColorScheme {
    struct Rule {
        let selector: String
        let declarations: [String: String]
    }

    private let colors: [String: String]
    let rules: [Rule]

    init(_ text: String, isDark: Bool) {
        // What stands in a query for dark comes last, and counts only there.
        let pieces = text.split(separator: "@media")
        let dark = pieces.first { $0.contains("prefers-color-scheme: dark") } ?? ""
        let light = pieces.first ?? ""
        var colors = Self.colors(in: light)
        if isDark { colors.merge(Self.colors(in: dark)) { $1 } }
        self.colors = colors
        rules = text.matches(of: /([^{}]+)\{([^{}]*)\}/).map { match in
            Rule(
                selector: String(match.1).trimmingCharacters(in: .whitespacesAndNewlines),
                declarations: Self.declarations(in: match.2))
        }
    }

    private static func declarations(in text: Substring) -> [String: String] {
        let pairs = text.split(separator: ";").map { $0.split(separator: ":", maxSplits: 1) }.filter { $0.count == 2 }
        return Dictionary(
            pairs.map {
                ($0[0].trimmingCharacters(in: .whitespacesAndNewlines), $0[1].trimmingCharacters(in: .whitespaces))
            }
        ) { $1 }
    }

    private static func colors(in text: Substring) -> [String: String] {
        Dictionary(text.matches(of: /(--[a-z-]+):\s*(#[0-9a-f]{6})/).map { (String($0.1), String($0.2)) }) { $1 }
    }

    /// `var(--soft)` or `#1c1f23` as luminance; nil for anything else.
    func luminance(_ value: String) -> Double? {
        let name = value.firstMatch(of: /var\((--[a-z-]+)\)/).map { String($0.1) }
        let text = name.flatMap { colors[$0] } ?? value
        guard let match = text.firstMatch(of: /#([0-9a-f]{6})/), let number = Int(match.1, radix: 16) else {
            return nil
        }
        let parts = [16, 8, 0].map { shift -> Double in
            let part = Double((number >> shift) & 0xFF) / 255
            return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    }

    /// From 1 to 21; nil where one of them is no colour.
    func contrast(_ first: String, _ second: String) -> Double? {
        guard let first = luminance(first), let second = luminance(second) else { return nil }
        return (max(first, second) + 0.05) / (min(first, second) + 0.05)
    }
}
