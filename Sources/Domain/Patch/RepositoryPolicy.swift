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
    private let parts: PathParts

    package init(_ pattern: String) {
        description = pattern
        var text = pattern.hasSuffix("/") ? pattern + "**" : pattern
        if text.hasPrefix("/") { text.removeFirst() } else if !text.contains("/") { text = "**/" + text }
        parts = PathParts(text)
    }

    package func matches(_ path: String) -> Bool {
        var open = parts.start
        for name in path.split(separator: "/") {
            guard let next = parts.places(after: name, from: open) else { return true }
            open = next
        }
        return open.contains(parts.count)
    }
}
