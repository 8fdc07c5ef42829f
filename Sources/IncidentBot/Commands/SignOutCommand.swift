import Adapters
import ArgumentParser
import Domain
import Foundation

struct SignOutCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign-out",
        abstract: "End all sessions of a person on the pages, or everybody's, while the bot may be running.",
        discussion: "Private links that were not opened yet stop working too. It holds from the next request on."
    )

    @Argument(help: "A Slack user id such as U024BE7LH, or token for sessions begun with DASHBOARD_TOKEN.")
    var person: String?

    @Flag(help: "Everybody, instead of one person.")
    var everybody = false

    @Option(help: "The SQLite file, instead of INCIDENT_DB_PATH.")
    var database: String?

    func validate() throws {
        guard (person == nil) == everybody else { throw ValidationError("Name a person, or say --everybody.") }
    }

    func run() async throws {
        let sessions = SignInSessions(store: try await IncidentDatabase.existing(at: database))
        let count = try await sessions.endAll(of: person)
        print("\(count) \(count == 1 ? "session" : "sessions") ended.")
    }
}
