import Domain

/// In which terms a model is shown the evidence of one incident: secrets as placeholders, customers under pseudonyms.
struct ModelTerms: Sendable {
    private let redactor: Redactor
    private let pseudonyms: Pseudonyms
    private var vault = RedactionVault()

    init(redactor: Redactor, incident: Incident) {
        self.redactor = redactor
        pseudonyms = Pseudonyms(incident.correlation?.customers ?? [])
    }

    /// What may be sent.
    mutating func hide(_ text: String, isPersonal: Bool = false) -> String {
        pseudonyms.hide(redactor.redact(text, into: &vault), isPersonal: isPersonal)
    }

    /// An answer in the terms of the repository: names and secrets of the source are back where they stood.
    func restore(_ text: String) -> String { vault.restore(pseudonyms.restore(text)) }

    /// Whether an answer puts a placeholder where none stood.
    func spreadsSecret(from old: String, to new: String) -> Bool { vault.isSpread(from: old, to: new) }

    /// An answer for people: names are back, secrets are not, and what the model may have made up as one is none either.
    func restoreForPeople(_ text: String) -> String { redactor.redact(pseudonyms.restore(text)) }
}
