package import Domain
package import Foundation

/// Opens pull requests as branches of a local repository; the bot's own pages show them at `publicURL`.
///
/// The commit is a function of the order, so the same order finds its own branch again. The branch is the last thing
/// written: until then the repository is as it was.
package struct LocalGitCodeHost: CodeHost {
    private let repository: LocalGitRepository
    private let publicURL: URL
    private let author: GitAuthor

    /// - Parameters:
    ///   - publicURL: where people reach the bot, e.g. `http://127.0.0.1:8080`.
    ///   - author: whom commits name.
    package init(
        repository: LocalGitRepository,
        publicURL: URL,
        author: GitAuthor = GitAuthor(name: "Incident Bot", email: "incident-bot@localhost")
    ) {
        self.repository = repository
        self.publicURL = publicURL
        self.author = author
    }

    package func openPullRequest(_ order: PullRequestOrder) async throws(PortError) -> PullRequest {
        let git = try repository.git(port: "CodeHost").with(author.variables(at: order.date))
        let head = try await GitDraft.use(repository, base: order.base, port: "CodeHost") {
            draft throws(PortError) in try await commit(order, draft: draft, git: git)
        }
        return pullRequest(for: order, head: head)
    }

    /// The commit, at its branch.
    private func commit(
        _ order: PullRequestOrder, draft: GitDraft, git: GitCommand
    ) async throws(PortError) -> CommitID {
        let commit = try await build(order, in: .beside, draft: draft)
        let diff = try await draft.diff(to: commit.rawValue)
        // Compared as bytes: to Swift, texts that differ in bytes can be equal strings.
        guard !diff.isEmpty, diff.utf8.elementsEqual(order.approvedDiff.utf8) else {
            throw git.error(operation, .giveUp, "the change is not the one that was approved")
        }
        if try await !isOpen(order, at: commit, git: git) {
            guard try await build(order, in: .within, draft: draft) == commit else {
                throw git.error(operation, .retry, "the same change gave another commit")
            }
            try await createBranch(order, at: commit, git: git)
        }
        return commit
    }

    /// Merged once the base branch holds the commit, open until then: nothing in a plain repository says “closed”.
    package func state(of pullRequest: PullRequest) async throws(PortError) -> PullRequestState {
        let operation = "look after the pull request"
        let git = try repository.git(port: "CodeHost")
        let base = try await repository.commit(of: pullRequest.baseBranch, git: git, to: operation)
        if let base, let merge = try await mergeCommit(of: pullRequest.head, in: base, git: git, to: operation) {
            let answer = try await git.run(["show", "-s", "--format=%ct%x00%cn", merge.rawValue], to: operation)
            let fields = answer.line.split(separator: "\0", omittingEmptySubsequences: false).map(String.init)
            let date = Date(timeIntervalSince1970: fields.first.flatMap(Double.init) ?? 0)
            return .merged(PullRequestEnd(at: date, commit: merge, by: fields.dropFirst().first))
        }
        return .open
    }

    /// The first commit of the base branch's own line that holds `head`; nil while none does.
    private func mergeCommit(
        of head: CommitID, in base: CommitID, git: GitCommand, to operation: String
    ) async throws(PortError) -> CommitID? {
        let test = ["merge-base", "--is-ancestor", head.rawValue, base.rawValue]
        guard try await git.run(test, to: operation, accepting: [0, 1]).code == 0 else { return nil }
        let arguments = [
            "rev-list", "--first-parent", "--ancestry-path", "--reverse", "\(head.rawValue)..\(base.rawValue)",
        ]
        let lines = try await git.run(arguments, to: operation).line.split(separator: "\n")
        return lines.first.flatMap { CommitID(rawValue: String($0)) } ?? head
    }

    private let operation = "open the pull request"

    private func build(
        _ order: PullRequestOrder, in store: GitDraft.Store, draft: GitDraft
    ) async throws(PortError) -> CommitID {
        let tree = try await draft.tree(with: order.changes, in: store)
        return try await draft.commit(tree, message: order.commitMessage, by: author, at: order.date, in: store)
    }

    /// Whether the branch stands at this commit. Throws when it stands at another.
    private func isOpen(
        _ order: PullRequestOrder, at commit: CommitID, git: GitCommand
    ) async throws(PortError) -> Bool {
        guard let existing = try await repository.commit(of: order.branch, git: git, to: operation) else {
            return false
        }
        guard existing == commit else {
            let reason = "branch \(order.branch) exists already, at another commit (\(existing.short))"
            throw git.error(operation, .askHuman, "\(reason); delete or rename it")
        }
        return true
    }

    private func createBranch(
        _ order: PullRequestOrder, at commit: CommitID, git: GitCommand
    ) async throws(PortError) {
        let reason = "incident \(order.incident)"
        // The empty old value means: only if there is no such branch.
        let arguments = ["update-ref", "-m", reason, "refs/heads/\(order.branch)", commit.rawValue, ""]
        do {
            _ = try await git.run(arguments, to: operation)
        } catch {
            // Somebody else may have been faster, with the same order or another.
            guard try await isOpen(order, at: commit, git: git) else { throw error }
        }
    }

    private func pullRequest(for order: PullRequestOrder, head: CommitID) -> PullRequest {
        PullRequest(
            repository: repository.path.path, base: order.base, baseBranch: repository.baseBranch,
            branch: order.branch, head: head, url: publicURL.appending(path: "pulls/\(order.incident)"),
            title: order.title, body: order.body)
    }
}

extension PullRequestOrder {
    /// The title as one line, an empty line, the body. Git refuses zero bytes.
    var commitMessage: String {
        let line = title.split(whereSeparator: \.isNewline).joined(separator: " ")
        let text = (line.isEmpty ? "Incident \(incident)" : line) + "\n\n" + body
        return text.replacingOccurrences(of: "\0", with: "\u{FFFD}") + "\n"
    }
}
