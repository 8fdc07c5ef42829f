import Domain

/// Reads a function's name from what stands before its opening brace.
enum FunctionHeader {
    /// Nil when the brace opens something else: a type, a loop, a closure without a name.
    static func name(in header: String, _ language: Language, insideParentheses: Bool) -> String? {
        if language == .javaScript {
            let named = after("function", in: header) ?? assigned(header)
            return named ?? (insideParentheses ? nil : declared(header, isTyped: false))
        }
        guard !insideParentheses else { return nil }
        return switch language {
        case .go: after("func", in: header, skippingReceiver: true)
        case .rust: after("fn", in: header)
        case .swift: after("func", in: header) ?? initializer(header)
        case .php: after("function", in: header)
        case .java: after("fun", in: header) ?? declared(header, isTyped: true)
        case .cSharp: declared(header, isTyped: true)
        case .python, .ruby, .javaScript: nil
        }
    }

    /// The name behind the last such keyword: `func (s *Server) handle(`, `function* total(`.
    private static func after(_ keyword: String, in header: String, skippingReceiver: Bool = false) -> String? {
        guard let range = lastWord(keyword, in: header) else { return nil }
        var rest = header[range...].drop { $0 == " " || $0 == "*" || $0 == "&" }
        if skippingReceiver, rest.first == "(" {
            guard let close = rest.firstIndex(of: ")") else { return nil }
            rest = rest[rest.index(after: close)...].drop { $0 == " " }
        }
        return identifier(at: rest)
    }

    private static func lastWord(_ word: String, in header: String) -> String.Index? {
        var end: String.Index?
        for range in header.ranges(of: word) {
            let before = range.lowerBound == header.startIndex ? " " : header[header.index(before: range.lowerBound)]
            let after = range.upperBound == header.endIndex ? " " : header[range.upperBound]
            if !isNameCharacter(before), !isNameCharacter(after) { end = range.upperBound }
        }
        return end
    }

    private static func initializer(_ header: String) -> String? {
        guard let end = lastWord("init", in: header), header[end...].first.map({ "(?!<".contains($0) }) == true else {
            return nil
        }
        return "init"
    }

    /// `const total = async (items) =>`, `total: function`, `exports.total = function`.
    private static func assigned(_ header: String) -> String? {
        guard header.contains("=>") || lastWord("function", in: header) != nil,
            let end = header.firstIndex(where: { "=:(".contains($0) }), header[end] != "("
        else { return nil }
        var value = header[header.index(after: end)...]
        if header[end] == ":", let equals = value.firstIndex(of: "="), !value[equals...].hasPrefix("=>") {
            value = value[equals...].dropFirst()
        }
        value = value.drop { $0 == " " }
        if value.hasPrefix("async") { value = value.dropFirst(5).drop { $0 == " " } }
        let parameter = value.drop(while: isNameCharacter).drop { $0 == " " }
        guard value.first == "(" || value.hasPrefix("function") || parameter.hasPrefix("=>") else { return nil }
        return header[..<end].split { !isNameCharacter($0) }.last.map(String.init)
    }

    /// `public static int total(List<Item> items) throws X`: words, then a name, then parentheses.
    private static func declared(_ header: String, isTyped: Bool) -> String? {
        guard let open = header.firstIndex(of: "("), header.contains(")") else { return nil }
        let before = header[..<open]
        guard !before.contains("="), !before.contains("->"), isTyped || !before.contains(".") else { return nil }
        let words = before.split { !isNameCharacter($0) }
        guard let name = words.last, words.allSatisfy({ !control.contains($0) }) else { return nil }
        guard !isTyped || words.count > 1 || isConstructor(name) else { return nil }
        return String(name)
    }

    private static func isConstructor(_ name: Substring) -> Bool { name.first?.isUppercase == true }

    private static let control: Set<Substring> = [
        "if", "for", "while", "switch", "catch", "return", "else", "do", "try", "synchronized", "using", "lock",
        "foreach",
        "when", "with", "new", "class", "interface", "record", "enum", "await", "throw", "case", "fixed", "function",
    ]

    private static func identifier(at text: Substring) -> String? {
        let name = text.prefix(while: isNameCharacter)
        return name.isEmpty ? nil : String(name)
    }

    private static func isNameCharacter(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || character == "_" || character == "$"
    }
}
