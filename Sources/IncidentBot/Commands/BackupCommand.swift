import Adapters
import ArgumentParser
import Domain
import Foundation

struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copy the database into a new file, while the bot may be running.",
        discussion:
            "The copy is checked before it gets its name. It holds all that INCIDENT_DB_PATH does: keep it as safe."
    )

    @Argument(help: "The new file; nothing is overwritten.")
    var file: String

    @Option(help: "The SQLite file, instead of INCIDENT_DB_PATH.")
    var database: String?

    func run() async throws {
        let target = URL(filePath: file)
        try await IncidentDatabase.existing(at: database).backUp(to: target)
        let size = try FileManager.default.attributesOfItem(atPath: target.path)[.size] as? Int ?? 0
        print("\(target.path): \(size) bytes, whole. To go back to it: stop the bot, then incident-bot restore FILE.")
    }
}
