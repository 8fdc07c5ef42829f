import Adapters
import Domain
import Foundation
import Rehearsal
import Testing

/// What every code host promises, held against the one on this machine and the one on GitHub.
@Suite(.timeLimit(.minutes(1))) struct CodeHostContractTests {
    enum Kind: String, CaseIterable, Sendable { case local, gitHub }

    /// A host, the repository it writes to, and how somebody merges there.
    struct Stage: Sendable {
        let git: GitScene
        let makeHost: @Sendable () throws -> any CodeHost
        let order: @Sendable ([FileChange]) async throws -> PullRequestOrder
        let merge: @Sendable (PullRequest) async throws -> Void
    }

    let changes = GitHubScene.changes

    func use(_ kind: Kind, _ act: @escaping @Sendable (Stage) async throws -> Void) async throws {
        switch kind {
        case .local:
            let git = try await GitScene(bare: true)
            let url = try #require(URL(string: "http://127.0.0.1:8080"))
            try await act(
                Stage(
                    git: git, makeHost: { LocalGitCodeHost(repository: git.repository, publicURL: url) },
                    order: { try await git.order($0) },
                    merge: { try await git.git("update-ref", "refs/heads/main", $0.head.rawValue) }))
        case .gitHub:
            try await GitHubScene.use { scene in
                try await act(
                    Stage(
                        git: scene.git, makeHost: { try scene.host() }, order: { try await scene.order($0) },
                        merge: { try await scene.standIn.merge(try #require($0.number), by: "octocat") }))
            }
        }
    }

    @Test(arguments: Kind.allCases)
    func `the branch carries one commit with the approved bytes`(kind: Kind) async throws {
        try await use(kind) { [changes] stage in
            let order = try await stage.order(changes)
            let pull = try await stage.makeHost().openPullRequest(order)

            #expect(pull.branch == order.branch && pull.base == order.base && pull.baseBranch == "main")
            #expect(pull.title == order.title && pull.body == order.body)
            #expect(try await stage.git.git("rev-parse", order.branch) == "\(pull.head)\n")
            #expect(try await stage.git.git("rev-list", "\(order.base)..\(order.branch)") == "\(pull.head)\n")
            for change in changes {
                #expect(try await stage.git.git("show", "\(pull.head):\(change.path)") == change.contents)
            }
            #expect(try await stage.git.git("ls-tree", pull.head.rawValue, "run.sh").hasPrefix("100755 "))
            let log = try await stage.git.git("log", "-1", "--format=%an %ae %at %ct%n%s", pull.head.rawValue)
            #expect(log == "Incident Bot incident-bot@localhost 1700000000 1700000000\nGuard against no items\n")
            // Whatever else the base holds is still there.
            let touched = try await stage.git.git("diff", "--name-only", order.base.rawValue, pull.head.rawValue)
            #expect(touched == "main.py\nrun.sh\ntests/test_main.py\n")
            try await stage.git.git("fsck", "--strict")
        }
    }

    @Test(arguments: Kind.allCases)
    func `the same order again is the same pull request, also at once and after a restart`(kind: Kind) async throws {
        try await use(kind) { [changes] stage in
            let order = try await stage.order(changes)
            let host = try stage.makeHost()
            let pulls = try await withThrowingTaskGroup(of: PullRequest.self) { group in
                for _ in 0..<4 { group.addTask { try await host.openPullRequest(order) } }
                return try await group.reduce(into: [PullRequest]()) { $0.append($1) }
            }
            let again = try await stage.makeHost().openPullRequest(order)
            #expect(pulls.allSatisfy { $0 == again })
            #expect(
                try await stage.git.git("for-each-ref", "--format=%(refname)")
                    == "refs/heads/\(order.branch)\nrefs/heads/main\n")
        }
    }

    @Test(arguments: Kind.allCases)
    func `a diff that is not the approved one is refused with no branch left`(kind: Kind) async throws {
        try await use(kind) { [changes] stage in
            let order = try await stage.order(changes)
            let before = try await stage.git.state()
            for approved in [order.approvedDiff + "\n", "", String(order.approvedDiff.dropLast())] {
                let changed = PullRequestOrder(
                    incident: order.incident, base: order.base, branch: order.branch, changes: order.changes,
                    approvedDiff: approved, title: order.title, body: order.body, date: order.date)
                let error = await #expect(throws: PortError.self) {
                    try await stage.makeHost().openPullRequest(changed)
                }
                #expect(error?.recovery == .giveUp)
            }
            #expect(try await stage.git.state() == before)
        }
    }

    @Test(arguments: Kind.allCases)
    func `a branch that stands at another commit is not moved`(kind: Kind) async throws {
        try await use(kind) { [changes] stage in
            let order = try await stage.order(changes)
            try await stage.git.git("branch", order.branch, "main")
            let error = await #expect(throws: PortError.self) { try await stage.makeHost().openPullRequest(order) }
            #expect(error?.recovery == .askHuman)
            #expect(error?.reason.contains("exists already") == true)
            #expect(try await stage.git.git("rev-parse", order.branch) == "\(order.base)\n")
        }
    }

    @Test(arguments: Kind.allCases)
    func `a pull request is open until somebody merges it`(kind: Kind) async throws {
        try await use(kind) { [changes] stage in
            let host = try stage.makeHost()
            let pull = try await host.openPullRequest(try await stage.order(changes))
            #expect(try await host.state(of: pull) == .open)
            try await stage.merge(pull)
            guard case .merged(let end) = try await host.state(of: pull) else {
                Issue.record("it is not merged")
                return
            }
            #expect(end.at > Date(timeIntervalSince1970: 1_600_000_000))
        }
    }
}
