import Foundation

extension Redactor {
    /// The fact with every text in it redacted, also in kinds of facts that are added later.
    ///
    /// Left as they are: facts whose bytes an approval names or a code host already holds. They are made from evidence
    /// that was redacted at intake and from the repository.
    package func redact(_ fact: Fact) throws -> Fact {
        switch fact.kind {
        case .patchProposed, .patchSubmitted, .approved, .endorsed, .reproduced, .pullRequestOpened, .resolved: fact
        default: try redactTexts(of: fact)
        }
    }

    /// A copy with every text in it redacted, wherever it stands. Names of fields stay.
    package func redactTexts<Value: Codable>(of value: Value) throws -> Value {
        let tree = try JSONDecoder().decode(JSONTree.self, from: JSONEncoder().encode(value))
        return try JSONDecoder().decode(Value.self, from: JSONEncoder().encode(tree.mapTexts(redact)))
    }
}
