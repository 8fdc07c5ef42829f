/// What a repository says of patches and tests, in its `.incident-bot.yml` at the base commit.
///
/// Everything left out keeps the bot's own rules; nothing here makes those rules weaker.
package struct RepositoryPolicy: Sendable, Equatable {
    /// The file's path, at the repository's root.
    package static let path = ".incident-bot.yml"

    /// Patterns of paths, with the line they stand in.
    package struct Pattern: Sendable, Equatable {
        package let glob: PathGlob
        /// 1-based, in `.incident-bot.yml`.
        package let line: Int

        package init(_ pattern: String, line: Int) {
            glob = PathGlob(pattern)
            self.line = line
        }
    }

    /// A limit, and the line it stands in.
    package struct Limit: Sendable, Equatable {
        package let value: Int
        package let line: Int

        package init(_ value: Int, line: Int) {
            self.value = value
            self.line = line
        }
    }

    /// The command that runs the repository's tests, as arguments without a shell; nil when it is to be found out.
    package var command: [String]?
    /// Where that command leaves its report; nil when the command tells.
    package var report: TestReportPlace?
    package var timeoutSeconds: Int?
    /// Variables for the tests.
    package var environment: [String: String] = [:]
    /// The image the tests run in, where the sandbox knows images.
    package var image: String?
    /// When not empty, a patch may change nothing else.
    package var allowed: [Pattern] = []
    /// A patch may never change these.
    package var protected: [Pattern] = []
    package var maximumFiles: Limit?
    /// Lines removed and added together.
    package var maximumLines: Limit?
    /// Bytes of all texts, old and new, together.
    package var maximumBytes: Limit?
    /// Who is responsible for the code, as people write it: a name, a team, an address.
    package var owners: [String] = []

    package init() {}
}

/// A pattern over paths: `*` and `?` within a folder, `**` across folders; without a slash it fits the name at any depth,
/// and with one at its end everything below that folder.
package struct PathGlob: Sendable, Equatable, CustomStringConvertible {
    package let description: String
    private let parts: [[Character]]

    package init(_ pattern: String) {
        description = pattern
        var text = pattern.hasSuffix("/") ? pattern + "**" : pattern
        if text.hasPrefix("/") { text.removeFirst() } else if !text.contains("/") { text = "**/" + text }
        parts = text.split(separator: "/").map { Array($0) }
    }

    package func matches(_ path: String) -> Bool {
        Self.matches(parts[...], path.split(separator: "/").map { Array($0) }[...])
    }

    private static func matches(_ parts: ArraySlice<[Character]>, _ path: ArraySlice<[Character]>) -> Bool {
        guard let part = parts.first else { return path.isEmpty }
        if part == ["*", "*"] {
            if parts.count == 1 { return !path.isEmpty }
            return (path.startIndex...path.endIndex).contains { matches(parts.dropFirst(), path[$0...]) }
        }
        guard let name = path.first, fits(part[...], name[...]) else { return false }
        return matches(parts.dropFirst(), path.dropFirst())
    }

    /// `*` and `?` in one name. Goes back to the last star alone, so that no pattern takes long.
    private static func fits(_ pattern: ArraySlice<Character>, _ name: ArraySlice<Character>) -> Bool {
        var (at, place) = (pattern.startIndex, name.startIndex)
        var star: (pattern: Int, name: Int)?
        while place < name.endIndex {
            if at < pattern.endIndex, pattern[at] == "*" {
                star = (at, place)
                at += 1
            } else if at < pattern.endIndex, pattern[at] == "?" || pattern[at] == name[place] {
                at += 1
                place += 1
            } else if let last = star {
                star = (last.pattern, last.name + 1)
                (at, place) = (last.pattern + 1, last.name + 1)
            } else {
                return false
            }
        }
        return pattern[at...].allSatisfy { $0 == "*" }
    }
}
