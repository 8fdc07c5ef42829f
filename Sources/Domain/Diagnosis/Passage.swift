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

    package init(id: String, kind: Kind, title: String, excerpt: String, resolution: String?, score: Double) {
        self.id = id
        self.kind = kind
        self.title = title
        self.excerpt = excerpt
        self.resolution = resolution
        self.score = score
    }
}
