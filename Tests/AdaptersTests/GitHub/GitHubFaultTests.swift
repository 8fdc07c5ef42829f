import Adapters
import Domain
import Foundation
import Rehearsal
import Testing

/// Every way GitHub can say no: what the bot does, and what the operator reads.
@Suite(.timeLimit(.minutes(1))) struct GitHubFaultTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let call: String
        let fault: GitHubFault
        let recovery: PortError.Recovery
        let words: String

        var testDescription: String { "\(call): \(fault)" }
    }

    static let rows = [
        Row(
            call: "POST blobs", fault: .refused(.init(401, "Bad credentials")), recovery: .askHuman,
            words: "GITHUB_TOKEN"),
        Row(
            call: "POST refs", fault: .refused(.init(403, "Resource not accessible by integration")),
            recovery: .askHuman, words: "Pull requests, both “Read and write”"),
        Row(
            call: "POST blobs", fault: .refused(.init(403, "Repository was archived so is read-only.")),
            recovery: .askHuman, words: "is archived"),
        Row(call: "GET commit", fault: .refused(.init(404, "Not Found")), recovery: .askHuman, words: "GITHUB_REPO"),
        Row(
            call: "POST blobs", fault: .refused(.init(409, "Git Repository is empty.")), recovery: .askHuman,
            words: "no commit yet"),
        Row(call: "POST refs", fault: .refused(.init(409, "Conflict")), recovery: .retry, words: "Conflict"),
        Row(
            call: "POST pulls",
            fault: .refused(
                .init(
                    422, "Validation Failed",
                    errors: [["resource": "PullRequest", "code": "custom", "message": "No commits between main and x"]])
            ),
            recovery: .giveUp, words: "No commits between main and x"),
        Row(call: "POST trees", fault: .refused(.init(500, "Server Error")), recovery: .retry, words: "unwell"),
        Row(call: "POST commits", fault: .refused(.init(502, "Bad Gateway")), recovery: .retry, words: "502"),
        Row(call: "GET pulls", fault: .notJSON, recovery: .retry, words: "GITHUB_API_URL"),
        Row(call: "POST pulls", fault: .droppedBeforeEffect, recovery: .retry, words: "broke off"),
        Row(
            call: "GET ref", fault: .refused(.init(301, "Moved Permanently")), recovery: .askHuman,
            words: "renamed or moved"),
    ]

    @Test(arguments: rows)
    func `each refusal says what to do, and nothing stands but what was made before`(row: Row) async throws {
        try await GitHubScene.use { scene in
            let order = try await scene.order()
            await scene.standIn.add([GitHubFaultRule(row.fault, on: row.call, times: 9)])
            let error = await #expect(throws: PortError.self) { try await scene.host().openPullRequest(order) }
            #expect(error?.recovery == row.recovery)
            #expect(error?.reason.contains(row.words) == true, "\(error?.reason ?? "")")
            #expect(error?.reason.contains(GitHubScene.token) == false)
            #expect(await scene.standIn.pulls.isEmpty)
            // And once it is mended, the same order goes through.
            await scene.standIn.forgetFaults()
            _ = try await scene.host().openPullRequest(order)
            #expect(await scene.standIn.pulls.count == 1)
        }
    }

    @Test func `the primary limit is waited for until it is renewed`() async throws {
        try await GitHubScene.use { scene in
            let order = try await scene.order()
            await scene.standIn.add([GitHubFaultRule(.primaryLimit(resetInSeconds: 1_500), on: "GET commit")])
            _ = try await scene.host(http: Undated(client: scene.http)).openPullRequest(order)
            #expect(scene.time.sleeps.contains { (1_500...1_502).contains($0) })
        }
    }

    @Test func `a secondary limit is waited for as told, else a minute, then longer`() async throws {
        try await GitHubScene.use { scene in
            let order = try await scene.order()
            await scene.standIn.add([
                GitHubFaultRule(.secondaryLimit(retryAfterSeconds: 37), on: "POST refs"),
                GitHubFaultRule(.secondaryLimit(retryAfterSeconds: nil), on: "POST pulls", times: 2),
            ])
            _ = try await scene.host().openPullRequest(order)
            #expect(scene.time.sleeps.filter { $0 > 1 } == [37, 60, 120])
            #expect(await scene.standIn.pulls.count == 1)
        }
    }

    @Test func `a limit that never ends is an error that may be tried later`() async throws {
        try await GitHubScene.use { scene in
            let order = try await scene.order()
            await scene.standIn.add([
                GitHubFaultRule(.secondaryLimit(retryAfterSeconds: 5), on: "POST blobs", times: 99)
            ])
            let error = await #expect(throws: PortError.self) { try await scene.host().openPullRequest(order) }
            #expect(error?.recovery == .retry)
            #expect(error?.reason.contains("secondary rate limit") == true)
        }
    }

    @Test func `labels and reviewers are not worth failing for`() async throws {
        try await GitHubScene.use { scene in
            await scene.standIn.add([GitHubFaultRule(.refused(.init(403, "Forbidden")), on: "POST labels")])
            _ = try await scene.host().openPullRequest(try await scene.order())
            #expect(await scene.standIn.pulls.map(\.labels) == [[]])
        }
    }

    @Test func `a token that may not write is told apart`() async throws {
        try await GitHubScene.use({ $0.mayPush = false }) { scene in
            let order = try await scene.order()
            let error = await #expect(throws: PortError.self) { try await scene.host().openPullRequest(order) }
            #expect(error?.recovery == .askHuman)
            let check = GitHubCheck(
                settings: try scene.settings(), credentials: GitHubToken(GitHubScene.token), http: scene.http)
            let said = await #expect(throws: PortError.self) { try await check.access() }
            #expect(said?.reason.contains("may read acme/order-platform but not write") == true)
        }
    }

    @Test func `the doctor says what the token may do`() async throws {
        try await GitHubScene.use { scene in
            let good = GitHubCheck(
                settings: try scene.settings(), credentials: GitHubToken(GitHubScene.token), http: scene.http)
            #expect(try await good.access() == "acme/order-platform, may read and write")
            let wrong = GitHubCheck(settings: try scene.settings(), credentials: GitHubToken("no"), http: scene.http)
            let error = await #expect(throws: PortError.self) { try await wrong.access() }
            #expect(error?.reason.contains("Bad credentials") == true)
        }
    }
}

/// Answers without their date: the stand-in's server writes the machine's, while everything else here goes by the test's clock.
private struct Undated: HTTPClient {
    let client: CurlHTTPClient

    func send(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPAnswer {
        let answer = try await client.send(request)
        return HTTPAnswer(
            status: answer.status, headers: answer.headers.filter { $0.name.lowercased() != "date" }, body: answer.body)
    }
}
