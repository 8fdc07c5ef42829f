import Adapters
import Agents
import Domain
import Foundation

/// How long a search takes among many documents, and whether only what is related gets cited.
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
        print("\n\(try await citations())")
        return "\((latencies.percentile(0.99) * 1000).rounded(to: 2)) ms p99 among \(count) documents"
    }

    /// Errors that the shipped documents tell of, at other lines and with other values, and errors of programs that no
    /// document knows.
    private static func citations() async throws -> String {
        let database = try IncidentDatabase(inMemory: .system)
        let index = KnowledgeIndex(database: database)
        _ = try await index.load(directory: URL(filePath: "knowledge"))
        var (told, foreign) = ([Double](), [Double]())
        for name in try FileManager.default.contentsOfDirectory(atPath: "knowledge").sorted() {
            guard let query = try KnownError(file: URL(filePath: "knowledge/\(name)")).query else { continue }
            let found = try await index.search(query, kind: .incident, limit: 3)
            told.append(found.first { $0.id == String(name.dropLast(3)) }?.relatedness ?? 0)
        }
        for program in try ProofProgram.all() {
            let log = try String(contentsOf: program.folder.appending(path: "incident.log"), encoding: .utf8)
            let incident = Facts(opening: Intake(logs: log, source: .modal)).incident
            let correlation = try await CorrelationAgent(evidence: database).run(on: incident)
            let query = KnowledgeQuery(correlation: correlation)
            foreign.append(
                try await index.search(query, kind: .incident, limit: 3).compactMap(\.relatedness).max() ?? 0)
        }
        func shown(_ values: [Double]) -> String { values.sorted().map { $0.rounded(to: 2) }.joined(separator: " ") }
        print("\nrelatedness of documents to the errors they tell of: \(shown(told))")
        print("of the nearest document to errors of other programs: \(shown(foreign))")
        let (right, wrong) = (told.count { $0 >= Passage.related }, foreign.count { $0 >= Passage.related })
        return "cited: \(right) of \(told.count) that are related, \(wrong) of \(foreign.count) that are not"
    }

    /// The error of a shipped document, as a log would tell it.
    private struct KnownError {
        let query: KnowledgeQuery?

        init(file: URL) throws {
            let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map(String.init)
            let error = lines.firstIndex(of: "errors:").map { lines[$0 + 1].drop { " -\"".contains($0) }.dropLast() }
            let code =
                lines.first { $0.hasPrefix("code: [") }?.dropFirst(7).dropLast().split(separator: ",")
                .map { $0.drop { $0 == " " } } ?? []
            guard let error, code.count >= 2, lines.contains("kind: incident") else {
                query = nil
                return
            }
            let frames = stride(from: 0, to: code.count - 1, by: 2).reversed().map {
                StackFrame(
                    file: "/srv/app/\(code[$0])", line: 41, function: String(code[$0 + 1]), isVendored: false)
            }
            query = KnowledgeQuery(
                errorLine: String(error), frames: frames, prose: "Since this morning it fails for us.")
        }
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
