import Domain
import Foundation

/// What goes to GitHub while a branch is made, and what comes back.
private struct NewBlob: Encodable, Sendable {
    let content: String
    let encoding = "base64"
}

private struct NewTree: Encodable, Sendable {
    struct Entry: Encodable, Sendable {
        let path: String
        let mode: String
        let type = "blob"
        let sha: String
    }

    let baseTree: String
    let tree: [Entry]
}

private struct NewCommit: Encodable, Sendable {
    struct Signature: Encodable, Sendable {
        let name: String
        let email: String
        let date: String
    }

    let message: String
    let tree: String
    let parents: [String]
    let author: Signature
    let committer: Signature
}

private struct NewReference: Encodable, Sendable {
    let ref: String
    let sha: String
}

private struct ObjectAnswer: Decodable, Sendable { let sha: String }

private struct CommitAnswer: Decodable, Sendable {
    let sha: String
    let tree: ObjectAnswer
    let parents: [ObjectAnswer]
}

private struct ReferenceAnswer: Decodable, Sendable { let object: ObjectAnswer }

extension GitHubCodeHost {
    /// The commit the order's branch stands at; nil while there is no such branch. Throws when it holds anything else.
    func standingCommit(of order: PullRequestOrder, tree: String) async throws(GitHubFailure) -> CommitID? {
        let name = order.branch.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        let path = api.path("git", "ref", "heads") + name
        let reference: ReferenceAnswer
        do throws(GitHubFailure) {
            reference = try await api.get(path, to: operation)
        } catch {
            // A repository that can't be seen is found out about by the next call.
            if case .refused(let problem) = error, problem.status == 404 { return nil }
            throw error
        }
        let commit: CommitAnswer = try await api.get(api.path("git", "commits", reference.object.sha), to: operation)
        guard commit.tree.sha == tree, commit.parents.map(\.sha) == [order.base.rawValue] else {
            let reason = "branch \(order.branch) exists already, at another commit (\(commit.sha.prefix(10)))"
            throw .port(api.error(operation, .askHuman, "\(reason); delete or rename it"))
        }
        return CommitID(rawValue: commit.sha)
    }

    /// Blobs, tree, commit and branch, in this order: only the last can be seen, and the tree is compared before it.
    func makeBranch(_ order: PullRequestOrder, _ approved: ApprovedTree) async throws(GitHubFailure) -> CommitID? {
        let base: CommitAnswer = try await api.get(api.path("git", "commits", order.base.rawValue), to: operation)
        let contents = Dictionary(order.changes.map { ($0.path, $0.contents) }) { $1 }
        var entries: [NewTree.Entry] = []
        for entry in approved.entries {
            let sha = try await blob(entry.object, holding: contents[entry.path] ?? "")
            entries.append(NewTree.Entry(path: entry.path, mode: entry.kind.rawValue, sha: sha))
        }
        let tree: ObjectAnswer = try await api.send(
            "POST", api.path("git", "trees"), NewTree(baseTree: base.tree.sha, tree: entries), to: operation)
        guard tree.sha == approved.tree else {
            throw .port(api.error(operation, .giveUp, "GitHub made another tree of the change than the approved one"))
        }
        let signature = NewCommit.Signature(
            name: author.name, email: author.email, date: order.date.formatted(.iso8601))
        let commit: CommitAnswer = try await api.send(
            "POST", api.path("git", "commits"),
            NewCommit(
                message: order.commitMessage, tree: tree.sha, parents: [order.base.rawValue], author: signature,
                committer: signature), to: operation)
        try await createReference(order, at: commit.sha, tree: approved.tree)
        return CommitID(rawValue: commit.sha)
    }

    /// Made only where it isn't there: writing is slow by GitHub's own rule, and whoever is stopped in the middle goes on
    /// with what is left.
    private func blob(_ sha: String, holding contents: String) async throws(GitHubFailure) -> String {
        do throws(GitHubFailure) {
            let known: ObjectAnswer = try await api.get(api.path("git", "blobs", sha), to: operation)
            return known.sha
        } catch {
            guard case .refused(let problem) = error, problem.status == 404 else { throw error }
        }
        let made: ObjectAnswer = try await api.send(
            "POST", api.path("git", "blobs"), NewBlob(content: Data(contents.utf8).base64EncodedString()),
            to: operation)
        return made.sha
    }

    private func createReference(
        _ order: PullRequestOrder, at sha: String, tree: String
    ) async throws(GitHubFailure) {
        do throws(GitHubFailure) {
            let _: ReferenceAnswer = try await api.send(
                "POST", api.path("git", "refs"), NewReference(ref: "refs/heads/\(order.branch)", sha: sha),
                to: operation)
        } catch {
            // Somebody else may have been faster, with the same order or another.
            guard case .refused(let problem) = error, problem.status == 422, problem.says("already exists"),
                try await standingCommit(of: order, tree: tree) != nil
            else { throw error }
        }
    }
}
