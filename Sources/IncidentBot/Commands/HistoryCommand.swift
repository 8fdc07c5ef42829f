import Adapters
import ArgumentParser
import Domain
import Foundation
import Workflows

struct HistoryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "List incidents, or show the facts of one and check that none was changed.",
        discussion: "Reads the database named by INCIDENT_DB_PATH; the bot may be running."
    )

    @Argument(help: "The incident's number; without it, the newest incidents are listed.")
    var incident: Int?

    @Option(help: "How many incidents to list.")
    var limit = 20

    @Option(help: "The SQLite file, instead of INCIDENT_DB_PATH.")
    var database: String?

    func validate() throws {
        guard limit > 0 else { throw ValidationError("--limit must be 1 or more.") }
    }

    func run() async throws {
        let database = try await IncidentDatabase.existing(at: database)
        if let incident {
            try await show(IncidentID(rawValue: incident), in: database)
        } else {
            try await list(WorkflowEngine(journal: database, maximumAttempts: 1).incidents(limit: limit))
        }
    }

    private func list(_ incidents: [Incident]) {
        guard !incidents.isEmpty else { return print("No incidents yet. Type /incident in Slack.") }
        for incident in incidents {
            let severity = incident.classification?.severity.rawValue ?? "–"
            let opened = incident.openedAt.formatted(.iso8601)
            print("\(incident.id)\t\(severity)\t\(incident.status.rawValue)\t\(opened)\t\(incident.title)")
        }
    }

    private func show(_ id: IncidentID, in database: IncidentDatabase) async throws {
        let entries = try await database.entries(of: id)
        guard !entries.isEmpty else { throw ValidationError("There is no incident \(id) in this database.") }
        for entry in entries {
            print(
                "\(entry.sequence)\t\(entry.time.formatted(.iso8601))\t\(entry.fact.kind.rawValue)\t\(entry.hash.prefix(12))"
            )
        }
        if let broken = try await database.verifyChain(of: id) {
            print("The chain is broken at fact \(broken): the database was changed by something else than the bot.")
            throw ExitCode.failure
        }
        print("The chain of \(entries.count) facts is whole.")
    }
}
