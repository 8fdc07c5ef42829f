import Domain
import Foundation
import GRDB

/// A journal row as it is stored: the very bytes its hash covers.
struct StoredEntry: FetchableRecord, PersistableRecord, Sendable {
    static let databaseTableName = "journal"

    let incident: Int
    let sequence: Int
    let milliseconds: Int64
    let actor: String
    let kind: String
    let fact: String
    let causedBy: String?
    let previousHash: String
    let hash: String

    /// Encodes a new entry behind the one with `previousHash`.
    init(
        _ fact: Fact, incident: Int, sequence: Int, time: Date, actor: Actor, causedBy: String? = nil,
        previousHash: String
    ) throws {
        self.incident = incident
        self.sequence = sequence
        self.milliseconds = Int64((time.timeIntervalSince1970 * 1000).rounded())
        self.actor = try Self.text(actor)
        self.kind = fact.kind.rawValue
        self.fact = try Self.text(fact)
        self.causedBy = causedBy
        self.previousHash = previousHash
        self.hash = JournalHash.of(
            previous: previousHash, incident: IncidentID(rawValue: incident), sequence: sequence,
            milliseconds: milliseconds, actor: Data(self.actor.utf8), fact: Data(self.fact.utf8),
            causedBy: causedBy)
    }

    init(row: Row) throws {
        incident = row["incident"]
        sequence = row["sequence"]
        milliseconds = row["milliseconds"]
        actor = row["actor"]
        kind = row["kind"]
        fact = row["fact"]
        causedBy = row["caused_by"]
        previousHash = row["previous_hash"]
        hash = row["hash"]
    }

    func encode(to container: inout PersistenceContainer) {
        container["incident"] = incident
        container["sequence"] = sequence
        container["milliseconds"] = milliseconds
        container["actor"] = actor
        container["kind"] = kind
        container["fact"] = fact
        container["caused_by"] = causedBy
        container["previous_hash"] = previousHash
        container["hash"] = hash
    }

    /// The hash these bytes must have.
    var expectedHash: String {
        JournalHash.of(
            previous: previousHash, incident: IncidentID(rawValue: incident), sequence: sequence,
            milliseconds: milliseconds, actor: Data(actor.utf8), fact: Data(fact.utf8), causedBy: causedBy)
    }

    /// The entry in the product's words. Throws for a fact written by a version that knows more kinds than this one.
    func entry() throws -> JournalEntry {
        guard Fact.Kind(rawValue: kind) != nil else {
            throw UnreadableRow(
                reason: "Entry \(sequence) of incident \(incident) is of the unknown kind \"\(kind)\". "
                    + "It was written by a newer version of the bot; start that version.")
        }
        let decoder = JSONDecoder()
        do {
            return entry(
                holding: try decoder.decode(Fact.self, from: Data(fact.utf8)),
                by: try decoder.decode(Actor.self, from: Data(actor.utf8)))
        } catch {
            throw UnreadableRow(
                reason: "Entry \(sequence) of incident \(incident) (\(kind)) can't be decoded: it was changed by hand, "
                    + "or written by another version of the bot.")
        }
    }

    /// The same, where what its texts say is at hand.
    func entry(holding fact: Fact, by actor: Actor) -> JournalEntry {
        JournalEntry(
            incident: IncidentID(rawValue: incident), sequence: sequence, time: Date(milliseconds: milliseconds),
            actor: actor, fact: fact, causedBy: causedBy, previousHash: previousHash, hash: hash)
    }

    private static func text(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}
