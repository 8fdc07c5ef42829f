import Domain
import Foundation

/// `/incident list …`, and the buttons that turn its pages.
struct ListCommand: Sendable {
    let catalogue: IncidentCatalogue
    let notes: PrivateNotes

    /// Shows another page in the place of the one that was clicked.
    func turn(_ click: ClickPayload) async throws(PortError) {
        guard let page = click.value.flatMap(IncidentListView.Page.init(encoded:)) else {
            return await notes.deliver("I can't read this button any more. Write `/incident list`.", click.recipient)
        }
        let filter = IncidentFilter(page.filter.split(separator: " ").map(String.init))
        await notes.deliver(try await self.page(of: filter, number: page.number), click.recipient, replacing: true)
    }

    func page(of filter: IncidentFilter, number: Int) async throws(PortError) -> MessageBody {
        let count = try await catalogue.directory.count(matching: filter.directoryFilter)
        let page = IncidentListView.page(number, of: count)
        let shown = try await catalogue.directory.summaries(
            matching: IncidentQuery(
                filter: filter.directoryFilter, offset: page * IncidentListView.pageSize,
                limit: IncidentListView.pageSize))
        return IncidentListView(
            count: count, shown: shown, filter: filter, page: page, lines: await catalogue.lines(for: shown),
            links: catalogue.pages
        ).body
    }
}
