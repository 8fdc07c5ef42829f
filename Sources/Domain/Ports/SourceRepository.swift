package import Foundation

/// The source code a patch is made for, read at pinned commits. Nothing here writes a branch.
package protocol SourceRepository: Sendable {
    /// The newest commit of the base branch.
    func baseCommit() async throws(PortError) -> CommitID

    /// Paths of all regular files of the commit, relative to the root, sorted.
    func files(at commit: CommitID) async throws(PortError) -> [String]

    /// A file's text; nil when the commit has no such file or it isn't UTF-8.
    func contents(of path: String, at commit: CommitID) async throws(PortError) -> String?

    /// A directory with exactly the files of the commit, to be read only.
    ///
    /// The same commit gives the same directory for as long as the process lives.
    func checkOut(_ commit: CommitID) async throws(PortError) -> URL

    /// Git's unified diff from the commit to the commit with these files changed; the same input gives the same bytes.
    func diff(of changes: [FileChange], against base: CommitID) async throws(PortError) -> String
}

/// The whole new text of one file.
package struct FileChange: Sendable, Equatable {
    package let path: String
    package let contents: String

    package init(path: String, contents: String) {
        self.path = path
        self.contents = contents
    }
}

/// Where pull requests are opened.
package protocol CodeHost: Sendable {
    /// Makes one commit on one new branch and opens a pull request for it.
    ///
    /// Calling again with the same order returns the first pull request: the branch and its commit are functions of the
    /// order. Refuses, with nothing left behind, when the commit's diff against the base isn't `approvedDiff` to the byte.
    func openPullRequest(_ order: PullRequestOrder) async throws(PortError) -> PullRequest

    /// What became of a pull request this host opened.
    func state(of pullRequest: PullRequest) async throws(PortError) -> PullRequestState
}

/// Everything a pull request is made of.
package struct PullRequestOrder: Sendable, Equatable {
    package let incident: IncidentID
    package let base: CommitID
    package let branch: String
    package let changes: [FileChange]
    /// The diff a person read and approved.
    package let approvedDiff: String
    package let title: String
    package let body: String
    /// The commit's author and committer date: when the patch was approved.
    package let date: Date

    package init(
        incident: IncidentID,
        base: CommitID,
        branch: String,
        changes: [FileChange],
        approvedDiff: String,
        title: String,
        body: String,
        date: Date
    ) {
        self.incident = incident
        self.base = base
        self.branch = branch
        self.changes = changes
        self.approvedDiff = approvedDiff
        self.title = title
        self.body = body
        self.date = date
    }
}
