import Domain
import Foundation
import Logging
import Synchronization
import Testing

@testable import IncidentBot

@Suite struct RedactionKeyTests {
    private let directory = FileManager.default.temporaryDirectory.appending(path: "redaction-key-\(UUID().uuidString)")
    private var database: String { directory.appending(path: "bot.sqlite").path }

    init() throws {
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    }

    @Test func `the key is made once, for the bot's eyes alone, and stays`() throws {
        defer { try? FileManager.default.removeItem(at: directory) }
        let made = try RedactionKey(beside: database).key
        #expect(made.count == 32 && Set(made).count > 4)
        #expect(try RedactionKey(beside: database).key == made)
        let attributes = try FileManager.default.attributesOfItem(atPath: RedactionKey.path(beside: database))
        #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
        #expect(try RedactionKey(beside: database + "2").key != made)
    }

    @Test func `a key that was cut off, and a directory nobody may write, stop the start with what to do`() throws {
        defer { try? FileManager.default.removeItem(at: directory) }
        try Data([1, 2, 3]).write(to: URL(filePath: RedactionKey.path(beside: database)))
        #expect(throws: RedactionKeyProblem.self) { try RedactionKey(beside: database) }
        #expect(throws: RedactionKeyProblem.self) { try RedactionKey(beside: "/nowhere/bot.sqlite") }
    }

    @Test func `too few files stop the start in words, enough leave room for the bot's own`() throws {
        let refusal = #expect(throws: OpenFiles.TooFew.self) { try OpenFiles.connections(of: 64) }
        #expect(refusal?.description.contains("LimitNOFILE") == true)
        #expect(try OpenFiles.connections(of: 1_024) == 1_024 - OpenFiles.reserved)
        #expect(try OpenFiles.connections(of: 1_000_000) == OpenFiles.mostConnections)
    }

    @Test func `the log for people holds no secret and stays one line`() {
        let lines = Mutex<[String]>([])
        let handler = RedactingLogHandler(label: "bot", format: .text, redactor: Redactor(salt: [1])) { data in
            lines.withLock { $0.append(String(decoding: data, as: UTF8.self)) }
        }
        var logger = Logger(label: "bot") { _ in handler }
        logger[metadataKey: "url"] = "https://u:hunter2@example.com"
        logger.error("password=hunter2\nnext \u{1B}[31mline")
        let line = lines.withLock { $0.first } ?? ""
        #expect(!line.contains("hunter2") && !line.contains("\u{1B}"))
        #expect(line.hasSuffix("\n") && line.filter(\.isNewline).count == 1 && line.contains("error bot: url="))
    }
}
