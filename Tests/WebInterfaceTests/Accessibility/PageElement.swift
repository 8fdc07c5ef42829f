/// A page as a browser has it: elements with what is in them. Only for pages of ours, which close every element they open.
final class PageElement {
    let name: String
    let attributes: [String: String]
    private(set) weak var parent: PageElement?
    private(set) var children: [PageElement] = []
    /// Text directly in it and in everything below it, in order.
    private(set) var text = ""

    struct Malformed: Error {
        let reason: String
    }

    private init(_ name: String, _ attributes: [String: String] = [:], in parent: PageElement? = nil) {
        self.name = name
        self.attributes = attributes
        self.parent = parent
    }

    subscript(_ attribute: String) -> String? { attributes[attribute] }

    /// Everything below, in the page's order.
    var all: [PageElement] { children.flatMap { [$0] + $0.all } }

    func all(_ names: String...) -> [PageElement] { all.filter { names.contains($0.name) } }

    var ancestors: [PageElement] { parent.map { [$0] + $0.ancestors } ?? [] }

    /// What a reader who can't see it is told it is.
    var accessibleName: String {
        (attributes["aria-label"] ?? text).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}

extension PageElement {
    private static let empty: Set = [
        "meta", "link", "input", "br", "hr", "img", "rect", "circle", "line", "path",
    ]

    /// Throws for elements that aren't closed where they should be, and attributes without quotation marks.
    static func parse(_ page: String) throws -> PageElement {
        let root = PageElement("#page")
        var open = [root]
        var rest = page[...]
        while let start = rest.firstIndex(of: "<") {
            open.forEach { $0.text += rest[..<start] }
            rest = rest[start...]
            guard let end = rest.firstIndex(of: ">") else { throw Malformed(reason: "a tag that doesn't end") }
            let tag = rest[rest.index(after: start)..<end]
            rest = rest[rest.index(after: end)...]
            if tag.hasPrefix("!") { continue }
            if tag.hasPrefix("/") {
                guard open.last?.name == String(tag.dropFirst()), open.count > 1 else {
                    throw Malformed(reason: "</\(tag.dropFirst())> where \(open.last?.name ?? "") is open")
                }
                open.removeLast()
                continue
            }
            let element = try element(tag, in: open[open.count - 1])
            open[open.count - 1].children.append(element)
            if !empty.contains(element.name), !tag.hasSuffix("/") { open.append(element) }
        }
        guard open.count == 1 else { throw Malformed(reason: "<\(open.last?.name ?? "")> is never closed") }
        return root
    }

    private static func element(_ tag: Substring, in parent: PageElement) throws -> PageElement {
        let words = tag.split(separator: " ", maxSplits: 1)
        let name = String(words[0].prefix { $0 != "/" })
        var attributes: [String: String] = [:]
        var rest = words.count > 1 ? words[1][...] : ""
        while let match = rest.prefixMatch(of: /\s*([a-zA-Z0-9-]+)(?:="([^"]*)")?\s*\/?/) {
            guard attributes.updateValue(match.2.map(String.init) ?? "", forKey: String(match.1)) == nil else {
                throw Malformed(reason: "\(match.1) twice in <\(tag)>")
            }
            rest = rest[match.range.upperBound...]
        }
        guard rest.isEmpty else { throw Malformed(reason: "<\(tag)> holds \(rest)") }
        return PageElement(name, attributes, in: parent)
    }
}
