import Crypto

/// Where facts are kept: append-only, durable before a call returns, one history per incident.
package protocol Journal: Sendable {
    /// Starts an incident with its `opened` fact and returns its number.
    ///
    /// Calling again with the same `key` returns the first incident and writes nothing; Slack repeats its deliveries.
    func open(_ intake: Intake, by actor: Actor, key: String) async throws(PortError) -> IncidentID

    /// Adds a fact behind exactly `expectedCount` entries.
    ///
    /// Of two callers that read the same history, one is written and the other gets `JournalError.conflict`.
    ///
    /// - Parameter key: names the request that this fact answers, once per incident: calling again with it writes nothing
    ///   and returns the entry that is there, wherever it stands. Nil for what no request asked for.
    func append(
        _ fact: Fact, to incident: IncidentID, by actor: Actor, expectedCount: Int, causedBy key: String?
    ) async throws(JournalError) -> JournalEntry

    /// The history, oldest first; empty for an unknown incident.
    func entries(of incident: IncidentID) async throws(PortError) -> [JournalEntry]

    /// Every incident where something is still to be done (`Incident.hasWork`), oldest first.
    func openIncidents() async throws(PortError) -> [IncidentID]

    /// All incidents, newest first.
    func incidents(limit: Int) async throws(PortError) -> [IncidentID]

    /// The incident of every fact written from now on by this process; each subscriber gets all of them.
    func changes() async -> AsyncStream<IncidentID>
}

extension Journal {
    /// Adds a fact that no request asked for.
    package func append(
        _ fact: Fact, to incident: IncidentID, by actor: Actor, expectedCount: Int
    ) async throws(JournalError) -> JournalEntry {
        try await append(fact, to: incident, by: actor, expectedCount: expectedCount, causedBy: nil)
    }
}

/// Proves that a history is what was written.
package protocol ChainVerifying: Sendable {
    /// The sequence number of the first entry that was changed, removed or put in later; nil when the history is whole.
    ///
    /// Every hash is computed anew from the stored bytes.
    func verifyChain(of incident: IncidentID) async throws(PortError) -> Int?
}

/// Why an append did not happen.
package enum JournalError: Error, Sendable, Equatable {
    /// The history has grown since it was read: read it again and decide again.
    case conflict(actualCount: Int)
    case failed(PortError)
}

/// Large texts beside the journal, addressed by their content.
package protocol EvidenceStore: Sendable {
    /// Keeps the bytes and returns their key. Keeping the same bytes again is the same key.
    func keep(_ bytes: [UInt8]) async throws(PortError) -> EvidenceKey

    /// Nil when nothing is kept under this key.
    func bytes(for key: EvidenceKey) async throws(PortError) -> [UInt8]?
}

/// SHA-256 of the kept bytes, as 64 hexadecimal digits.
package struct EvidenceKey: RawRepresentable, Hashable, Sendable, Codable {
    package let rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// The key these bytes are kept under.
    package init(of bytes: [UInt8]) {
        rawValue = HexadecimalText.of(SHA256.hash(data: bytes))
    }
}
