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
        let draft = try await GitDraft.begin(repository, base: order.base, port: "CodeHost")
        defer { draft.remove() }
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
        return pullRequest(for: order, head: commit)
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
    fileprivate var commitMessage: String {
        let line = title.split(whereSeparator: \.isNewline).joined(separator: " ")
        let text = (line.isEmpty ? "Incident \(incident)" : line) + "\n\n" + body
        return text.replacingOccurrences(of: "\0", with: "\u{FFFD}") + "\n"
    }
}
