import Adapters
import Domain
import Foundation

/// How long a search takes among many documents.
enum RetrievalBenchmark {
    static func run() async throws -> String {
        let index = KnowledgeIndex(database: try IncidentDatabase(inMemory: .system))
        let count = 5_000
        for number in 1...count { try await index.add(document(number)) }
        var latencies: [Double] = []
        var hits = 0
        for number in stride(from: 1, through: count, by: 25) {
            let start = ContinuousClock.now
            let found = try await index.search(query(number), kind: .incident, limit: 3)
            latencies.append((ContinuousClock.now - start).seconds)
            if found.contains(where: { $0.id == "past-\(number)" }) { hits += 1 }
        }
        let recall = Double(hits) / Double(latencies.count)
        var table = Table(header: ["documents", "searches", "p50 ms", "p99 ms", "recurring error in the first three"])
        table.rows = [
            [
                String(count), String(latencies.count), (latencies.percentile(0.5) * 1000).rounded(to: 2),
                (latencies.percentile(0.99) * 1000).rounded(to: 2), recall.rounded(to: 2),
            ]
        ]
        table.show()
        return "\((latencies.percentile(0.99) * 1000).rounded(to: 2)) ms p99 among \(count) documents"
    }

    private static let verbs = [
        "load", "store", "render", "merge", "split", "parse", "notify", "refund", "ship", "quote",
    ]
    private static let nouns = [
        "order", "invoice", "cart", "session", "report", "user", "price", "stock", "label", "batch",
    ]

    private static func function(_ number: Int) -> String {
        "\(verbs[number % 10])_\(nouns[number / 10 % 10])_\(number / 100)"
    }

    private static func document(_ number: Int) -> KnowledgeDocument {
        KnowledgeDocument(
            id: "past-\(number)", kind: .incident, title: "KeyError in \(function(number))", severity: .p1,
            services: [nouns[number % 7]], errors: ["KeyError: '\(nouns[number % 9])_id'"],
            code: ["shop/\(nouns[number % 10]).py", function(number)],
            body: "The \(nouns[number % 10]) service failed to \(verbs[number % 10]) when a field was missing.")
    }

    private static func query(_ number: Int) -> KnowledgeQuery {
        KnowledgeQuery(
            errorLine: "KeyError: '\(nouns[number % 9])_id'",
            frames: [
                StackFrame(
                    file: "/srv/shop/\(nouns[number % 10]).py", line: 10, function: function(number), isVendored: false)
            ],
            prose: "the \(nouns[number % 10]) page fails")
    }
}
