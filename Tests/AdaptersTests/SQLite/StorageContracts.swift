import Adapters
import Domain
import Foundation
import TestSupport
import Testing

/// Runs the body over a database in a new directory, which is removed afterwards.
func withTemporaryDatabase(
    clock: ManualClock = ManualClock(), _ body: (IncidentDatabase) async throws -> Void
) async throws {
    try await withTemporaryDirectory { directory in
        let path = directory.appendingPathComponent("data/incidents.sqlite").path
        let database = try IncidentDatabase(path: path, clock: clock.clock)
        try await body(database)
        try database.close()
    }
}

/// Runs the body with a new directory, which is removed afterwards.
func withTemporaryDirectory(_ body: (URL) async throws -> Void) async throws {
    let directory = FileManager.default.temporaryDirectory.appendingPathComponent("incident-bot-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    try await body(directory)
}

@Suite struct EvidenceStoreContractTests {
    @Test func `evidence in memory is addressed by its content`() async throws {
        try await check(InMemoryEvidenceStore())
    }

    @Test func `evidence in SQLite is addressed by its content`() async throws {
        try await withTemporaryDatabase { try await check($0) }
    }

    private func check(_ store: any EvidenceStore) async throws {
        let bytes: [UInt8] = [0, 255, 10, 0, 128]
        let key = try await store.keep(bytes)
        #expect(try await store.keep(bytes) == key)
        #expect(try await store.bytes(for: key) == bytes)
        let empty = try await store.keep([])
        #expect(empty.rawValue == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(try await store.bytes(for: empty) == [])
        #expect(try await store.bytes(for: EvidenceKey(rawValue: "nothing")) == nil)
        let large = [UInt8](repeating: 7, count: Attachment.maximumBytes)
        let largeKey = try await store.keep(large)
        #expect(try await store.bytes(for: largeKey) == large)
    }
}

@Suite struct MessageLedgerContractTests {
    @Test func `the ledger in memory posts once`() async throws {
        try await check(InMemoryMessageLedger())
    }

    @Test func `the ledger in SQLite posts once`() async throws {
        try await withTemporaryDatabase { try await check($0) }
    }

    @Test func `the ledger in memory knows what a place doesn't show`() async throws {
        let journal = InMemoryJournal()
        try await checkPlaces(InMemoryMessageLedger(journal), journal)
    }

    @Test func `the ledger in SQLite knows what a place doesn't show`() async throws {
        try await withTemporaryDatabase { try await checkPlaces($0, $0) }
    }

    private func checkPlaces(_ ledger: any MessageLedger, _ journal: any Journal) async throws {
        func open(_ key: String, ended: Bool = false) async throws -> IncidentID {
            let id = try await journal.open(Intake(logs: "x", source: .modal), by: .workflow, key: key)
            guard ended else { return id }
            _ = try await journal.append(.cancelled(reason: ""), to: id, by: .workflow, expectedCount: 1)
            return id
        }
        let (past, owed) = (try await open("a", ended: true), try await open("b", ended: true))
        try await ledger.claim("card", of: owed, channel: "C1")
        try await ledger.claim("card", of: past, channel: "C1")
        try await ledger.record("card", of: past, timestamp: "1.1", contentDigest: "d")
        let ongoing = try await open("c")
        try await ledger.begin("slack")
        #expect(try await ledger.unshown(in: "slack") == [owed, ongoing])
        let later = try await open("d", ended: true)
        try await ledger.begin("slack")
        #expect(try await ledger.unshown(in: "slack") == [owed, ongoing, later])
        try await ledger.shown(1, of: later, in: "slack")
        try await ledger.shown(1, of: ongoing, in: "slack")
        try await ledger.shown(2, of: owed, in: "slack")
        try await ledger.shown(1, of: owed, in: "slack")
        #expect(try await ledger.unshown(in: "slack") == [later])
        try await ledger.begin("webhook")
        #expect(try await ledger.unshown(in: "webhook") == [owed, ongoing])
        _ = try await journal.append(.cancelled(reason: ""), to: ongoing, by: .workflow, expectedCount: 1)
        #expect(try await ledger.unshown(in: "slack") == [ongoing, later])
    }

    private func check(_ ledger: any MessageLedger) async throws {
        let incident = IncidentID(rawValue: 7)
        try await ledger.claim("card", of: incident, channel: "C1")
        try await ledger.claim("proof-1", of: incident, channel: "C1")
        try await ledger.record("card", of: incident, timestamp: "1.2", contentDigest: "a")
        try await ledger.claim("card", of: incident, channel: "C2")
        try await ledger.record("card", of: incident, timestamp: "1.2", contentDigest: "b")
        #expect(
            try await ledger.messages(of: incident) == [
                LedgerMessage(key: "card", channel: "C1", timestamp: "1.2", contentDigest: "b"),
                LedgerMessage(key: "proof-1", channel: "C1", timestamp: nil, contentDigest: nil),
            ])
        #expect(try await ledger.messages(of: IncidentID(rawValue: 8)).isEmpty)
        #expect(try await ledger.incident(ofMessage: "1.2", in: "C1", keys: ["card", "other"]) == incident)
        #expect(try await ledger.incident(ofMessage: "1.2", in: "C2", keys: ["card"]) == nil)
        #expect(try await ledger.incident(ofMessage: "1.2", in: "C1", keys: ["proof-1"]) == nil)
        #expect(try await ledger.incident(ofMessage: "1.3", in: "C1", keys: ["card"]) == nil)
        await #expect(throws: PortError.self) {
            try await ledger.record("never claimed", of: incident, timestamp: "1", contentDigest: "c")
        }
    }
}
