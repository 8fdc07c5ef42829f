import Domain

/// The functions of a source file and the lines they cover, found by a light scan that never fails.
///
/// Good enough to name the function around a line; where a language's corners fool it, a name is missing or too wide.
struct FunctionOutline {
    struct Function: Equatable {
        let name: String
        /// 1-based, the declaration first.
        let lines: ClosedRange<Int>
    }

    /// In the order in which they end.
    let functions: [Function]

    init(_ lines: [Substring], language: Language) {
        functions =
            switch language {
            case .python, .ruby: IndentedFunctions.of(lines, language)
            case .javaScript, .java, .go, .rust, .cSharp, .swift, .php: BracedFunctions.of(lines, language)
            }
    }

    /// The innermost function around a line.
    func enclosing(_ line: Int) -> Function? {
        functions.filter { $0.lines.contains(line) }.min { $0.lines.count < $1.lines.count }
    }

    func named(_ name: String) -> [Function] {
        functions.filter { $0.name == name }
    }
}

/// Functions of languages whose blocks are laid out by indentation: Python by law, Ruby by habit.
private enum IndentedFunctions {
    static func of(_ lines: [Substring], _ language: Language) -> [FunctionOutline.Function] {
        var found: [FunctionOutline.Function] = []
        var open: [(name: String, indentation: Int, start: Int)] = []
        var lastCode = 0
        var quotes = TripleQuotes()
        for (place, line) in lines.enumerated() {
            let startsInString = language == .python && quotes.isOpen
            if language == .python { quotes.read(line) }
            let body = line.drop { $0 == " " || $0 == "\t" }
            guard !startsInString, let first = body.first, first != "#", !")]}".contains(first) else {
                if !body.isEmpty { lastCode = place + 1 }
                continue
            }
            let indentation = line.utf8.count - body.utf8.count
            while let last = open.last, indentation <= last.indentation {
                let end = language == .ruby && indentation == last.indentation ? place + 1 : lastCode
                found.append(.init(name: last.name, lines: last.start...max(last.start, end)))
                open.removeLast()
            }
            if let name = name(in: body) { open.append((name, indentation, place + 1)) }
            lastCode = place + 1
        }
        return found + open.reversed().map { .init(name: $0.name, lines: $0.start...max($0.start, lastCode)) }
    }

    private static func name(in body: Substring) -> String? {
        var rest = body
        if rest.hasPrefix("async ") { rest = rest.dropFirst(6).drop { $0 == " " } }
        guard rest.hasPrefix("def ") else { return nil }
        rest = rest.dropFirst(4).drop { $0 == " " }
        if rest.hasPrefix("self.") { rest = rest.dropFirst(5) }
        let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        return name.isEmpty ? nil : String(name)
    }
}

/// Whether a Python scan stands inside a string of several lines, whose text may be indented at will.
private struct TripleQuotes {
    private var delimiter: String?

    var isOpen: Bool { delimiter != nil }

    mutating func read(_ line: Substring) {
        var rest = line[...]
        while true {
            if let open = delimiter {
                guard let close = rest.firstRange(of: open) else { return }
                rest = rest[close.upperBound...]
                delimiter = nil
            } else {
                let marks = ["\"\"\"", "'''"].compactMap { mark in rest.firstRange(of: mark).map { ($0, mark) } }
                guard let (range, mark) = marks.min(by: { $0.0.lowerBound < $1.0.lowerBound }) else { return }
                if let comment = rest.firstIndex(of: "#"), comment < range.lowerBound { return }
                rest = rest[range.upperBound...]
                delimiter = mark
            }
        }
    }
}
