import Crypto
package import Foundation

/// One row of the journal: a fact, when and by whom, chained to the row before it.
package struct JournalEntry: Sendable, Equatable {
    package let incident: IncidentID
    /// 1 for `opened`, then one more for each.
    package let sequence: Int
    /// Whole milliseconds; what the hash covers is what is stored.
    package let time: Date
    package let actor: Actor
    package let fact: Fact
    /// The key of the request that the fact was written for; see `Journal.append`.
    package let causedBy: String?
    /// Hash of the entry before, or 64 zeros for the first.
    package let previousHash: String
    /// See `JournalHash`.
    package let hash: String

    package init(
        incident: IncidentID, sequence: Int, time: Date, actor: Actor, fact: Fact, causedBy: String? = nil,
        previousHash: String, hash: String
    ) {
        self.incident = incident
        self.sequence = sequence
        self.time = time
        self.actor = actor
        self.fact = fact
        self.causedBy = causedBy
        self.previousHash = previousHash
        self.hash = hash
    }
}

/// The hash that chains an incident's rows, so that a row changed or removed later is noticed.
package enum JournalHash {
    /// The `previousHash` of the first entry.
    package static let origin = String(repeating: "0", count: 64)

    /// SHA-256 over the previous hash, incident, sequence, time in milliseconds, the exact stored bytes of actor and fact,
    /// and the request's key where there is one, each part preceded by its length; 64 hexadecimal digits.
    package static func of(
        previous: String, incident: IncidentID, sequence: Int, milliseconds: Int64, actor: Data, fact: Data,
        causedBy: String? = nil
    ) -> String {
        var hash = SHA256()
        let parts = [
            Data(previous.utf8), Data(String(incident.rawValue).utf8), Data(String(sequence).utf8),
            Data(String(milliseconds).utf8), actor, fact,
        ]
        for part in parts + (causedBy.map { [Data($0.utf8)] } ?? []) {
            hash.update(data: Data("\(part.count)\n".utf8))
            hash.update(data: part)
        }
        return HexadecimalText.of(hash.finalize())
    }
}
