import Adapters
import Domain
import TestSupport
import Testing

/// What every knowledge base promises, run against the fake and the real one.
@Suite struct KnowledgeBaseContractTests {
    @Test func `knowledge in memory keeps the promises`() async throws {
        try await check(InMemoryKnowledgeBase())
    }

    @Test func `knowledge in SQLite keeps the promises`() async throws {
        try await check(KnowledgeIndex(database: IncidentDatabase(inMemory: ManualClock().clock)))
    }

    private func check(_ base: any KnowledgeBase) async throws {
        try await base.add(document("pool", .incident, "Connection pool exhausted", "pool pool timeout"))
        try await base.add(document("pool-runbook", .runbook, "When the pool is exhausted", "Restart the pool."))
        try await base.add(document("tax", .incident, "Wrong tax", "## Resolution\nThe rate table was restored."))
        let query = KnowledgeQuery(errorLine: "TimeoutError: pool exhausted", prose: "the pool is exhausted")

        let incidents = try await base.search(query, kind: .incident, limit: 3)
        #expect(incidents.map(\.id) == ["pool"])
        #expect(incidents.allSatisfy { $0.kind == .incident && $0.score > 0 })
        #expect(try await base.search(query, kind: .runbook, limit: 3).map(\.id) == ["pool-runbook"])
        #expect(try await base.search(query, kind: .incident, limit: 0).isEmpty)
        for empty in ["", "  \n", "\"'*():^-", "the of and"] {
            #expect(try await base.search(KnowledgeQuery(prose: empty), kind: .incident, limit: 3).isEmpty)
        }

        let tax = try await base.search(KnowledgeQuery(prose: "tax"), kind: .incident, limit: 3)
        #expect(tax.first?.resolution?.contains("rate table was restored") == true)
        try await base.add(document("tax", .incident, "Rounding", "Cents were cut off."))
        #expect(try await base.search(KnowledgeQuery(prose: "tax"), kind: .incident, limit: 3).isEmpty)
        #expect(
            try await base.search(KnowledgeQuery(prose: "rounding"), kind: .incident, limit: 3).map(\.id) == ["tax"])
    }

    private func document(_ id: String, _ kind: Passage.Kind, _ title: String, _ body: String) -> KnowledgeDocument {
        KnowledgeDocument(
            id: id, kind: kind, title: title, severity: nil, services: [], errors: [], code: [], body: body)
    }
}
