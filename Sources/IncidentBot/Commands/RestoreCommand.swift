import Adapters
import ArgumentParser
import Foundation

struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Put a backup in the place of the database. Stop the bot first.",
        discussion: """
            The backup is checked before anything is touched. The old database is set aside with all that lies beside it; \
            nothing is deleted. Copying a backup over the database by hand damages it: the log of the old one is still there.
            """
    )

    @Argument(help: "A file that incident-bot backup made.")
    var file: String

    @Option(help: "Where the database is, instead of INCIDENT_DB_PATH.")
    var database: String?

    func run() async throws {
        let configured = try await BotConfiguration.storage().databasePath
        let path = database ?? configured
        let aside = try IncidentDatabase.restore(URL(filePath: file), to: path)
        print("\(path): restored.\(aside.map { " The old database lies at \($0)." } ?? "") Start the bot again.")
    }
}
