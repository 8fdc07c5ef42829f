/// A pattern for paths as ignore files and `CODEOWNERS` write it.
///
/// A slash at the beginning or within ties it to the root; `*` and `?` stay within one name, `**` doesn't; whatever
/// names a directory holds for everything in it.
package struct PathPattern: Sendable, Equatable {
    private let parts: [[Character]]
    private let isAnchored: Bool
    /// Only what lies below a directory of that name is meant.
    private let isDirectory: Bool

    private static let anyDepth: [Character] = ["*", "*"]

    /// Nil for a pattern without a name.
    package init?(_ text: String) {
        var text = text[...]
        isDirectory = text.hasSuffix("/")
        if isDirectory { text = text.dropLast() }
        isAnchored = text.contains("/")
        if text.hasPrefix("/") { text = text.dropFirst() }
        parts = text.split(separator: "/").map(Array.init)
        guard !parts.isEmpty else { return nil }
    }

    package func matches(_ path: String) -> Bool {
        let names = path.split(separator: "/").map(Array.init)
        let starts = isAnchored ? 0...0 : 0...max(0, names.count - 1)
        return starts.contains { start in matches(parts[...], names[start...]) }
    }

    private func matches(_ parts: ArraySlice<[Character]>, _ names: ArraySlice<[Character]>) -> Bool {
        guard let part = parts.first else {
            // The pattern is used up: it named the file itself, or a directory the file lies in.
            return names.isEmpty ? !isDirectory : !endsInWildcard
        }
        if part == Self.anyDepth {
            // At the end it stands for everything inside, not for the directory itself.
            if parts.count == 1 { return !names.isEmpty }
            return (names.startIndex...names.endIndex).contains { matches(parts.dropFirst(), names[$0...]) }
        }
        guard let name = names.first, Self.fits(part[...], name[...]) else { return false }
        return matches(parts.dropFirst(), names.dropFirst())
    }

    /// `docs/*` means the files in `docs`, not those further down.
    private var endsInWildcard: Bool { isAnchored && !isDirectory && parts.last == ["*"] }

    private static func fits(_ pattern: ArraySlice<Character>, _ name: ArraySlice<Character>) -> Bool {
        // The classic walk: on a mismatch the last star takes one character more, so it is never exponential.
        var (p, n) = (pattern.startIndex, name.startIndex)
        var star: (pattern: Int, name: Int)?
        while n < name.endIndex {
            if p < pattern.endIndex, pattern[p] == "*" {
                star = (p, n)
                p += 1
            } else if p < pattern.endIndex, pattern[p] == "?" || pattern[p] == name[n] {
                (p, n) = (p + 1, n + 1)
            } else if let last = star {
                star = (last.pattern, last.name + 1)
                (p, n) = (last.pattern + 1, last.name + 1)
            } else {
                return false
            }
        }
        return pattern[p...].allSatisfy { $0 == "*" }
    }
}
