package import Foundation

/// Who changed the source code, when and with which words. Read at pinned commits; nothing here writes.
package protocol SourceHistory: Sendable {
    /// The commit that last changed a line (1-based) of a file as it stands at `commit`; nil when there is no such line.
    func blame(line: Int, of path: String, at commit: CommitID) async throws(PortError) -> CommitSummary?

    /// Commits up to and including `commit` that changed any of `paths`, newest first, merges left out, at most `limit`.
    func commits(
        touching paths: [String], upTo commit: CommitID, limit: Int
    ) async throws(PortError) -> [CommitSummary]

    /// Where a person reads a commit; nil for a repository without pages.
    func address(of commit: CommitID) -> URL?
}

/// One commit in short. Author and title are whatever somebody wrote: untrusted.
package struct CommitSummary: Sendable, Codable, Equatable {
    package let id: CommitID
    /// The author's name, without the address.
    package let author: String
    /// When it was written, as the author's machine had it.
    package let date: Date
    /// The first line of its message.
    package let title: String
    /// Those of the paths asked for that it changed, in the order asked.
    package let files: [String]

    package init(id: CommitID, author: String, date: Date, title: String, files: [String]) {
        self.id = id
        self.author = author
        self.date = date
        self.title = title
        self.files = files
    }
}
