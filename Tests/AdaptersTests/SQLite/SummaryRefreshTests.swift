import Domain
import Foundation
import GRDB
import TestSupport
import Testing

@testable import Adapters

@Suite struct SummaryRefreshTests {
    private let intake = Intake(logs: "", source: .modal)

    @Test func `a file from before the directory gets its summaries from the journal`() async throws {
        try await withTemporaryDirectory { directory in
            let path = directory.appendingPathComponent("incidents.sqlite").path
            let first = try IncidentDatabase(path: path, clock: ManualClock().clock)
            let id = try await first.open(intake, by: .workflow, key: "1")
            _ = try await first.append(
                .correlated(.example("KeyError", "'x'")), to: id, by: .workflow, expectedCount: 1)
            let summary = try await first.summary(of: id)
            try await first.writer.write { db in
                try db.execute(
                    sql: """
                        DROP TABLE incident_summary; DROP TABLE incident_words; DROP TABLE projection;
                        DELETE FROM grdb_migrations WHERE identifier LIKE '%directory';
                        """)
            }
            try first.close()

            let second = try IncidentDatabase(path: path, clock: ManualClock().clock)
            #expect(try await second.summary(of: id) == summary)
            #expect(try await second.count(matching: DirectoryFilter()) == 1)
        }
    }

    @Test func `summaries of another version are made anew, and an unreadable history keeps no other out`() async throws
    {
        try await withTemporaryDirectory { directory in
            let path = directory.appendingPathComponent("incidents.sqlite").path
            let first = try IncidentDatabase(path: path, clock: ManualClock().clock)
            let id = try await first.open(intake, by: .workflow, key: "1")
            try await first.writer.write { db in
                try db.execute(
                    sql: """
                        UPDATE incident_summary SET title = 'stale';
                        UPDATE projection SET version = 0;
                        INSERT INTO incident (id, request_key, entry_count, last_hash) VALUES (2, 'k', 1, '');
                        INSERT INTO journal (incident, sequence, milliseconds, actor, kind, fact, previous_hash, hash)
                            VALUES (2, 1, 0, '{}', 'opened', '{"nonsense":1}', '', '');
                        """)
            }
            try first.close()

            let second = try IncidentDatabase(path: path, clock: ManualClock().clock)
            #expect(try await second.summaries(matching: IncidentQuery()).map(\.id) == [id])
            #expect(try await second.summary(of: id)?.title == "Incident 1")
        }
    }

    @Test func `a file from before work was the fold's to say lists what the fold says`() async throws {
        try await withTemporaryDirectory { directory in
            let path = directory.appendingPathComponent("incidents.sqlite").path
            let old = try DatabaseQueue(path: path)
            try IncidentDatabase.schema.migrate(old, upTo: "011 sessions")
            // The older version kept a column of its own, and it is wrong here in both ways.
            try await old.write { [intake] db in
                let facts: [Fact] = [.opened(intake), .cancelled(reason: "none")]
                for (id, (count, closed)) in zip(1..., [(1, "escalated"), (2, nil)]) {
                    var last = JournalHash.origin
                    for (place, fact) in facts.prefix(count).enumerated() {
                        let entry = try StoredEntry(
                            fact, incident: id, sequence: place + 1, time: ManualClock.start, actor: .workflow,
                            previousHash: last)
                        if place == 0 {
                            try db.execute(
                                sql: "INSERT INTO incident VALUES (?, ?, ?, ?, ?)",
                                arguments: [id, "k\(id)", count, entry.hash, closed])
                        }
                        try db.execute(
                            sql: """
                                INSERT INTO journal
                                    (incident, sequence, milliseconds, actor, kind, fact, previous_hash, hash)
                                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                                """,
                            arguments: [
                                id, place + 1, entry.milliseconds, entry.actor, entry.kind, entry.fact, last,
                                entry.hash,
                            ])
                        last = entry.hash
                        try db.execute(sql: "UPDATE incident SET last_hash = ? WHERE id = ?", arguments: [last, id])
                    }
                }
            }
            try old.close()

            let database = try IncidentDatabase(path: path, clock: ManualClock().clock)
            #expect(try await database.openIncidents() == [IncidentID(rawValue: 1)])
            for id in [1, 2].map(IncidentID.init(rawValue:)) {
                #expect(try await database.verifyChain(of: id) == nil)
                #expect(try await database.entries(of: id).allSatisfy { $0.causedBy == nil })
            }
        }
    }

    @Test func `a further fact counts the same with and without the kept fold`() async throws {
        try await withTemporaryDirectory { directory in
            let path = directory.appendingPathComponent("incidents.sqlite").path
            let first = try IncidentDatabase(path: path, clock: ManualClock().clock)
            var ids: [IncidentID] = []
            for number in 1...20 { ids.append(try await first.open(intake, by: .workflow, key: "\(number)")) }
            for id in ids {
                _ = try await first.append(.evidenceCollected([]), to: id, by: .workflow, expectedCount: 1)
            }
            try first.close()
            let second = try IncidentDatabase(path: path, clock: ManualClock().clock)
            for id in ids {
                let entry = try await second.append(.cancelled(reason: ""), to: id, by: .workflow, expectedCount: 2)
                #expect(entry.sequence == 3)
                #expect(try await second.summary(of: id)?.outcome == .cancelled)
            }
        }
    }
}
