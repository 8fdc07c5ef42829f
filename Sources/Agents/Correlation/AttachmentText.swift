package import Domain

/// An attachment made fit to keep: text without control codes, with its secrets redacted.
///
/// What can't be read as text can't be searched for secrets either, and is refused.
package enum AttachmentText {
    package enum Outcome: Sendable, Equatable {
        case text([UInt8])
        /// A sentence for the reporter that says what to do instead.
        case refused(String)
    }

    package static func read(_ bytes: [UInt8], name: String, redactor: Redactor) -> Outcome {
        switch EvidenceText.read(bytes, name: name) {
        case .text(let text): .text(redactor.redact(text))
        case .refused(let reason): .refused(reason)
        }
    }
}
