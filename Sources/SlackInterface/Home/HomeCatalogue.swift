import Domain
import Foundation
import Workflows

/// What the Home tabs of all people show alike, read once for a round of them; and what each sees of it.
struct HomeCatalogue {
    /// More are not looked through for whom they wait.
    private static let maximumWaiting = 200

    private let catalogue: IncidentCatalogue
    private let awaiting: [IncidentSummary]
    private let open: HomeView.Section
    private let ended: HomeView.Section
    private let statistics: StatisticsView

    init(_ catalogue: IncidentCatalogue) async throws(PortError) {
        self.catalogue = catalogue
        let directory = catalogue.directory
        func section(
            _ statuses: Set<Incident.Status>, limit: Int
        ) async throws(PortError) -> HomeView.Section {
            var filter = DirectoryFilter()
            filter.statuses = statuses
            return HomeView.Section(
                shown: try await directory.summaries(matching: IncidentQuery(filter: filter, limit: limit)),
                count: try await directory.count(matching: filter))
        }
        let statuses = Incident.Status.allCases
        awaiting = try await section([.awaitingApproval], limit: Self.maximumWaiting).shown
        // Those that wait for the person are left out of the others.
        open = try await section(
            Set(statuses.filter(\.isOpen)), limit: HomeView.openShown + Self.maximumWaiting)
        ended = try await section(Set(statuses.filter { !$0.isOpen }), limit: HomeView.endedShown)
        statistics = StatisticsView(of: try await directory.figures(matching: .withoutDrills))
    }

    func view(for user: String, now: Date) async throws(PortError) -> HomeView {
        var waiting: [IncidentSummary] = []
        for incident in awaiting {
            let channel = await catalogue.channel(of: incident.id)
            if await catalogue.engine.mayDecide(user, onSeverity: incident.severity, in: channel) {
                waiting.append(incident)
            }
        }
        let ids = Set(waiting.map(\.id))
        let mine = HomeView.Section(
            shown: Array(waiting.prefix(HomeView.waitingShown)), count: waiting.count)
        let others = HomeView.Section(
            shown: Array(open.shown.filter { !ids.contains($0.id) }.prefix(HomeView.openShown)),
            count: open.count - waiting.count)
        return HomeView(
            waiting: mine, open: others, ended: ended, statistics: statistics,
            lines: await catalogue.lines(for: mine.shown + others.shown + ended.shown), links: catalogue.pages,
            now: now)
    }
}
