import Adapters
import Domain
import Foundation
import Rehearsal
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(1))) struct GitHubCodeHostTests {
    @Test func `the pull request is a labelled draft with the code owners as reviewers`() async throws {
        try await GitHubScene.use { scene in
            try await scene.addCodeOwners("*.py @octocat @acme/payments\nrun.sh @nobody-here @hubot\n")
            let order = try await scene.order()
            let pull = try await scene.host().openPullRequest(order)

            let made = try #require(await scene.standIn.pulls.first)
            #expect(made.isDraft && made.title == order.title && made.body == order.body)
            #expect(made.labels == ["incident"])
            // One of them can't review here; the others are asked all the same.
            #expect(made.reviewers == ["octocat", "hubot"])
            #expect(made.teams == ["payments"])
            #expect(pull.number == made.number && pull.repository == "acme/order-platform")
            #expect(pull.url.absoluteString == "\(scene.origin)/acme/order-platform/pull/\(made.number)")
        }
    }

    @Test func `the tree on GitHub is the approved one to the hash`() async throws {
        try await GitHubScene.use { scene in
            let order = try await scene.order()
            let pull = try await scene.host().openPullRequest(order)
            try Data(order.approvedDiff.utf8).write(to: scene.git.root.appending(path: "approved.patch"))
            let check = scene.git.root.appending(path: "check")
            try await scene.git.git("worktree", "add", "-q", "--detach", check.path, order.base.rawValue)
            try await scene.git.git(
                "-C", check.path, "apply", "--index", scene.git.root.appending(path: "approved.patch").path)
            let applied = try await scene.git.git("-C", check.path, "write-tree")
            #expect(try await scene.git.git("rev-parse", "\(pull.head)^{tree}") == applied)
        }
    }

    @Test(arguments: [GitHubFault.droppedAfterEffect, .droppedBeforeEffect])
    func `cut off after any request, the order repeated gives one branch and one pull request`(
        fault: GitHubFault
    ) async throws {
        try await GitHubScene.use { scene in
            let calls = try await scene.callsForOneOrder()
            #expect(calls > 9)
            for place in 0..<calls {
                let order = try await scene.order(branch: "incident/\(place)-cut")
                await scene.standIn.add([GitHubFaultRule(fault, skipping: place)])
                let first = try? await scene.host().openPullRequest(order)
                await scene.standIn.forgetFaults()
                let pull = try await scene.host().openPullRequest(order)
                if let first { #expect(first == pull) }
                let made = await scene.standIn.pulls.filter { $0.head == order.branch }
                #expect(made.count == 1, "cut off after request \(place)")
                #expect(made.first?.headSHA == pull.head.rawValue)
                #expect(made.first?.labels == ["incident"])
            }
        }
    }

    @Test func `stopped after every few writes, it goes on where it stopped and makes no file twice`() async throws {
        try await GitHubScene.use { scene in
            let files = (1...12).map { FileChange(path: "file\($0).py", contents: "value = \($0 + 1_000)\n") }
            let order = try await scene.order(files)
            var runs = 0
            while await scene.standIn.pulls.isEmpty, runs < 9 {
                runs += 1
                let http = ShortLived(http: scene.http, writes: 5)
                _ = try? await scene.host(http: http).openPullRequest(order)
            }
            #expect(runs == 4, "five files, five files, two with the branch, then the pull request")
            #expect(await scene.standIn.records.count { $0.call == "POST blobs" } == files.count)
            #expect(await scene.standIn.pulls.count == 1)
        }
    }

    @Test func `writes are a second apart`() async throws {
        try await GitHubScene.use { scene in
            _ = try await scene.host().openPullRequest(try await scene.order())
            let writes = await scene.standIn.records.count { $0.call.hasPrefix("POST") }
            #expect(writes == 8)
            #expect(scene.time.sleeps.count == writes - 1)
            #expect(scene.time.sleeps.allSatisfy { $0 == 1 })
        }
    }

    @Test func `a tree that GitHub makes otherwise opens nothing`() async throws {
        try await GitHubScene.use { scene in
            let order = try await scene.order()
            let before = try await scene.git.state()
            let host = try scene.host(http: OtherTree(http: scene.http, base: order.base))
            let error = await #expect(throws: PortError.self) { try await host.openPullRequest(order) }
            #expect(error?.recovery == .giveUp)
            #expect(error?.reason.contains("another tree") == true)
            #expect(try await scene.git.state() == before)
            #expect(await scene.standIn.pulls.isEmpty)
        }
    }

    @Test func `where drafts aren't supported, the pull request isn't one`() async throws {
        try await GitHubScene.use({ $0.supportsDrafts = false }) { scene in
            _ = try await scene.host().openPullRequest(try await scene.order())
            #expect(await scene.standIn.pulls.map(\.isDraft) == [false])
        }
    }

    @Test func `a description beyond GitHub's limit is cut and says so`() async throws {
        try await GitHubScene.use { scene in
            let body = String(repeating: "👩‍👩‍👧 evidence\n", count: 9_000)
            let pull = try await scene.host().openPullRequest(try await scene.order(body: body))
            let made = try #require(await scene.standIn.pulls.first)
            #expect(made.body.utf16.count <= 65_536)
            #expect(made.body.hasSuffix("This description was cut: the rest is on the incident's page.\n"))
            #expect(pull.body == body)
        }
    }

    @Test func `a pull request somebody closed is found again, not opened twice`() async throws {
        try await GitHubScene.use { scene in
            let order = try await scene.order()
            let pull = try await scene.host().openPullRequest(order)
            try await scene.standIn.close(try #require(pull.number), by: "hubot")
            #expect(try await scene.host().openPullRequest(order) == pull)
            guard case .closed = try await scene.host().state(of: pull) else {
                Issue.record("it is not closed")
                return
            }
        }
    }
}

/// Lets so many writes through, as a process that lives for as many seconds.
private final class ShortLived: HTTPClient {
    private let http: any HTTPClient
    private let left: Mutex<Int>

    init(http: any HTTPClient, writes: Int) {
        self.http = http
        left = Mutex(writes)
    }

    func send(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPAnswer {
        let lives = left.withLock { left in
            if request.method != "GET" { left -= 1 }
            return left >= 0
        }
        guard lives else { throw .cancelled }
        return try await http.send(request)
    }
}

/// Answers the making of a tree with the base's tree.
private struct OtherTree: HTTPClient {
    let http: any HTTPClient
    let base: CommitID

    func send(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPAnswer {
        let answer = try await http.send(request)
        guard request.url.path.hasSuffix("/git/trees") else { return answer }
        let other = Data(#"{"sha":"\#(String(repeating: "0", count: 40))"}"#.utf8)
        return HTTPAnswer(status: answer.status, headers: answer.headers, body: other)
    }
}

extension GitHubScene {
    func addCodeOwners(_ text: String) async throws {
        let work = git.root.appending(path: "checkout")
        try FileManager.default.createDirectory(
            at: work.appending(path: ".github"), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: work.appending(path: ".github/CODEOWNERS"))
        try await git.git("-C", work.path, "add", ".github/CODEOWNERS")
        try await git.git("-C", work.path, "commit", "-q", "-m", "Owners")
        try await git.git("-C", work.path, "push", "-q", git.repositoryPath.path, "main")
    }

    /// How many requests one order takes where nothing goes wrong.
    func callsForOneOrder() async throws -> Int {
        let order = try await order(branch: "incident/0-count")
        let before = await standIn.records.count
        _ = try await host().openPullRequest(order)
        return await standIn.records.count - before
    }
}
