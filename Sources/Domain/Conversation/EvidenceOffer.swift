/// Something posted in an incident's thread that looks like evidence or like a patch. Used only once a person says so.
package struct EvidenceOffer: Sendable, Codable, Equatable {
    package enum Kind: String, Sendable, Codable {
        case log, complaint, patch
    }

    /// The message it was posted with; an offer is named by it.
    package let message: MessageReference
    package let kind: Kind
    /// What was pasted; may be empty where files were posted. Untrusted.
    package let text: String
    package let attachments: [Attachment]

    package init(message: MessageReference, kind: Kind, text: String, attachments: [Attachment]) {
        self.message = message
        self.kind = kind
        self.text = text
        self.attachments = attachments
    }
}
