/// What was posted where, so that a message is posted once and updated afterwards, across restarts.
package protocol MessageLedger: Sendable {
    /// Everything claimed or posted for an incident.
    func messages(of incident: IncidentID) async throws(PortError) -> [LedgerMessage]

    /// Writes down the intent to post, before posting. Claiming again changes nothing.
    ///
    /// A message claimed but not posted when the process starts is ambiguous: look for it before posting again.
    func claim(_ key: String, of incident: IncidentID, channel: String) async throws(PortError)

    /// Writes down that the message stands, with this content.
    func record(
        _ key: String, of incident: IncidentID, timestamp: String, contentDigest: String
    ) async throws(PortError)

    /// The incident one of whose messages with these keys stands there; nil for a message of somebody else's.
    func incident(
        ofMessage timestamp: String, in channel: String, keys: Set<String>
    ) async throws(PortError) -> IncidentID?

    /// Begins to keep account of a place that incidents are shown in, such as `slack`. Beginning again changes nothing.
    ///
    /// What has ended before, with no message left unposted, counts as shown: a new place isn't filled with the past.
    func begin(_ place: String) async throws(PortError)

    /// Writes down that the place agrees with the first `facts` facts of an incident.
    func shown(_ facts: Int, of incident: IncidentID, in place: String) async throws(PortError)

    /// The incidents with facts that the place doesn't show yet, oldest first.
    func unshown(in place: String) async throws(PortError) -> [IncidentID]
}

/// A message of an incident, by the key the renderer gives it (`card`, `proof-1`, `postmortem` …).
package struct LedgerMessage: Sendable, Equatable {
    package let key: String
    package let channel: String
    /// The chat service's name for the message; nil while it is only claimed.
    package let timestamp: String?
    package let contentDigest: String?

    package init(key: String, channel: String, timestamp: String?, contentDigest: String?) {
        self.key = key
        self.channel = channel
        self.timestamp = timestamp
        self.contentDigest = contentDigest
    }
}
