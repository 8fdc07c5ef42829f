import Crypto
import Domain
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import TestSupport
import Testing
import Workflows

@testable import WebInterface

@Suite struct GitHubWebhookTests {
    let journal = InMemoryJournal()
    let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    var engine: WorkflowEngine { WorkflowEngine(journal: journal, maximumAttempts: 3) }

    /// An incident with an open pull request, number 12 of acme/shop.
    func incident() async throws -> IncidentID {
        let sample = try #require(SampleIncident().incident)
        let id = try await journal.open(sample.intake, by: sample.openedBy, key: "k")
        for entry in sample.entries.dropFirst() {
            var fact = entry.fact
            if case .pullRequestOpened(let pull) = fact {
                fact = .pullRequestOpened(
                    PullRequest(
                        repository: "acme/shop", base: pull.base, baseBranch: "main", branch: "incident/\(id)-x",
                        head: pull.head, url: pull.url, title: pull.title, body: pull.body, number: 12))
            }
            let count = try await journal.entries(of: id).count
            _ = try await journal.append(fact, to: id, by: entry.actor, expectedCount: count)
        }
        return id
    }

    func event(_ id: IncidentID, number: Int = 12, merged: Bool = true, repository: String = "acme/shop") -> Data {
        Data(
            """
            {"action":"closed","number":\(number),"pull_request":{"merged":\(merged),"merged_at":"2026-03-02T11:00:00Z",
            "closed_at":"2026-03-02T11:00:00Z","merge_commit_sha":null,"head":{"ref":"incident/\(id)-x"}},
            "repository":{"full_name":"\(repository)"},"sender":{"login":"octocat"}}
            """.utf8)
    }

    func post(_ body: Data, event: String = "pull_request", signature: String? = nil) async throws
        -> HTTPResponse.Status
    {
        let router = Router()
        GitHubWebhook(
            secret: "It's a Secret to Everybody", engine: engine, strangers: StrangerLimits(),
            logger: logger
        ).add(to: router)
        let key = SymmetricKey(data: Data("It's a Secret to Everybody".utf8))
        let code = HexadecimalText.of(HMAC<SHA256>.authenticationCode(for: body, using: key))
        var headers: HTTPFields = [.contentType: "application/json"]
        if let name = HTTPField.Name("X-Hub-Signature-256") { headers[name] = signature ?? "sha256=\(code)" }
        if let name = HTTPField.Name("X-GitHub-Event") { headers[name] = event }
        return try await Application(router: router, logger: logger).test(.router) { [headers] client in
            try await client.execute(
                uri: "/webhook/github", method: .post, headers: headers, body: ByteBuffer(bytes: body)
            ) { $0.status }
        }
    }

    @Test func `a merge GitHub tells of is written once`() async throws {
        let id = try await incident()
        #expect(try await post(event(id)) == .accepted)
        #expect(try await post(event(id)) == .accepted)
        let merged = try #require(try await engine.incident(id))
        #expect(merged.merge?.by == "octocat")
        #expect(merged.merge?.at == Date(timeIntervalSince1970: 1_772_449_200))
        #expect(merged.entries.count { $0.fact.kind == .pullRequestMerged } == 1)
    }

    @Test func `one closed without a merge is written as that`() async throws {
        let id = try await incident()
        #expect(try await post(event(id, merged: false)) == .accepted)
        #expect(try await engine.incident(id)?.closure?.by == "octocat")
    }

    @Test(arguments: [
        "", "sha256=", "sha256=\(String(repeating: "0", count: 64))", "sha1=abc",
        "sha256=\(String(repeating: "g", count: 64))",
        "sha256=\(String(repeating: "+1", count: 32))",
    ])
    func `what GitHub didn't sign is refused and changes nothing`(signature: String) async throws {
        let id = try await incident()
        #expect(try await post(event(id), signature: signature) == .unauthorized)
        #expect(try await engine.incident(id)?.merge == nil)
    }

    @Test func `GitHub's own example of a signature is accepted`() {
        let signature = GitHubSignature(secret: "It's a Secret to Everybody")
        let header = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"
        #expect(signature.isValid(header, for: Data("Hello, World!".utf8)))
        #expect(!signature.isValid(header, for: Data("Hello, World?".utf8)))
    }

    @Test func `other pull requests, repositories and events are acknowledged and ignored`() async throws {
        let id = try await incident()
        #expect(try await post(event(id, number: 13)) == .accepted)
        #expect(try await post(event(id, repository: "acme/other")) == .accepted)
        #expect(try await post(event(IncidentID(rawValue: 99))) == .accepted)
        #expect(try await post(Data(#"{"zen":"x"}"#.utf8), event: "ping") == .accepted)
        #expect(try await post(Data("no json".utf8)) == .badRequest)
        #expect(try await engine.incident(id)?.merge == nil)
    }
}
