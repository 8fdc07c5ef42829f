import Domain
import Workflows

/// `/incident show 3`: what the card says, to one person, in whatever channel they are.
struct ShowCommand: Sendable {
    let catalogue: IncidentCatalogue
    let notes: PrivateNotes

    func handle(_ id: IncidentID, _ command: CommandPayload) -> SlackReply {
        notes.answer(command) { await body(id) }
    }

    private func body(_ id: IncidentID) async -> MessageBody {
        let incident: Incident?
        do throws(PortError) {
            incident = try await catalogue.engine.incident(id)
        } catch {
            return IncidentCatalogue.unreadable
        }
        guard let incident else {
            let words: Mrkdwn = "There is no incident \(id.rawValue). \(CommandWord.list.usage) shows which there are."
            return MessageBody(fallback: "There is no incident \(id)", blocks: [.section(words)])
        }
        let address = await catalogue.cards.addresses(of: [incident])[id]
        return IncidentCard(incident: incident, links: catalogue.pages).summary(card: address)
    }
}
