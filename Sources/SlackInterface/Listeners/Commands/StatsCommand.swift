import Domain

/// `/incident stats`: counts, times and attempts, to one person.
struct StatsCommand: Sendable {
    let directory: any IncidentDirectory

    func body() async throws(PortError) -> MessageBody {
        let view = StatisticsView(of: try await directory.figures(matching: .withoutDrills))
        return MessageBody(fallback: "Statistics of \(view.total) incidents", blocks: view.text)
    }
}

extension DirectoryFilter {
    /// Exercises are no incidents to be counted.
    static var withoutDrills: DirectoryFilter {
        var filter = DirectoryFilter()
        filter.isDrill = false
        return filter
    }
}
