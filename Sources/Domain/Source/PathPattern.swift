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
        // Which parts may come next, walked name by name: the time is the product of both lengths, whatever they are.
        var open = reached([0])
        for name in path.split(separator: "/").map(Array.init) {
            // The pattern is used up: it named a directory the file lies in.
            if open.contains(parts.count), !endsInWildcard { return true }
            var next: Set<Int> = isAnchored ? [] : [0]
            for place in open where place < parts.count {
                if parts[place] == Self.anyDepth {
                    // At the end it stands for everything inside, not for the directory itself.
                    if place == parts.count - 1 { return true }
                    next.insert(place)
                } else if Self.fits(parts[place][...], name[...]) {
                    next.insert(place + 1)
                }
            }
            open = reached(next)
        }
        return open.contains(parts.count) && !isDirectory
    }

    /// With the parts behind any depth, which may be none.
    private func reached(_ places: Set<Int>) -> Set<Int> {
        var places = places
        for place in parts.indices.dropLast() where parts[place] == Self.anyDepth && places.contains(place) {
            places.insert(place + 1)
        }
        return places
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
