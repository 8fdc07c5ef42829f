package import Domain

/// A ledger that lives as long as the test. Hand the same one to a second engine to play a restart.
package actor InMemoryMessageLedger: MessageLedger {
    private var ledger: [IncidentID: [LedgerMessage]] = [:]
    private let journal: InMemoryJournal
    private var places: [String: [IncidentID: Int]] = [:]

    /// - Parameter journal: whose incidents are to be shown.
    package init(_ journal: InMemoryJournal = InMemoryJournal()) {
        self.journal = journal
    }

    package func messages(of incident: IncidentID) throws(PortError) -> [LedgerMessage] {
        ledger[incident] ?? []
    }

    package func claim(_ key: String, of incident: IncidentID, channel: String) throws(PortError) {
        guard ledger[incident]?.contains(where: { $0.key == key }) != true else { return }
        ledger[incident, default: []].append(
            LedgerMessage(key: key, channel: channel, timestamp: nil, contentDigest: nil))
    }

    package func record(
        _ key: String, of incident: IncidentID, timestamp: String, contentDigest: String
    ) throws(PortError) {
        guard let place = ledger[incident]?.firstIndex(where: { $0.key == key }),
            let channel = ledger[incident]?[place].channel
        else {
            throw PortError(
                port: "MessageLedger", operation: "record a message", recovery: .giveUp, reason: "It was never claimed."
            )
        }
        ledger[incident]?[place] = LedgerMessage(
            key: key, channel: channel, timestamp: timestamp, contentDigest: contentDigest)
    }

    package func incident(
        ofMessage timestamp: String, in channel: String, keys: Set<String>
    ) throws(PortError) -> IncidentID? {
        ledger.first { _, messages in
            messages.contains { $0.timestamp == timestamp && $0.channel == channel && keys.contains($0.key) }
        }?.key
    }

    package func begin(_ place: String) async throws(PortError) {
        let ended = await journal.histories.filter { _, entries in
            Incident(entries: entries).map { IncidentSummary($0).endedAt != nil } ?? false
        }
        guard places[place] == nil else { return }
        places[place] = ended.mapValues(\.count).filter { id, _ in
            ledger[id]?.contains { $0.timestamp == nil } != true
        }
    }

    package func shown(_ facts: Int, of incident: IncidentID, in place: String) throws(PortError) {
        let before = places[place]?[incident] ?? 0
        places[place, default: [:]][incident] = max(before, facts)
    }

    package func unshown(in place: String) async throws(PortError) -> [IncidentID] {
        await journal.histories.filter { id, entries in places[place]?[id] ?? 0 < entries.count }.keys.sorted()
    }
}
