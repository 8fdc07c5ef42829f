import Agents
import Domain
import Foundation
import TestSupport
import Testing

@Suite struct RootCauseAgentTests {
    private let payments = """
        import logging


        def read(payload):
            return payload


        def settle(payload):
            amount = payload["amount"]
            reference = payload["transaction"]["id"]
            return amount, reference
        """

    @Test func `the failing line is read where the trace says, under a container's directories`() async throws {
        let error = RootCause.error(
            "KeyError", "'transaction'",
            [
                RootCause.frame("/usr/lib/python3.11/threading.py", 975, "run", vendored: true),
                RootCause.frame("/app/shop/api.py", 3, "handle", code: "settle(body)"),
                RootCause.frame(
                    "/app/shop/payments.py", 10, "settle", code: "reference = payload[\"transaction\"][\"id\"]"),
            ])
        let log = """
            2026-03-02 ERROR request failed
              File "/app/shop/payments.py", line 10, in settle
            KeyError: 'transaction'
            """
        let past = ["a", "b", "c"].map { RootCause.passage($0, .incident) }
        let runbook = RootCause.passage("r", .runbook)
        let diagnosis = try await RootCause.diagnose(
            error, in: ["shop/payments.py": payments, "shop/api.py": "x", "README.md": ""], count: 2, log: log,
            precedents: past + [runbook])

        let location = CodeLocation(
            file: "shop/payments.py", line: 10, function: "settle", language: .python,
            code: "reference = payload[\"transaction\"][\"id\"]")
        #expect(diagnosis.verdict == .codeCause(location))
        #expect(diagnosis.confidence.level == .high)
        #expect(
            diagnosis.citations == [
                .log("KeyError: 'transaction'"), .log("File \"/app/shop/payments.py\", line 10, in settle"),
                .source(location), .knowledge(past[0]), .knowledge(past[1]), .knowledge(past[2]),
            ])
        #expect(diagnosis.summary.contains("shop/payments.py:10 in settle, 2 times"))
        #expect(diagnosis.summary.contains("the key 'transaction' is there"))
        #expect(diagnosis.runbook == runbook && diagnosis.mode == .ruleBased)
    }

    @Test func `a place in the code is not explained by documents about something else`() async throws {
        let error = RootCause.error("KeyError", "'x'", [RootCause.frame("/app/a.py", 1, "f", code: "d['x']")])
        let about = RootCause.passage("about", .incident, relatedness: Passage.related)
        let diagnosis = try await RootCause.diagnose(
            error, in: ["a.py": "d['x']\n"],
            precedents: [
                about, RootCause.passage("other", .incident, relatedness: 0.2),
                RootCause.passage("r", .runbook, relatedness: 0.2),
            ])
        #expect(diagnosis.location?.file == "a.py")
        #expect(diagnosis.citations.contains(.knowledge(about)) && diagnosis.citations.count == 3)
        #expect(diagnosis.runbook == nil)
    }

    @Test func `code that has moved since the log is found again`() async throws {
        let frame = RootCause.frame(
            "/app/payments.py", 4, "settle", code: "reference  = payload[\"transaction\"][\"id\"]")
        let diagnosis = try await RootCause.diagnose(
            RootCause.error("KeyError", "'transaction'", [frame]),
            in: ["payments.py": payments.replacing("reference =", with: "reference  =")])
        #expect(diagnosis.location?.line == 10 && diagnosis.confidence.level == .medium)
        #expect(diagnosis.summary.contains("The log names line 4"))
    }

    @Test func `a function and a file without a line are found by what the message names`() async throws {
        let diagnosis = try await RootCause.diagnose(
            RootCause.error("KeyError", "'amount'", [RootCause.frame("payments.py", nil, "settle")]),
            in: ["src/payments.py": payments])
        #expect(diagnosis.location?.line == 9 && diagnosis.confidence.level == .medium)

        let without = try await RootCause.diagnose(
            RootCause.error("RuntimeError", "odd", [RootCause.frame("payments.py", nil, "settle")]),
            in: ["src/payments.py": payments])
        #expect(without.location?.line == 8 && without.confidence.level == .low)
    }

    @Test func `changed code in a function that is still there is a weak place, and says so`() async throws {
        let frame = RootCause.frame("/app/payments.py", 400, "settle", code: "gone_long_ago()")
        let diagnosis = try await RootCause.diagnose(
            RootCause.error("RuntimeError", "odd", [frame]), in: ["payments.py": payments])
        #expect(diagnosis.location?.function == "settle" && diagnosis.confidence.level == .low)
    }

    @Test func `of files with the same name the one that holds the code is meant`() async throws {
        let files = ["a/models.py": "class A:\n    pass\n", "b/models.py": "def total(rows):\n    return rows[0]\n"]
        let frame = RootCause.frame("/srv/release-7/models.py", 2, "total", code: "return rows[0]")
        let diagnosis = try await RootCause.diagnose(
            RootCause.error("IndexError", "list index out of range", [frame]), in: files)
        #expect(diagnosis.location?.file == "b/models.py" && diagnosis.confidence.level == .high)

        let twins = [
            "a/models.py": "def total(rows):\n    return rows[0]\n",
            "b/models.py": "def total(rows):\n    return rows[0]\n",
        ]
        let unsure = try await RootCause.diagnose(RootCause.error("IndexError", "", [frame]), in: twins)
        #expect(unsure.confidence.level == .low && unsure.confidence.reason.contains("b/models.py"))
    }

    @Test func `another project's file of the same name is not ours`() async throws {
        let frame = RootCause.frame("/opt/other/tools/utils.py", 2, "tidy", code: "broom()")
        let diagnosis = try await RootCause.diagnose(
            RootCause.error("TypeError", "", [frame]), in: ["shop/utils.py": "def wash():\n    soap()\n"])
        #expect(diagnosis.verdict == .unsure)
        #expect(diagnosis.summary.contains("is not in the repository"))
        #expect(diagnosis.citations == [.log("TypeError:")] || diagnosis.citations == [.log("TypeError: ")])
    }

    @Test func `without an error or without a trace the repository is not blamed`() async throws {
        let runbook = RootCause.passage("slow-pages", .runbook)
        let nothing = try await RootCause.diagnose(nil, in: ["a.py": ""], precedents: [runbook])
        #expect(nothing.verdict == .unsure && nothing.runbook == runbook)
        #expect(nothing.summary.contains("Title of slow-pages"))

        let bare = try await RootCause.diagnose(RootCause.error("TimeoutError", "pool", []), in: ["a.py": ""])
        #expect(bare.verdict == .unsure && bare.confidence.level == .low)
        #expect(bare.summary.contains("no stack trace"))
    }

    @Test(arguments: [
        ("requests.exceptions.ConnectionError", "Failed to establish a new connection: [Errno 111] Connection refused"),
        ("socket.gaierror", "[Errno -3] Temporary failure in name resolution"),
        ("OSError", "[Errno 28] No space left on device: '/var/spool'"),
        ("ssl.SSLCertVerificationError", "certificate verify failed: certificate has expired"),
        ("requests.exceptions.HTTPError", "503 Server Error: Service Unavailable for url: https://carrier.example/"),
        ("ReadTimeout", "HTTPSConnectionPool(host='carrier.example'): Read timed out."),
    ])
    func `an outage elsewhere is no cause in our code`(exception: String, message: String) async throws {
        let frames = [
            RootCause.frame("/app/ship.py", 2, "book", code: "return http.post(URL)"),
            RootCause.frame("/usr/lib/python3/dist-packages/requests/api.py", 9, "post", vendored: true),
        ]
        let diagnosis = try await RootCause.diagnose(
            RootCause.error(exception, message, frames), in: ["ship.py": "def book():\n    return http.post(URL)\n"])
        #expect(diagnosis.verdict == .outside && diagnosis.confidence.level == .high)
        #expect(diagnosis.citations.contains { if case .source(let place) = $0 { place.line == 2 } else { false } })
    }

    @Test func `an error our own line raises on purpose is a cause in our code whatever it says`() async throws {
        let frame = RootCause.frame(
            "/app/pool.py", 3, "take", code: "raise PoolTimeout(\"pool exhausted: 5/5, connection refused\")")
        let source =
            "def take(pool):\n    if pool.empty():\n        raise PoolTimeout(\"pool exhausted: 5/5, connection refused\")\n"
        let diagnosis = try await RootCause.diagnose(
            RootCause.error("PoolTimeout", "pool exhausted: 5/5, connection refused", [frame]), in: ["pool.py": source])
        #expect(diagnosis.location?.line == 3)
        #expect(diagnosis.summary.contains("limit is too low"))
    }

    @Test func `untrusted text stays short and on one line`() async throws {
        let message = String(repeating: "<!channel> `x`\n", count: 10_000)
        let frame = RootCause.frame("/app/payments.py", 10, "settle")
        let diagnosis = try await RootCause.diagnose(
            RootCause.error(message, message, [frame]), in: ["payments.py": payments], log: message)
        #expect(diagnosis.summary.count < 1_000 && !diagnosis.summary.contains("\n"))
        for case .log(let line) in diagnosis.citations { #expect(line.count <= 300) }
        let lost = try await RootCause.diagnose(
            RootCause.error("E", "", [RootCause.frame(message, 1, message, code: message)]), in: ["a.py": "x"])
        #expect(lost.verdict == .unsure && lost.summary.count < 1_000)
    }

    @Test func `a repository that can't be read is an error, not a verdict`() async throws {
        let incident = try RootCause.incident(RootCause.error("E", "", [RootCause.frame("a.py", 1)]))
        await #expect(throws: PortError.self) {
            try await RootCauseAgent(repository: UnreachableRepository()).run(on: incident)
        }
    }
}

private struct UnreachableRepository: SourceRepository {
    private let failure = PortError(port: "SourceRepository", operation: "read", recovery: .askHuman, reason: "gone")

    func baseCommit() async throws(PortError) -> CommitID { throw failure }
    func files(at commit: CommitID) async throws(PortError) -> [String] { throw failure }
    func contents(of path: String, at commit: CommitID) async throws(PortError) -> String? { throw failure }
    func checkOut(_ commit: CommitID) async throws(PortError) -> URL { throw failure }
    func diff(of changes: [FileChange], against base: CommitID) async throws(PortError) -> String { throw failure }
}
