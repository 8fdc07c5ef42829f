import Adapters
import Configuration
import Domain
import Foundation
import Logging
import Rehearsal
import Synchronization
import TestSupport
import Testing

@testable import IncidentBot

@Suite struct LogTests {
    private func lines(_ body: (inout Logger) -> Void) throws -> [[String: Any]] {
        let written = Mutex(Data())
        let handler = RedactingLogHandler(
            label: "incident-bot", format: .json, redactor: Redactor(salt: [1]), clock: ManualClock().clock
        ) { data in written.withLock { $0.append(data) } }
        var logger = Logger(label: "incident-bot") { _ in handler }
        body(&logger)
        return try written.withLock { $0 }.split(separator: UInt8(ascii: "\n")).map { line in
            try #require(try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any])
        }
    }

    @Test func `a log line is one JSON object with time, level, message and the incident's number`() throws {
        let lines = try lines { logger in
            logger[metadataKey: "incident.id"] = "42"
            logger.warning(
                "two\nlines \"quoted\"", metadata: ["step": "diagnose", "message": "mine", "list": ["a", "b"]])
            logger.debug("unseen")
        }
        #expect(lines.count == 1)
        let line = try #require(lines.first)
        #expect(line["time"] as? String == "2026-03-02T09:30:00.000Z" && line["level"] as? String == "warning")
        #expect(line["message"] as? String == "two\nlines \"quoted\"" && line["label"] as? String == "incident-bot")
        #expect(line["incident.id"] as? String == "42" && line["step"] as? String == "diagnose")
        #expect(line["metadata.message"] as? String == "mine" && line["list"] as? [String] == ["a", "b"])
    }

    @Test func `secrets are written nowhere in a line`() throws {
        // Put together here, so that no scanner takes the test for a leak.
        let token = ["xoxb", "123456789012", "1234567890123", "AbCdEfGhIjKlMnOpQrStUvWx"].joined(separator: "-")
        let lines = try lines { logger in
            logger.error("refused \(token)", metadata: ["token": "\(token)", "nested": ["password": "hunter2hunter2"]])
        }
        let text = "\(lines)"
        #expect(!text.contains("AbCdEf") && !text.contains("hunter2hunter2") && text.contains("redacted"))
    }

    @Test func `the format is read from the settings, and a wrong one is named`() {
        func read(_ value: String) -> (LogConfiguration.Format, [String]) {
            let provider = EnvironmentVariablesProvider(environmentVariables: ["LOG_FORMAT": value])
            var settings = SettingReader(config: ConfigReader(provider: provider))
            let format = LogConfiguration(&settings).format
            return (format, settings.problems)
        }
        #expect(read("json") == (.json, []) && read("text") == (.text, []))
        #expect(read("yaml").1.first?.hasPrefix("LOG_FORMAT") == true)
    }
}

@Suite struct ExportTests {
    private func database() async throws -> IncidentDatabase {
        let database = try IncidentDatabase(inMemory: ManualClock().clock)
        let titles = ["=HYPERLINK(\"https://evil.example\")", "plain, with \"quotes\"\nand lines", "third"]
        for title in titles {
            let intake = Intake(title: title, logs: "boom", source: .webhook, reporter: "monitor")
            _ = try await database.open(intake, by: .workflow, key: title)
        }
        return database
    }

    private func export(_ body: (IncidentExport) async throws -> Void) async throws -> String {
        let text = Mutex("")
        let export = IncidentExport(database: try await database()) { piece in text.withLock { $0 += piece } }
        try await body(export)
        return text.withLock { $0 }
    }

    @Test func `all incidents are exported as one JSON array, newest first`() async throws {
        let text = try await export { try await $0.all(as: .json) }
        let items = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]])
        #expect(items.map { $0["incident_id"] as? Int } == [3, 2, 1])
        #expect(items.first?["source"] as? String == "monitor" && items.first?["status"] as? String == "investigating")
    }

    @Test func `an empty database is an empty array`() async throws {
        let text = Mutex("")
        let empty = try IncidentDatabase(inMemory: ManualClock().clock)
        try await IncidentExport(database: empty) { piece in text.withLock { $0 += piece } }.all(as: .json)
        let items = try JSONSerialization.jsonObject(with: Data(text.withLock { $0 }.utf8)) as? [Any]
        #expect(items?.isEmpty == true)
    }

    @Test func `cells are quoted, and none is a formula`() async throws {
        let text = try await export { try await $0.all(as: .csv) }
        let lines = text.components(separatedBy: "\r\n")
        #expect(lines.first == ExportedIncident.columns.joined(separator: ",") && lines.count == 5)
        #expect(text.contains(#"1,"'=HYPERLINK(""https://evil.example"")",investigating"#))
        #expect(text.contains("\"plain, with \"\"quotes\"\"\nand lines\""))
    }

    @Test func `one incident is exported with its facts and their hashes`() async throws {
        let text = try await export { export in
            let isFound = try await export.one(IncidentID(rawValue: 2), as: .json)
            #expect(isFound)
        }
        let item = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        let fact = try #require((item["facts"] as? [[String: Any]])?.first)
        #expect(fact["kind"] as? String == "opened" && (fact["hash"] as? String)?.count == 64)
        let csv = try await export { export in
            let isFound = try await export.one(IncidentID(rawValue: 2), as: .csv)
            #expect(isFound)
        }
        #expect(csv.hasPrefix("sequence,time,kind,actor,fact,previous_hash,hash\r\n1,2026-03-02T09:30:00.000Z,opened,"))
        _ = try await export { export in
            let isFound = try await export.one(IncidentID(rawValue: 9), as: .json)
            #expect(!isFound)
        }
    }
}

@Suite(.timeLimit(.minutes(2))) struct RunningOperationsTests {
    @Test func `a running bot says that it is ready, and what it did`() async throws {
        try await Stage.use { stage, directory in
            func get(_ path: String) async throws -> (status: Int, text: String) {
                let url = try #require(URL(string: "\(stage.configuration.publicURL)\(path)"))
                let answer = try await stage.http.send(HTTPRequest("GET", url))
                return (answer.status, String(decoding: answer.body, as: UTF8.self))
            }
            // A part that is too slow to answer on a busy machine is asked again.
            let ready = try await eventually("readiness") {
                let answer = try await get("/ready")
                return answer.status == 200 ? answer : nil
            }
            for part in ["database", "disk", "slack", "model", "repository"] {
                #expect(ready.text.contains("\"\(part)\":{\"detail\":"), "\(part)")
            }
            #expect(!ready.text.contains(stage.configuration.slackBotToken))
            #expect(!ready.text.contains(stage.configuration.databasePath))

            let scenario = try #require(try Scenario.all().first { $0.number == 1 })
            let url = try #require(URL(string: "\(stage.configuration.publicURL)/webhook/incident?wait=100"))
            let body = try JSONEncoder().encode(["logs": scenario.log, "source": "monitor"])
            let report = try await stage.http.send(
                HTTPRequest(
                    "POST", url, headers: [(name: "Content-Type", value: "application/json")], body: body,
                    timeoutSeconds: 110))
            #expect(report.status == 200)
            let metrics = try await get("/metrics").text
            for beginning in [
                #"incident_bot_facts_total{kind="opened"} 1"#, #"incident_bot_incidents{status="awaitingApproval"} 1"#,
                #"incident_bot_step_seconds_count{step="diagnose",outcome="done"} 1"#,
                #"incident_bot_sandbox_run_seconds_count{sandbox=""#, #"incident_bot_retrieval_seconds_count{"#,
                #"incident_bot_http_requests_total{method="POST",route="/webhook/incident",status="200"} 1"#,
            ] {
                #expect(metrics.contains(beginning), "\(beginning)")
            }
            let database = try IncidentDatabase(path: stage.configuration.databasePath, clock: .system)
            #expect(try await VerifyCommand.problems(of: database).isEmpty)
            try database.close()
        }
    }
}
