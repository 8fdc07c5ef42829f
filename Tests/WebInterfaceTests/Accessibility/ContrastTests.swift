import Testing

@testable import WebInterface

/// WCAG 2.2, 1.4.3 and 1.4.11, computed from the stylesheet itself.
@Suite struct ContrastTests {
    private static let grounds = ["var(--ground)", "var(--card)", "var(--code)"]

    @Test(arguments: [false, true])
    func `text has a contrast of 4,5 to 1 on whatever it stands on`(isDark: Bool) throws {
        let scheme = ColorScheme(Stylesheet.text, isDark: isDark)
        var checked = 0
        for rule in scheme.rules {
            guard let color = rule.declarations["color"], scheme.luminance(color) != nil else { continue }
            let own = rule.declarations["background"].flatMap { scheme.luminance($0) == nil ? nil : $0 }
            // White words of badges: their grounds are in rules of their own, checked below.
            let grounds = own.map { [$0] } ?? (color == "#ffffff" ? [] : Self.grounds)
            for ground in grounds {
                let contrast = try #require(scheme.contrast(color, ground))
                #expect(contrast >= 4.5, "\(rule.selector): \(color) on \(ground) is \(contrast)")
                checked += 1
            }
        }
        for rule in scheme.rules
        where ["p0", "p1", "p2", "resolved"].contains(where: { rule.selector.contains(".\($0)") }) {
            guard let ground = rule.declarations["background"] else { continue }
            #expect(try #require(scheme.contrast("#ffffff", ground)) >= 4.5, "\(rule.selector)")
            checked += 1
        }
        #expect(checked > 20)
    }

    @Test(arguments: [false, true])
    func `drawings, borders of fields and the mark of the focus have a contrast of 3 to 1`(isDark: Bool) throws {
        let scheme = ColorScheme(Stylesheet.text, isDark: isDark)
        for name in ["--link", "--good", "--bad", "--column", "--soft"] {
            for ground in Self.grounds.dropLast() {
                let contrast = try #require(scheme.contrast("var(\(name))", ground))
                #expect(contrast >= 3, "\(name) on \(ground) is \(contrast)")
            }
        }
        let focus = try #require(scheme.rules.first { $0.selector == ":focus-visible" })
        #expect(focus.declarations["outline"]?.contains("3px solid var(--link)") == true)
        #expect(!scheme.rules.contains { $0.declarations["outline"] == "none" || $0.declarations["outline"] == "0" })
        let field = try #require(
            scheme.rules.first { $0.selector.hasPrefix("input:not([type=checkbox]), select, button") })
        #expect(field.declarations["border"]?.contains("var(--soft)") == true)
    }

    @Test func `both schemes are read from the stylesheet, and a bad pair is noticed`() throws {
        let scheme = ColorScheme(
            ":root { --a: #ffffff; --b: #767676; }\n@media (prefers-color-scheme: dark) { :root { --b: #777777; } }",
            isDark: false)
        #expect(try #require(scheme.contrast("var(--a)", "var(--b)")) > 4.5)
        let dark = ColorScheme(
            ":root { --a: #ffffff; --b: #767676; }\n@media (prefers-color-scheme: dark) { :root { --b: #777777; } }",
            isDark: true)
        #expect(try #require(dark.contrast("var(--a)", "var(--b)")) < 4.5)
        #expect(try #require(scheme.contrast("#000000", "#ffffff")) == 21)
    }
}
