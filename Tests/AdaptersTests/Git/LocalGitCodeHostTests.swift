import Adapters
import Domain
import Foundation
import Testing

@Suite struct LocalGitCodeHostTests {
    let changes = [
        FileChange(path: "main.py", contents: "def main():\n    return items[0] if items else None\n"),
        FileChange(path: "run.sh", contents: "#!/bin/sh\necho other\n"),
        FileChange(path: "tests/test_main.py", contents: "def test():\n    assert True\n"),
    ]

    func host(_ scene: GitScene) throws -> LocalGitCodeHost {
        LocalGitCodeHost(
            repository: scene.repository, publicURL: try #require(URL(string: "http://127.0.0.1:8080")))
    }

    @Test(arguments: [false, true])
    func `the branch carries one commit with the approved bytes`(bare: Bool) async throws {
        let scene = try await GitScene(bare: bare)
        let before = try await scene.state()
        let order = try await scene.order(changes)

        let pull = try await host(scene).openPullRequest(order)

        #expect(pull.url.absoluteString == "http://127.0.0.1:8080/pulls/7")
        #expect(pull.repository == scene.repositoryPath.path)
        #expect(pull.branch == order.branch && pull.base == order.base && pull.baseBranch == "main")
        #expect(pull.title == order.title && pull.body == order.body)
        #expect(try await scene.git("rev-parse", order.branch) == "\(pull.head)\n")
        #expect(try await scene.git("rev-list", "\(order.base)..\(order.branch)") == "\(pull.head)\n")
        for change in changes {
            #expect(try await scene.git("show", "\(pull.head):\(change.path)") == change.contents)
        }
        #expect(try await scene.git("ls-tree", pull.head.rawValue, "run.sh").hasPrefix("100755 "))
        #expect(try await scene.git("ls-tree", pull.head.rawValue, "main.py").hasPrefix("100644 "))
        let log = try await scene.git("log", "-1", "--format=%an %ae %at %ct%n%B", pull.head.rawValue)
        #expect(
            log
                == "Incident Bot incident-bot@localhost 1700000000 1700000000\nGuard against no items\n\nWhy and how.\n\n"
        )
        #expect(try await scene.git("symbolic-ref", "HEAD") == before[0])
        #expect(try await scene.git("rev-parse", "main") == "\(order.base)\n")
        if !bare { #expect(try await scene.git("status", "--porcelain") == before[2]) }
        try await scene.git("fsck", "--strict")
    }

    @Test func `the same order again is the same pull request, also at once`() async throws {
        let scene = try await GitScene()
        let order = try await scene.order(changes)
        let host = try host(scene)
        let pulls = try await withThrowingTaskGroup(of: PullRequest.self) { group in
            for _ in 0..<5 { group.addTask { try await host.openPullRequest(order) } }
            return try await group.reduce(into: [PullRequest]()) { $0.append($1) }
        }
        let again = try await host.openPullRequest(order)
        #expect(pulls.allSatisfy { $0 == again })
        #expect(
            try await scene.git("for-each-ref", "--format=%(refname)")
                == "refs/heads/\(order.branch)\nrefs/heads/main\n")
    }

    @Test func `a diff that is not the approved one is refused with nothing left`() async throws {
        let scene = try await GitScene()
        let order = try await scene.order(changes)
        let before = (try await scene.state(), try await scene.objectCount())
        let others = [
            order.approvedDiff + "\n", "", order.approvedDiff.replacingOccurrences(of: "None", with: "None "),
            String(order.approvedDiff.dropLast()),
        ]
        for approved in others {
            let changed = PullRequestOrder(
                incident: order.incident, base: order.base, branch: order.branch, changes: order.changes,
                approvedDiff: approved, title: order.title, body: order.body, date: order.date)
            let error = await #expect(throws: PortError.self) { try await host(scene).openPullRequest(changed) }
            #expect(error?.recovery == .giveUp)
            #expect(error?.port == "CodeHost")
        }
        #expect(try await scene.state() == before.0)
        #expect(try await scene.objectCount() == before.1)
        #expect(try FileManager.default.contentsOfDirectory(atPath: scene.scratch.path) == ["empty"])
    }

    @Test func `texts that only look the same are not the approved ones`() async throws {
        let scene = try await GitScene()
        let composed = [FileChange(path: "main.py", contents: "caf\u{E9}\n")]
        let decomposed = [FileChange(path: "main.py", contents: "cafe\u{301}\n")]
        let order = try await scene.order(composed)
        let swapped = PullRequestOrder(
            incident: order.incident, base: order.base, branch: order.branch, changes: decomposed,
            approvedDiff: order.approvedDiff, title: "", body: "", date: order.date)
        await #expect(throws: PortError.self) { try await host(scene).openPullRequest(swapped) }
    }

    @Test func `a branch that stands at another commit is not moved`() async throws {
        let scene = try await GitScene()
        let order = try await scene.order(changes)
        try await scene.git("branch", order.branch, "main")
        let error = await #expect(throws: PortError.self) { try await host(scene).openPullRequest(order) }
        #expect(error?.recovery == .askHuman)
        #expect(error?.reason.contains("exists already") == true)
        #expect(try await scene.git("rev-parse", order.branch) == "\(order.base)\n")
    }

    @Test(arguments: ["main/x", "..", "--force", "a b", "x.lock", "HEAD~1", ""])
    func `a branch name git can't take is refused`(branch: String) async throws {
        let scene = try await GitScene()
        let order = try await scene.order(changes, branch: branch)
        let before = try await scene.state()
        if branch == "--force" {
            // Odd, but a name like any other: it is never taken for an option.
            #expect(try await host(scene).openPullRequest(order).branch == branch)
        } else {
            await #expect(throws: PortError.self) { try await host(scene).openPullRequest(order) }
            #expect(try await scene.state() == before)
        }
    }

    @Test func `a commit message may hold anything`() async throws {
        let scene = try await GitScene()
        let body = "# not a comment\n\0\r\n--- a/main.py\n\u{1F4A5} \(String(repeating: "long ", count: 20_000))"
        let order = try await scene.order(changes, body: body)
        let pull = try await host(scene).openPullRequest(order)
        let message = try await scene.git("log", "-1", "--format=%B", pull.head.rawValue)
        #expect(message.contains("# not a comment\n\u{FFFD}\r\n--- a/main.py\n\u{1F4A5}"))
        #expect(pull.body == body)
    }

    @Test func `a signature demanded by the repository's settings is not asked for`() async throws {
        let scene = try await GitScene()
        try await scene.git("config", "commit.gpgSign", "true")
        try await scene.git("config", "gpg.program", "/bin/false")
        _ = try await host(scene).openPullRequest(try await scene.order(changes))
    }
}
