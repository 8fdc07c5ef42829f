import Adapters
import ArgumentParser
import Domain
import Foundation
import Logging

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Check configuration, database, knowledge, repository, Slack, and that the sandbox holds.",
        discussion:
            "Prints one line for each, with the remedy where it fails. The exit status is 0 only if all are well."
    )

    func run() async throws {
        let configuration: BotConfiguration
        do {
            configuration = try await BotConfiguration.load()
        } catch let error as ConfigurationError {
            for problem in error.problems {
                print("FAIL  \("configuration".padding(toLength: 26, withPad: " ", startingAt: 0))  \(problem)")
            }
            throw ExitCode.failure
        }
        print("ok    \("configuration".padding(toLength: 26, withPad: " ", startingAt: 0))  complete")
        let logger = Logger.bot(level: .critical)
        var isWell = true
        let checks =
            HealthCheck.all(configuration) + HealthCheck.models(configuration.model)
            + (await HealthCheck.escapes(configuration, logger: logger))
            + (try await HealthCheck.slack(configuration, logger: logger))
        for check in checks {
            let (fine, words) = await check.result()
            print(
                "\(fine ? "ok  " : "FAIL")  \(check.name.padding(toLength: 26, withPad: " ", startingAt: 0))  \(words)")
            isWell = isWell && fine
        }
        if !isWell { throw ExitCode.failure }
    }
}
