/// A piece of the knowledge base that was found for a question.
package struct Passage: Sendable, Codable, Equatable {
    package enum Kind: String, Sendable, Codable {
        case incident, runbook
    }

    /// Stable identifier: the file name without its ending, or `incident-42` for one the bot resolved itself.
    package let id: String
    package let kind: Kind
    package let title: String
    /// The part that matched, at most 600 characters.
    package let excerpt: String
    /// How it was fixed, where the document says so, at most 600 characters.
    package let resolution: String?
    /// Higher is better; comparable within one search only.
    package let score: Double
    /// How much of what identifies the error (its words, the places of its trace, rare ones counting more) the whole
    /// document speaks of: 0 to 1, comparable between searches. Nil where that isn't known, as in old journals.
    package let relatedness: Double?

    /// From here on a document is about the same thing as the error, rather than about the same words.
    ///
    /// `make bench SUITE=retrieval` shows on which side of it related and unrelated errors fall.
    package static let related = 0.5

    package var isRelated: Bool { relatedness.map { $0 >= Self.related } ?? true }

    package init(
        id: String, kind: Kind, title: String, excerpt: String, resolution: String?, score: Double,
        relatedness: Double? = nil
    ) {
        self.id = id
        self.kind = kind
        self.title = title
        self.excerpt = excerpt
        self.resolution = resolution
        self.score = score
        self.relatedness = relatedness
    }
}
