package import Domain

/// A knowledge base that ranks by the number of shared words, and keeps the promises of the port.
package actor InMemoryKnowledgeBase: KnowledgeBase {
    package private(set) var documents: [KnowledgeDocument]

    package init(_ documents: [KnowledgeDocument] = []) {
        self.documents = documents
    }

    package func search(
        _ query: KnowledgeQuery, kind: Passage.Kind, limit: Int
    ) throws(PortError) -> [Passage] {
        let frames = query.frames.flatMap { [$0.file, $0.function ?? ""] }
        let wanted = Self.words(([query.errorLine ?? "", query.prose] + frames).joined(separator: " "))
        return documents.filter { $0.kind == kind }
            .map { document in (document, wanted.intersection(Self.words(of: document)).count) }
            .filter { $0.1 > 0 }
            .sorted { ($1.1, $0.0.id) < ($0.1, $1.0.id) }
            .prefix(max(0, limit))
            .map { document, shared in Self.passage(document, score: Double(shared)) }
    }

    package func add(_ document: KnowledgeDocument) throws(PortError) {
        documents.removeAll { $0.id == document.id }
        documents.append(document)
    }

    private static func passage(_ document: KnowledgeDocument, score: Double) -> Passage {
        let parts = document.body.split(separator: "Resolution\n", maxSplits: 1)
        return Passage(
            id: document.id, kind: document.kind, title: document.title, excerpt: String(document.body.prefix(600)),
            resolution: parts.count == 2 ? String(parts[1].prefix(600)) : nil, score: score)
    }

    private static func words(of document: KnowledgeDocument) -> Set<String> {
        words(
            ([document.title, document.body] + document.services + document.errors + document.code)
                .joined(separator: " "))
    }

    private static func words(_ text: String) -> Set<String> {
        Set(text.lowercased().split { !($0.isLetter || $0.isNumber) }.map(String.init))
            .filter { $0.count > 2 && !["the", "and", "was", "were"].contains($0) }
    }
}
