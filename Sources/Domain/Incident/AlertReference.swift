package import Foundation

/// The alert behind an incident, as its sender names it.
package struct AlertReference: Sendable, Codable, Equatable {
    /// Names one firing: the sender repeats it while the alert fires, and again when it ends.
    package let key: String
    /// Names the alert itself, the same at every firing, e.g. the hash of its labels.
    package let identity: String
    /// For people, e.g. `HighErrorRate`. Untrusted.
    package let name: String
    /// The service it watches, where the sender says so. Untrusted.
    package let service: String?
    /// Where a person looks at it.
    package let url: URL?

    package init(key: String, identity: String, name: String, service: String? = nil, url: URL? = nil) {
        self.key = key
        self.identity = identity
        self.name = name
        self.service = service
        self.url = url
    }

    /// The same with digests in the place of what the sender names firing and alert by: senders put labels and keys of their own
    /// there, and the bot only compares them.
    package func digested(by redactor: Redactor) -> AlertReference {
        AlertReference(
            key: redactor.digest(key), identity: redactor.digest(identity), name: name, service: service, url: url)
    }
}

/// An alert that no longer fires.
package struct AlertEnd: Sendable, Codable, Equatable {
    /// See `AlertReference.key`.
    package let key: String
    /// Untrusted.
    package let name: String
    package let source: Intake.Source
    /// When it ended, as the sender says.
    package let endedAt: Date?

    package init(key: String, name: String, source: Intake.Source, endedAt: Date?) {
        self.key = key
        self.name = name
        self.source = source
        self.endedAt = endedAt
    }
}
