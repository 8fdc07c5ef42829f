import Domain
import Workflows

/// The incidents that lists, searches and the Home tab look at, with links to their cards.
struct IncidentCatalogue: Sendable {
    let engine: WorkflowEngine
    let directory: any IncidentDirectory
    let cards: CardLinks
    let pages: IncidentLinks

    /// Where the incident's card stands, or will; nil where it was started without a channel and stands nowhere yet.
    func channel(of id: IncidentID) async -> String? {
        if let channel = await cards.channel(of: id) { return channel }
        return try? await engine.incident(id)?.intake.channel
    }

    func lines(for incidents: [IncidentSummary]) async -> IncidentLines {
        IncidentLines(addresses: await cards.addresses(of: incidents.map(\.id)))
    }
}
