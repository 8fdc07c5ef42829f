import Domain
import Logging
import Workflows

/// `/incident list …`, and the buttons that turn its pages.
struct ListCommand: Sendable {
    let catalogue: IncidentCatalogue
    let notes: PrivateNotes

    func handle(_ filter: IncidentFilter, _ command: CommandPayload) -> SlackReply {
        notes.answer(command) { await page(of: filter, number: 0) }
    }

    func turn(_ click: ClickPayload) -> SlackReply {
        guard let page = click.value.flatMap(IncidentListView.Page.init(encoded:)) else {
            notes.tell("I can't read this button any more. Write `/incident list`.", click.recipient)
            return .accepted
        }
        let filter = IncidentFilter(page.filter.split(separator: " ").map(String.init))
        _ = notes.work.add {
            await notes.deliver(await self.page(of: filter, number: page.number), click.recipient, replacing: true)
        }
        return .accepted
    }

    private func page(of filter: IncidentFilter, number: Int) async -> MessageBody {
        guard let incidents = await catalogue.incidents() else { return IncidentCatalogue.unreadable }
        let matching = incidents.filter(filter.matches)
        let shown = IncidentListView.shown(matching, page: number).incidents
        return IncidentListView(
            incidents: matching, filter: filter, page: number, lines: await catalogue.lines(for: shown),
            links: catalogue.pages
        ).body
    }
}
