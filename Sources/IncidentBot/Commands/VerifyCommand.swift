import Adapters
import ArgumentParser
import Domain

struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check the database file and the hash chain of every incident.",
        discussion: "Names everything that is broken. The exit status is 0 only if nothing is. The bot may be running."
    )

    @Option(help: "The SQLite file, instead of INCIDENT_DB_PATH.")
    var database: String?

    func run() async throws {
        let problems = try await Self.problems(of: IncidentDatabase.existing(at: database))
        guard problems.isEmpty else {
            for problem in problems { print("FAIL  \(problem)") }
            throw ExitCode.failure
        }
        print("ok    the file is whole, and so is the chain of every incident")
    }

    /// A line for each thing that is broken.
    static func problems(of database: IncidentDatabase) async throws -> [String] {
        let damages = try await database.damages().map { "database: \($0)" }
        // A damaged file may keep histories from being read; that they can't be checked is no reason to hide the damage.
        do {
            return damages
                + (try await database.brokenChains()).map {
                    "incident \($0.incident): the chain is broken at fact \($0.fact); something else than the bot changed it"
                }
        } catch {
            return damages + ["\(error)"]
        }
    }
}
