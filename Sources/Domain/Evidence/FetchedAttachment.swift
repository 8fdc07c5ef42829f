/// What became of one attachment: text kept in the evidence store, or the reason it could not be used.
package struct FetchedAttachment: Sendable, Codable, Equatable {
    package enum Outcome: Sendable, Codable, Equatable {
        /// The text is kept under this key.
        case kept(EvidenceKey, bytes: Int)
        /// A sentence for the reporter that says what to do instead.
        case refused(reason: String)
    }

    package let name: String
    package let outcome: Outcome

    package init(name: String, outcome: Outcome) {
        self.name = name
        self.outcome = outcome
    }
}
