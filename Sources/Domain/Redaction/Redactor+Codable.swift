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

    /// What is done with a field that isn't redacted like every other text.
    package enum Exemption: Sendable {
        /// Stays: the product's own words, or an identifier that is needed as it is.
        case kept
        /// An address that people open: user, password and a query with a secret in it go.
        case link
    }

    /// The intake as it is stored: every text redacted, but for the fields named here. A field that is added later is redacted.
    package func redact(_ intake: Intake) throws -> Intake {
        try redactTexts(
            of: intake,
            except: [
                "source": .kept, "channel": .kept,
                // Needed to fetch the file; lead nowhere without the bot's credentials.
                "attachments.id": .kept, "attachments.url": .kept,
                // Digests, from the webhook's door on; see `AlertReference.digested`.
                "alert.key": .kept, "alert.identity": .kept,
                "alert.url": .link,
            ])
    }

    /// A copy with every text in it redacted, but for the fields at these paths.
    package func redactTexts<Value: Codable>(of value: Value, except exemptions: [String: Exemption]) throws -> Value {
        let tree = try JSONDecoder().decode(JSONTree.self, from: JSONEncoder().encode(value))
        let clean = tree.mapTexts(at: "") { text, path in
            switch exemptions[path] {
            case .kept: text
            case .link: redactLink(text)
            case nil: redact(text)
            }
        }
        return try JSONDecoder().decode(Value.self, from: JSONEncoder().encode(clean))
    }

    /// The address without what may not be kept of it; its origin alone where its path holds a secret.
    package func redactLink(_ text: String) -> String {
        guard var parts = URLComponents(string: text) else { return "about:blank" }
        (parts.user, parts.password) = (nil, nil)
        if let plain = parts.string, redact(plain) == plain { return plain }
        (parts.query, parts.fragment) = (nil, nil)
        if let plain = parts.string, redact(plain) == plain { return plain }
        parts.path = "/"
        return parts.string ?? "about:blank"
    }

    /// A copy with every text in it redacted, wherever it stands. Names of fields stay.
    package func redactTexts<Value: Codable>(of value: Value) throws -> Value {
        let tree = try JSONDecoder().decode(JSONTree.self, from: JSONEncoder().encode(value))
        return try JSONDecoder().decode(Value.self, from: JSONEncoder().encode(tree.mapTexts(redact)))
    }
}
