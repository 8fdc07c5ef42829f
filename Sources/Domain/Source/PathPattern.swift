/// A pattern for paths as ignore files and `CODEOWNERS` write it.
///
/// A slash at the beginning or within ties it to the root; `*` and `?` stay within one name, `**` doesn't; whatever
/// names a directory holds for everything in it.
package struct PathPattern: Sendable, Equatable {
    private let parts: PathParts
    private let isAnchored: Bool
    /// Only what lies below a directory of that name is meant.
    private let isDirectory: Bool

    /// Nil for a pattern without a name.
    package init?(_ text: String) {
        var text = text[...]
        isDirectory = text.hasSuffix("/")
        if isDirectory { text = text.dropLast() }
        isAnchored = text.contains("/")
        if text.hasPrefix("/") { text = text.dropFirst() }
        parts = PathParts(String(text))
        guard !parts.isEmpty else { return nil }
    }

    package func matches(_ path: String) -> Bool {
        var open = parts.start
        for name in path.split(separator: "/") {
            // The pattern is used up: it named a directory the file lies in.
            if open.contains(parts.count), !endsInWildcard { return true }
            guard let next = parts.places(after: name, from: open, anew: !isAnchored) else { return true }
            open = next
        }
        return open.contains(parts.count) && !isDirectory
    }

    /// `docs/*` means the files in `docs`, not those further down.
    private var endsInWildcard: Bool { isAnchored && !isDirectory && parts.endsInStar }
}
