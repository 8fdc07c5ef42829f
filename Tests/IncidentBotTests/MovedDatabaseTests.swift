import Domain
import Foundation
import TestSupport
import Testing
import WebInterface

@testable import IncidentBot

@Suite(.timeLimit(.minutes(2))) struct MovedDatabaseTests {
    @Test func `while its database is gone the bot takes nothing in and says so, and goes on when it is back`()
        async throws
    {
        try await Stage.use { stage, _ in
            let url = stage.configuration.publicURL
            func report(_ logs: String) async throws -> Int {
                try await stage.http.send(
                    HTTPRequest(
                        "POST", url.appending(path: "webhook/incident"),
                        headers: [(name: "Content-Type", value: "application/json")],
                        body: try JSONEncoder().encode(["logs": logs]), timeoutSeconds: 60)
                ).status
            }
            func readiness(_ status: Int, _ words: String) async throws {
                try await eventually("\(status): \(words)") {
                    let answer = try await stage.http.send(HTTPRequest("GET", url.appending(path: "ready")))
                    let text = String(decoding: answer.body, as: UTF8.self)
                    return answer.status == status && text.contains(words) ? () : nil
                }
            }
            let (path, elsewhere) = (stage.configuration.databasePath, stage.configuration.databasePath + ".elsewhere")
            #expect(try await report("first") == 202)
            try FileManager.default.moveItem(atPath: path, toPath: elsewhere)
            #expect(try await report("second") == 503)
            try await readiness(503, "its file was deleted or moved")
            try FileManager.default.moveItem(atPath: elsewhere, toPath: path)
            try await readiness(200, "\"database\"")
            #expect(try await report("second") == 202)
        }
    }

    @Test func `a directory for temporary files without room makes the bot unready, in words`() async {
        let directory = FileManager.default.temporaryDirectory.path
        #expect(await HealthProbe.temporary(in: directory, least: 0, scarce: 0).look().state == .ok)
        #expect(await HealthProbe.temporary(in: directory, least: .max).look().state == .failed)
        #expect(await HealthProbe.temporary(in: "/nowhere/at/all").look().state == .failed)
    }

    @Test func `a second bot with the same database doesn't start, and says why`() async throws {
        try await Stage.use { stage, _ in
            let error = await #expect(throws: PortError.self) {
                _ = try await Bot.build(stage.configuration, logger: Stage.logger)
            }
            #expect(error?.description.contains("Another incident-bot") == true)
        }
    }
}
