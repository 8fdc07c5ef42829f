package import Domain
import GRDB

/// The knowledge base in the bot's own database: full-text search with the query cut to its rarest words.
///
/// Ranks by BM25 with code and errors weighing most, and lifts documents that name the module or the function of the
/// frames next to the raise.
package struct KnowledgeIndex: KnowledgeBase {
    static let port = "KnowledgeBase"

    let database: IncidentDatabase

    package init(database: IncidentDatabase) {
        self.database = database
    }

    package func search(
        _ query: KnowledgeQuery, kind: Passage.Kind, limit: Int
    ) async throws(PortError) -> [Passage] {
        let terms = SearchTerms(query)
        guard limit > 0, !terms.frequencies.isEmpty else { return [] }
        return try await database.read("search", port: Self.port) { db in
            let counts = try Self.counts(of: terms, db)
            let best = terms.best(documentCounts: counts.words, documents: counts.documents)
            guard !best.isEmpty else { return [] }
            let found = try Self.candidates(best.map(\.word), kind, atLeast: limit, db)
                .map { document, score in (document, score * Self.boost(document, terms)) }
                .sorted { ($1.1, $0.0.id) < ($0.1, $1.0.id) }
                .prefix(limit)
            return try found.map { document, score in
                let stems = Set(try Self.stems(of: document.words, db).values)
                let relatedness = terms.relatedness(documentCounts: counts.words, documents: counts.documents) {
                    counts.stems[$0].map(stems.contains) ?? false
                }
                return Passage(
                    id: document.id, kind: document.kind, title: document.title,
                    excerpt: PassageText.excerpt(of: document.body, around: best),
                    resolution: PassageText.resolution(of: document.body), score: score, relatedness: relatedness)
            }
        }
    }

    package func add(_ document: KnowledgeDocument) async throws(PortError) {
        try await database.write("add \(document.id)", port: Self.port) { db in
            try Self.remove(id: document.id, db)
            try Self.insert(document, file: nil, fingerprint: "", db)
        }
    }

    /// In how many documents each word of the query stands, and how the index spells it.
    private static func counts(
        of terms: SearchTerms, _ db: Database
    ) throws -> (words: [String: Int], stems: [String: String], documents: Int) {
        let stems = try stems(of: terms.frequencies.keys, db)
        let statement = try db.cachedStatement(sql: "SELECT doc FROM knowledge_term WHERE term = ?")
        var counts: [String: Int] = [:]
        for (word, stem) in stems {
            counts[word] = try Int.fetchOne(statement, arguments: [stem])
        }
        return (counts, stems, try Int.fetchOne(db, sql: "SELECT count(*) FROM knowledge") ?? 0)
    }

    /// Words as the index spells them.
    private static func stems(of words: some Sequence<String>, _ db: Database) throws -> [String: String] {
        let tokenizer = try db.makeTokenizer(
            .porter(wrapping: .unicode61(diacritics: .remove, tokenCharacters: ["_"])))
        var stems: [String: String] = [:]
        for word in words { stems[word] = try tokenizer.tokenize(query: word).first?.token }
        return stems
    }

    /// More documents than asked for, since a boost can lift one from below. Higher scores are better.
    private static func candidates(
        _ words: [String], _ kind: Passage.Kind, atLeast limit: Int, _ db: Database
    ) throws -> [(KnowledgeDocument, Double)] {
        // A word is letters, digits and underscores only, so a quoted one is a string to FTS5 whatever it says.
        let match = words.map { "\"\($0)\"" }.joined(separator: " OR ")
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT knowledge.*, -bm25(knowledge_text, 8.0, 4.0, 3.0, 2.0, 1.0) AS score
                FROM knowledge_text JOIN knowledge ON knowledge.number = knowledge_text.rowid
                WHERE knowledge_text MATCH ? AND knowledge.kind = ?
                ORDER BY score DESC, knowledge.number LIMIT ?
                """,
            arguments: [match, kind.rawValue, min(limit, 1_000) * 4 + 16])
        return rows.map { (KnowledgeDocument(row: $0), $0["score"]) }
    }

    private static func boost(_ document: KnowledgeDocument, _ terms: SearchTerms) -> Double {
        let words = Set(document.code.flatMap(SearchWords.of))
        let function = words.isDisjoint(with: terms.functions) ? 1 : 1.6
        let module = words.isDisjoint(with: terms.modules) ? 1 : 1.3
        return function * module
    }
}

extension KnowledgeIndex {
    /// Writes a document whose id is free, and its words beside it.
    static func insert(_ document: KnowledgeDocument, file: String?, fingerprint: String, _ db: Database) throws {
        let lists = [document.services, document.errors, document.code].map { $0.joined(separator: "\n") }
        try db.execute(
            sql: """
                INSERT INTO knowledge (id, file, fingerprint, kind, title, severity, services, errors, code, body)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                document.id, file, fingerprint, document.kind.rawValue, document.title, document.severity?.rawValue,
                lists[0], lists[1], lists[2], document.body,
            ])
        let words = [lists[2], lists[1], document.title, lists[0], document.body]
            .map { SearchWords.of($0).joined(separator: " ") }
        try db.execute(
            sql: """
                INSERT INTO knowledge_text (rowid, code, errors, title, services, body) VALUES (?, ?, ?, ?, ?, ?)
                """,
            arguments: StatementArguments([db.lastInsertedRowID]) + StatementArguments(words))
    }

    static func remove(id: String, _ db: Database) throws {
        try db.execute(
            sql: "DELETE FROM knowledge_text WHERE rowid = (SELECT number FROM knowledge WHERE id = ?)", arguments: [id]
        )
        try db.execute(sql: "DELETE FROM knowledge WHERE id = ?", arguments: [id])
    }
}

extension KnowledgeDocument {
    /// Every word of the document.
    fileprivate var words: Set<String> {
        Set((code + errors + services + [title, body]).flatMap(SearchWords.of))
    }

    fileprivate init(row: Row) {
        func list(_ column: String) -> [String] {
            let text: String = row[column]
            return text.split(separator: "\n").map(String.init)
        }
        let severity: String? = row["severity"]
        self.init(
            id: row["id"], kind: Passage.Kind(rawValue: row["kind"]) ?? .incident, title: row["title"],
            severity: severity.flatMap(Severity.init(rawValue:)), services: list("services"), errors: list("errors"),
            code: list("code"), body: row["body"])
    }
}
