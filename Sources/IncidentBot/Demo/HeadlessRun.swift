import ArgumentParser
import Domain
import Foundation
import Logging
import Rehearsal
import Synchronization

/// Plays scenarios one after another and reports each.
struct HeadlessRun: Sendable {
    let stage: DemoStage
    let directory: DemoDirectory
    let json: Bool

    /// Exits with failure unless every scenario met what its file expects.
    func play(_ scenarios: [Scenario], logger: Logger) async throws {
        let met = Mutex(0)
        try await stage.perform(logger: logger) {
            let player = ScenarioPlayer(
                person: Person(workspace: stage.workspaceURL, user: "U01ROSADIAZ", http: stage.http),
                engine: stage.bot.engine, directory: directory)
            for scenario in scenarios {
                say("Scenario \(scenario.number): \(scenario.title) …")
                let report = try await player.play(scenario)
                try show(report)
                if report.differences.isEmpty { met.withLock { $0 += 1 } }
            }
        }
        let count = met.withLock { $0 }
        say("\(count) of \(scenarios.count) met what their files expect.")
        if count < scenarios.count { throw ExitCode.failure }
    }

    private func show(_ report: ScenarioReport) throws {
        if json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            // Written at once, not buffered: a script reads each incident as it ends.
            FileHandle.standardOutput.write(try encoder.encode(report) + Data("\n".utf8))
        } else {
            print(report.summary)
        }
    }

    /// Progress goes to standard error when standard output is for a script.
    private func say(_ line: String) {
        guard json else { return print(line) }
        FileHandle.standardError.write(Data("\(line)\n".utf8))
    }
}

extension ScenarioReport {
    /// A few lines for a person.
    var summary: String {
        let end = pullRequest.map { "pull request \($0.url), branch \($0.branch)" } ?? outcome
        let lines = [
            "  \(severity ?? "–")  \(customers.joined(separator: ", "))",
            "  reproduced: \(reproduced ? "yes" : "no"), patches: \(attempts), decisions: \(decisions.joined(separator: ", "))",
            "  verified: \(verified ? "yes" : "no"), replies: \(replies), \(seconds) s",
            "  \(end)",
        ]
        return (lines + differences.map { "  DIFFERS: \($0)" }).joined(separator: "\n")
    }
}
