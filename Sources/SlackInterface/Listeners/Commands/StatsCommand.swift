import Domain

/// `/incident stats`: counts, times and attempts, to one person.
struct StatsCommand: Sendable {
    let catalogue: IncidentCatalogue
    let notes: PrivateNotes

    func handle(_ command: CommandPayload) -> SlackReply {
        notes.answer(command) {
            guard let incidents = await catalogue.incidents() else { return IncidentCatalogue.unreadable }
            let view = StatisticsView(statistics: IncidentStatistics(of: incidents))
            return MessageBody(fallback: "Statistics of \(incidents.count) incidents", blocks: view.text)
        }
    }
}
