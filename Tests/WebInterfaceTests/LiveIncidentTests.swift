import Domain
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import TestSupport
import Testing

@testable import WebInterface

@Suite struct LiveIncidentTests {
    private struct Verdict: ChainVerifying {
        let place: Int?
        func verifyChain(of incident: IncidentID) async throws(PortError) -> Int? { place }
    }

    private let id = IncidentID(rawValue: 1)

    private func stage(chain: Int? = nil) async throws -> WebStage {
        var stage = try WebStage()
        stage.chains = Verdict(place: chain)
        _ = try await stage.journal.open(Intake(logs: "KeyError", source: .modal), by: .workflow, key: "1")
        return stage
    }

    @Test func `the page of an open incident loads our script and may ask us alone`() async throws {
        let stage = try await stage()
        let open = try await stage.use { try await $0.read("/incidents/1") }
        #expect(open.text.contains("<script src=\"/assets/live.js\" defer></script>"))
        #expect(open.text.contains("data-events=\"/incidents/1/events\" data-after=\"1\""))
        let policy = try #require(open.headers[.contentSecurityPolicy])
        #expect(policy.hasPrefix("default-src 'none'") && policy.hasSuffix("script-src 'self'; connect-src 'self'"))
        let script = try await stage.use { try await $0.read("/assets/live.js") }
        #expect(script.headers[.contentType] == "text/javascript; charset=utf-8")

        _ = try await stage.journal.append(.cancelled(reason: "no"), to: id, by: .workflow, expectedCount: 1)
        let ended = try await stage.use { try await $0.read("/incidents/1") }
        #expect(!ended.text.contains("<script") && !ended.text.contains("data-events"))
        #expect(ended.headers[.contentSecurityPolicy]?.contains("script-src") == false)
    }

    @Test func `what was written since the page was made is told at once, and the end as well`() async throws {
        let stage = try await stage()
        _ = try await stage.journal.append(.cancelled(reason: "no"), to: id, by: .workflow, expectedCount: 1)
        let answer = try await stage.use { try await $0.read("/incidents/1/events?after=1") }
        #expect(answer.headers[.contentType] == "text/event-stream")
        #expect(answer.text == "retry: 3000\n\nevent: fact\nid: 2\ndata: 2\n\nevent: end\ndata: cancelled\n\n")
        let known = try await stage.use {
            try await $0.send(
                .get, "/incidents/1/events?after=1",
                ["Authorization": "Bearer \(WebStage.token)", "Last-Event-ID": "2"])
        }
        #expect(known.text == "retry: 3000\n\nevent: end\ndata: cancelled\n\n")
    }

    @Test func `facts written while a page listens are told until the incident ends`() async throws {
        let router = Router()
        IncidentEventRoutes(
            incidents: EndingIncident(), sleep: { _ in throw CancellationError() },
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        ).add(to: router)
        let text = try await Application(router: router).test(.router) { client in
            try await client.execute(uri: "/incidents/1/events?after=1", method: .get) { String(buffer: $0.body) }
        }
        #expect(text == "retry: 3000\n\nevent: fact\nid: 2\ndata: 2\n\nevent: end\ndata: cancelled\n\n")
    }

    @Test func `events need a session, and an incident that there is`() async throws {
        let stage = try await stage()
        #expect(try await stage.send(.get, "/incidents/1/events").status == .unauthorized)
        #expect(try await stage.use { try await $0.read("/incidents/9/events") }.status == .notFound)
    }

    @Test func `no more pages listen than there are places, and a place is free again afterwards`() {
        let count = ListenerCount(maximum: 1)
        var place = count.take()
        #expect(place != nil && count.take() == nil)
        place = nil
        #expect(count.take() != nil)
    }

    @Test func `the timeline says what the check of every hash found`() async throws {
        let whole = try await stage().use { try await $0.read("/incidents/1") }.text
        #expect(whole.contains("Verified: every hash was computed anew"))
        let broken = try await stage(chain: 1).use { try await $0.read("/incidents/1") }.text
        #expect(broken.contains("The chain breaks at row 1") && !broken.contains("Verified"))
    }

    @Test func `a postmortem is shown as a page`() throws {
        #expect(Markdown(text: "# Done\n\n<b>x</b>").html(headingLevel: 1).markup.contains("<h1>Done</h1>"))
    }
}

/// An incident that is open when it is read first, and has ended when the one change there is was told.
private actor EndingIncident: IncidentReading, IncidentWatching {
    private var readings = 0

    func incident(_ id: IncidentID) -> Incident? {
        readings += 1
        let facts: [Fact] = [.opened(Intake(logs: "", source: .modal)), .cancelled(reason: "no")]
        return Incident(entries: SampleIncident(id: id.rawValue).entries(of: Array(facts.prefix(readings))))
    }

    func incidents(limit: Int) -> [Incident] { [] }

    func changes() -> AsyncStream<IncidentID> {
        AsyncStream {
            $0.yield(IncidentID(rawValue: 2))
            $0.yield(IncidentID(rawValue: 1))
            $0.finish()
        }
    }
}
