import Domain
import Workflows

/// `/incident show 3`: what the card says, to one person, in whatever channel they are.
struct ShowCommand: Sendable {
    let catalogue: IncidentCatalogue

    func body(_ id: IncidentID) async throws(PortError) -> MessageBody {
        guard let incident = try await catalogue.engine.incident(id) else {
            let words: Mrkdwn = "There is no incident \(id.rawValue). \(CommandWord.list.usage) shows which there are."
            return MessageBody(fallback: "There is no incident \(id)", blocks: [.section(words)])
        }
        let address = await catalogue.cards.addresses(of: [id])[id]
        return IncidentCard(incident: incident, links: catalogue.pages).summary(card: address)
    }
}
