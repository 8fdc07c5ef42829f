/// Who answers for which files, as a `CODEOWNERS` file says it: of all patterns that match a path, the last one counts.
package struct CodeOwners: Sendable, Equatable {
    /// Where such a file may stand; the first that is there counts.
    package static let places = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"]
    /// Larger files are not read by code hosts either.
    package static let maximumBytes = 3 << 20

    private let rules: [Rule]

    private struct Rule: Sendable, Equatable {
        let pattern: PathPattern
        let owners: [String]
    }

    /// Lines that can't be read are left out, as code hosts do.
    package init(_ text: String) {
        let isReadable = text.utf8.count <= Self.maximumBytes
        rules = (isReadable ? text : "").split(whereSeparator: \.isNewline).compactMap { line in
            let words = Self.words(of: line)
            // `[` and `!` mean nothing here, unlike in an ignore file.
            guard let first = words.first, !first.hasPrefix("!"), !first.contains("["),
                let pattern = PathPattern(first)
            else { return nil }
            return Rule(pattern: pattern, owners: words.dropFirst().filter(Self.isOwner))
        }
    }

    /// The owners of a path, as written (`@user`, `@organisation/team`, an address); none when nobody is named.
    package func owners(of path: String) -> [String] {
        rules.last { $0.pattern.matches(path) }?.owners ?? []
    }

    /// The owners of all paths, each once, those of the first path first.
    package func owners(of paths: [String]) -> [String] {
        var owners: [String] = []
        for owner in paths.flatMap({ self.owners(of: $0) }) where !owners.contains(owner) { owners.append(owner) }
        return owners
    }

    /// The file of a commit, read; without one nobody owns anything.
    package static func read(
        from repository: any SourceRepository, at commit: CommitID
    ) async throws(PortError) -> CodeOwners {
        for place in places {
            if let text = try await repository.contents(of: place, at: commit) { return CodeOwners(text) }
        }
        return CodeOwners("")
    }

    /// Words up to a comment. A backslash takes a space or `#` into the word.
    private static func words(of line: Substring) -> [String] {
        var words: [String] = []
        var word = ""
        var isEscaped = false
        for character in line {
            if isEscaped {
                word += character == " " || character == "#" ? String(character) : "\\\(character)"
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else if character == "#" {
                break
            } else if character == " " || character == "\t" {
                if !word.isEmpty { words.append(word) }
                word = ""
            } else {
                word.append(character)
            }
        }
        if !word.isEmpty { words.append(word) }
        return words
    }

    private static func isOwner(_ word: String) -> Bool {
        let name = word.hasPrefix("@") ? word.dropFirst() : word.contains("@") ? word[...] : ""
        return !name.isEmpty
            && name.utf8.allSatisfy { letter in
                switch letter {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
                case UInt8(ascii: "0")...UInt8(ascii: "9"): true
                default: "-_./+@".utf8.contains(letter)
                }
            }
    }
}
