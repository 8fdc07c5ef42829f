/// What the database can say of itself, cheaply.
package protocol StorageFigures: Sendable {
    /// Reads a few indexed counts; the time doesn't grow with the incidents that are over.
    func figures() async throws(PortError) -> StoredFigures
}

/// Counts of what is stored.
package struct StoredFigures: Sendable, Equatable {
    /// Open incidents that aren't drills; statuses without any have none here.
    package var openIncidents: [Incident.Status: Int]
    /// Facts written since the process opened the database.
    package var facts: [Fact.Kind: Int]
    /// Messages claimed but not known to be posted.
    package var unpostedMessages: Int
    /// Age of the oldest of them in seconds; nil when there is none.
    package var oldestUnpostedSeconds: Double?

    package init(
        openIncidents: [Incident.Status: Int] = [:], facts: [Fact.Kind: Int] = [:], unpostedMessages: Int = 0,
        oldestUnpostedSeconds: Double? = nil
    ) {
        self.openIncidents = openIncidents
        self.facts = facts
        self.unpostedMessages = unpostedMessages
        self.oldestUnpostedSeconds = oldestUnpostedSeconds
    }
}
