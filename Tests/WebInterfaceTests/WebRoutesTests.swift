import Domain
import Foundation
import Hummingbird
import HummingbirdTesting
import Logging
import Testing

@testable import WebInterface

@Suite struct WebRoutesTests {
    private let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    @Test func `health is ok while the database answers, and 503 otherwise`() async throws {
        let healthy = try await get("/health", from: StoredIncidents())
        #expect(healthy.status == .ok)
        #expect(healthy.text == #"{"status":"ok"}"#)
        #expect(healthy.headers[.contentType] == "application/json")

        let down = PortError(port: "Journal", operation: "read", recovery: .retry, reason: "/secret/path is gone")
        let sick = try await get("/health", from: StoredIncidents(failure: down))
        #expect(sick.status == .serviceUnavailable)
        #expect(!sick.text.contains("secret"))
    }

    @Test func `the root leads to the list of incidents`() async throws {
        let answer = try await get("/", from: StoredIncidents())
        #expect(answer.status == .found)
        #expect(answer.headers[.location] == "/incidents")
    }

    @Test func `the list has the newest first, with state and severity`() async throws {
        let old = try #require(SampleIncident(id: 7, title: "Old one").incident)
        let new = try #require(SampleIncident(id: 8, title: "New one").escalated)
        let text = try await get("/incidents", from: StoredIncidents(incidents: [old, new])).text

        let places = try ["8: New one", ">Escalated</span>", "7: Old one", ">Resolved</span>"].map {
            try #require(text.range(of: $0)?.lowerBound)
        }
        #expect(places == places.sorted())
        #expect(text.contains("class=\"badge p1\">P1<"))
    }

    @Test func `an empty list says how to open an incident`() async throws {
        #expect(try await get("/incidents", from: StoredIncidents()).text.contains("<code>/incident</code>"))
    }

    @Test func `an incident's page tells everything the journal holds`() async throws {
        let sample = SampleIncident()
        let text = try await page("/incidents/42", of: sample)

        for words in [
            "Resolved", "P1: &quot;crashes&quot; and &quot;urgent&quot;", "order_platform/data_processing.py:42",
            "Past incident: Import of a header-only file", "process_batch([])", "Patch 1", "Patch 2", "Rejected",
            "Approved", "by U024BE7LH", "Proven: the bug was there before and is gone after", "65 passed",
            "Hello Marta,\n\nthe upload works.", "/incidents/42/postmortem.md", "/pulls/42",
            "Every row names the hash of the row before", "Fix Generator agent",
        ] {
            #expect(text.contains(words), "\(words)")
        }
        let hashes = try #require(sample.incident).entries.map { $0.hash.prefix(12) }
        #expect(hashes.allSatisfy { text.contains($0) })
    }

    @Test func `an escalated incident says what was tried and which runbook to follow`() async throws {
        let incident = try #require(SampleIncident().escalated)
        let text = try await get("/incidents/42", from: StoredIncidents(incidents: [incident])).text

        for words in ["Escalated: No patch was found", "guard: tests failed", "could not be reproduced with 40 inputs"]
        {
            #expect(text.contains(words), "\(words)")
        }
    }

    @Test func `a pull request's page shows branch, commits, approver, digest, proof, description and changes`()
        async throws
    {
        let sample = SampleIncident()
        let digest = try #require(sample.incident?.proposal?.digest.rawValue)
        let text = try await page("/pulls/42", of: sample)

        for words in [
            "incident/42-empty-batch", "main", "1a2b3c4d5e", String(repeating: "9f8e7d6c5b", count: 4),
            "U024BE7LH", digest, "are what was approved", "<strong>empty</strong>", "<code>64 passed</code>",
            "<th scope=\"col\">run</th>", "<span class=\"added\">+        return []\n</span>",
            "<span class=\"removed\">-    if missing:\n</span>", "<span class=\"hunk\">@@ -39,5 +39,7 @@",
        ] {
            #expect(text.contains(words), "\(words)")
        }
    }

    @Test func `a pull request whose approval names other bytes says so`() async throws {
        let sample = SampleIncident()
        var facts = sample.facts
        let place = try #require(facts.lastIndex { $0.kind == .approved })
        facts[place] = .approved(ProposalDigest(rawValue: String(repeating: "0", count: 64)))
        let incident = try #require(Incident(entries: sample.entries(of: facts)))
        let text = try await get("/pulls/42", from: StoredIncidents(incidents: [incident])).text

        #expect(text.contains("These changes are not what was approved"))
        #expect(!text.contains("are what was approved"))
    }

    @Test func `a timeline with a row missing shows where the chain breaks`() async throws {
        let sample = SampleIncident()
        var entries = sample.entries(of: sample.facts)
        entries.remove(at: 3)
        let incident = try #require(Incident(entries: entries))
        let text = try await get("/incidents/42", from: StoredIncidents(incidents: [incident])).text

        #expect(text.contains("The chain breaks at row 5"))
    }

    @Test func `a postmortem is served as Markdown to the letter`() async throws {
        let sample = SampleIncident(title: "<script>alert(1)</script>")
        let answer = try await get("/incidents/42/postmortem.md", from: try stored(sample))

        #expect(answer.headers[.contentType] == "text/markdown; charset=utf-8")
        #expect(answer.headers[.xContentTypeOptions] == "nosniff")
        #expect(answer.text == "# <script>alert(1)</script>\n\nAll is well.\n")
    }

    @Test(arguments: [
        "/incidents/43", "/incidents/abc", "/incidents/-1", "/incidents/99999999999999999999", "/pulls/43",
        "/pulls/x", "/incidents/43/postmortem.md", "/nowhere", "/incidents/42/more", "/a/b/c",
    ])
    func `an unknown address gets a readable page`(path: String) async throws {
        let answer = try await get(path, from: try stored(SampleIncident()))

        #expect(answer.status == .notFound)
        #expect(answer.text.contains("<h1>Not found</h1>"))
        #expect(answer.text.contains("href=\"/incidents\""))
    }

    @Test func `a failing database gives a page without internal detail`() async throws {
        let down = PortError(port: "Journal", operation: "read", recovery: .retry, reason: "/secret/path is gone")
        for path in ["/incidents", "/incidents/1", "/pulls/1", "/incidents/1/postmortem.md"] {
            let answer = try await get(path, from: StoredIncidents(failure: down))
            #expect(answer.status == .serviceUnavailable)
            #expect(!answer.text.contains("secret"))
        }
    }

    @Test func `every page forbids scripts and foreign resources, and is kept by no cache`() async throws {
        for path in ["/incidents", "/incidents/42", "/pulls/42", "/nowhere"] {
            let answer = try await get(path, from: try stored(SampleIncident()))
            let policy = try #require(answer.headers[.contentSecurityPolicy])
            #expect(policy.hasPrefix("default-src 'none'; style-src 'self';"))
            #expect(answer.headers[.cacheControl] == "no-store")
            #expect(!answer.text.contains("<script") && !answer.text.contains("style=\""))
        }
        let style = try await get(Page.stylesheetPath, from: StoredIncidents())
        #expect(style.headers[.contentType] == "text/css; charset=utf-8")
        #expect(style.text.contains("prefers-color-scheme: dark"))
    }

    @Test func `hostile text stays text on every page`() async throws {
        let hostile = #"</title><script>alert(1)</script><img src=x onerror="a()">' & "# + "\u{202E}\u{0}"
        let sample = SampleIncident(
            title: hostile, complaint: hostile, body: "\(hostile)\n\n[x](javascript:alert(1)) [y](https://e.com\")",
            diff: "--- a\n+++ b\n@@ -1 +1 @@\n+\(hostile)\n", actor: .person(id: hostile))
        let incidents = [try #require(sample.incident)]
        for path in ["/incidents", "/incidents/42", "/pulls/42"] {
            let text = try await get(path, from: StoredIncidents(incidents: incidents)).text
            #expect(text.contains("&lt;script&gt;alert(1)"))
            #expect(!text.contains("<script") && !text.contains("<img"))
            #expect(!text.contains("javascript:alert(1)\""))
            #expect(text.contains("⟦U+202E⟧") && !text.unicodeScalars.contains("\u{202E}"))
            #expect(text.components(separatedBy: "</title>").count == 2)
        }
    }
}

extension WebRoutesTests {
    private struct Answer {
        let status: HTTPResponse.Status
        let headers: HTTPFields
        let text: String
    }

    private func stored(_ sample: SampleIncident) throws -> StoredIncidents {
        StoredIncidents(incidents: [try #require(sample.incident)])
    }

    private func page(_ path: String, of sample: SampleIncident) async throws -> String {
        let answer = try await get(path, from: try stored(sample))
        #expect(answer.status == .ok)
        return answer.text
    }

    private func get(_ path: String, from incidents: StoredIncidents) async throws -> Answer {
        let router = Router()
        IncidentListRoutes(directory: incidents, logger: logger).add(to: router)
        WebRoutes(incidents: incidents, logger: logger).add(to: router)
        return try await Application(router: router).test(.router) { client in
            try await client.execute(uri: path, method: .get) { response in
                Answer(
                    status: response.status, headers: response.headers, text: String(buffer: response.body))
            }
        }
    }
}
