import Adapters
import Domain
import Foundation
import TestSupport
import Testing

@Suite struct KnowledgeLoadingTests {
    private let index: KnowledgeIndex

    init() throws {
        index = KnowledgeIndex(database: try IncidentDatabase(inMemory: ManualClock().clock))
    }

    @Test func `a file becomes a document`() async throws {
        try await withTemporaryDirectory { directory in
            try write(
                """
                \u{FEFF}---\r
                id: pool-2025
                kind: incident
                title: "Pool: exhausted"
                severity: P1
                date: 2025-03-04
                services: [orders, database]
                errors:
                  - "TimeoutError: pool"
                code: orders/db.py
                mood: tense
                ---

                ## Summary
                Connections leaked.

                ## Resolution
                Closed them.
                """, to: "anything.md", directory)
            let report = try await index.load(directory: directory)
            #expect(report.added == ["pool-2025"] && report.problems.isEmpty)
            let passage = try await found("connections leaked")
            #expect(passage?.title == "Pool: exhausted" && passage?.resolution == "Closed them.")
            #expect(try await found("orders/db.py")?.id == "pool-2025")
        }
    }

    @Test(arguments: [
        ("Just text", 1, "must begin"),
        ("---\nkind: incident\n", 1, "not closed"),
        ("---\nkind: incident\n---\nBody", 2, "`title` is missing"),
        ("---\ntitle: x\n---\nBody", 2, "`kind` is missing"),
        ("---\ntitle: x\nkind: fairytale\n---\n", 3, "incident or runbook"),
        ("---\ntitle: x\nkind: incident\nseverity: P7\n---\n", 4, "P0, P1 or P2"),
        ("---\ntitle: x\nkind: incident\nerrors:\n  - ok\n  - KeyError: 'a'\n---\n", 6, "in quotes"),
        ("---\ntitle: [x]\nkind: incident\n---\n", 2, "must be a text"),
        ("---\ntitle: x\nkind: \"incident\n---\n", 3, "not YAML"),
        ("---\ntitle: x\ntitle: y\nkind: incident\n---\n", 2, "twice"),
        ("---\n- a\n- b\n---\n", 2, "field: value"),
        ("---\nid: ../../etc\ntitle: x\nkind: incident\n---\n", 2, "The id must"),
        ("---\ntitle: ''\nkind: incident\n---\n", 2, "`title` is missing"),
        ("", 1, "must begin"),
    ])
    func `a file that can't be used is named with its line, and costs nothing else`(
        text: String, line: Int, reason: String
    ) async throws {
        try await withTemporaryDirectory { directory in
            try write(text, to: "broken.md", directory)
            try write(document("Good words"), to: "good.md", directory)
            let report = try await index.load(directory: directory)
            #expect(report.added == ["good"])
            let problem = try #require(report.problems.first)
            #expect(problem.file == "broken.md" && problem.line == line)
            #expect(problem.reason.contains(reason), "\(problem)")
        }
    }

    @Test func `binary and oversized files are reported`() async throws {
        try await withTemporaryDirectory { directory in
            try Data([0xFF, 0xFE, 0, 1]).write(to: directory.appendingPathComponent("binary.md"))
            try Data(repeating: 45, count: 2 << 20).write(to: directory.appendingPathComponent("huge.md"))
            try FileManager.default.createDirectory(
                at: directory.appendingPathComponent("folder.md"), withIntermediateDirectories: true)
            let report = try await index.load(directory: directory)
            #expect(report.problems.map(\.file) == ["binary.md", "folder.md", "huge.md"])
        }
    }

    @Test func `loading again follows the files and keeps resolved incidents`() async throws {
        try await withTemporaryDirectory { directory in
            try write(document("Apples rot"), to: "a.md", directory)
            try write(document("Bananas bend"), to: "b.md", directory)
            try write(document("Cherries stain"), to: "c.md", directory)
            try write("Notes for people.", to: "README.md", directory)
            _ = try await index.load(directory: directory)
            try await index.add(
                KnowledgeDocument(
                    id: "incident-1", kind: .incident, title: "Dates dry", severity: nil, services: [], errors: [],
                    code: [], body: ""))

            try write(document("Apricots rot"), to: "a.md", directory)
            try FileManager.default.removeItem(at: directory.appendingPathComponent("b.md"))
            try write("not a document any more", to: "c.md", directory)
            let report = try await index.load(directory: directory)

            #expect(report.replaced == ["a"] && report.removed == ["b"] && report.added.isEmpty)
            #expect(report.problems.map(\.file) == ["c.md"])
            #expect(try await found("apples") == nil)
            #expect(try await found("bananas") == nil)
            #expect(try await found("apricots")?.id == "a")
            #expect(try await found("cherries")?.id == "c")
            #expect(try await found("dates")?.id == "incident-1")
            #expect(try await index.load(directory: directory).unchanged == ["a"])
        }
    }

    @Test func `two files can't share an id, and a renamed file keeps it`() async throws {
        try await withTemporaryDirectory { directory in
            try write(document("First", id: "same"), to: "a.md", directory)
            try write(document("Second", id: "same"), to: "b.md", directory)
            let report = try await index.load(directory: directory)
            #expect(report.added == ["same"] && report.problems.first?.reason.contains("a.md") == true)

            try FileManager.default.removeItem(at: directory.appendingPathComponent("a.md"))
            let again = try await index.load(directory: directory)
            #expect(again.removed == ["same"] && again.added == ["same"] && again.problems.isEmpty)
            #expect(try await found("second")?.id == "same")
        }
    }

    @Test func `a missing directory is for a person to mend`() async throws {
        let error = await #expect(throws: PortError.self) {
            try await index.load(directory: URL(fileURLWithPath: "/nowhere/at/all"))
        }
        #expect(error?.recovery == .askHuman)
    }

    private func document(_ title: String, id: String? = nil) -> String {
        "---\n\(id.map { "id: \($0)\n" } ?? "")kind: incident\ntitle: \(title)\n---\nBody."
    }

    private func write(_ text: String, to name: String, _ directory: URL) throws {
        try Data(text.utf8).write(to: directory.appendingPathComponent(name))
    }

    private func found(_ prose: String) async throws -> Passage? {
        try await index.search(KnowledgeQuery(prose: prose), kind: .incident, limit: 1).first
    }
}
