import Adapters
import ArgumentParser
import Domain
import Foundation

struct ExportCommand: AsyncParsableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable { case json, csv }

    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Print all incidents, or one with its facts, as JSON or CSV.",
        discussion: "Newest first; one incident's facts oldest first. Reads the database only; the bot may be running."
    )

    @Argument(help: "The incident's number; without it, a line for each incident.")
    var incident: Int?

    @Option(help: "json or csv.")
    var format = Format.json

    @Option(help: "The SQLite file, instead of INCIDENT_DB_PATH.")
    var database: String?

    func run() async throws {
        let export = IncidentExport(database: try await .existing(at: database)) {
            FileHandle.standardOutput.write(Data($0.utf8))
        }
        guard let incident else { return try await export.all(as: format) }
        guard try await export.one(IncidentID(rawValue: incident), as: format) else {
            throw ValidationError("There is no incident \(incident) in this database.")
        }
    }
}
