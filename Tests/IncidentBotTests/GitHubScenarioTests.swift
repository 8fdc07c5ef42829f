import Adapters
import Domain
import Foundation
import Rehearsal
import TestSupport
import Testing
import Workflows

@testable import IncidentBot

/// Prepared incidents over a GitHub stand-in: from the clone to the merge.
@Suite(.serialized, .timeLimit(.minutes(10))) struct GitHubScenarioTests {
    static let scenarios = TestDepth.isFull ? Array(1...7) : [2]

    @Test func `an incident ends in a merged pull request whose tree is the approved one`() async throws {
        // What GitHub asks for between writes is tested elsewhere, without waiting.
        let time = GitHubTime(sleep: { _ in })
        let making: DemoStage.GitHubMaking = { directory in
            try await DemoGitHub.make(in: directory, port: try LoopbackPort.free(), time: time, logger: Stage.logger)
        }
        try await Stage.use(gitHub: making) { stage, directory in
            let player = ScenarioPlayer(person: stage.person(), engine: stage.bot.engine, directory: directory)
            for scenario in try Scenario.all() where Self.scenarios.contains(scenario.number) {
                let report = try await player.play(scenario)
                #expect(report.differences == [], "scenario \(scenario.number)")
                let id = IncidentID(rawValue: report.incident)
                let incident = try #require(try await stage.bot.engine.incident(id))
                try await Self.checkTree(of: incident, in: directory)
                try await Self.merge(incident, on: stage)
                let merged = try #require(try await stage.bot.engine.incident(id))
                #expect(merged.merge?.by == "octocat")
                #expect(merged.diagnosis?.suspects?.isEmpty == false)
                _ = try await player.person.wait(for: "the news of the merge") { screen in
                    screen.messages(in: player.channel).last { $0.readableText.contains("The pull request is merged") }
                }
            }
            try await Self.checkSecrets(stage, directory)
        }
    }

    /// The approved diff, applied by git itself, gives the very tree that stands on GitHub.
    private static func checkTree(of incident: Incident, in directory: DemoDirectory) async throws {
        let store = directory.root.appending(path: "github/order-platform.git")
        let pull = try #require(incident.pullRequest)
        let proposal = try #require(incident.proposal)
        #expect(incident.decisions.last?.digest == proposal.digest)
        let (tree, patch) = (
            "\(directory.root.path)/check-\(incident.id)", "\(directory.root.path)/\(incident.id).patch"
        )
        try Data(proposal.diff.utf8).write(to: URL(filePath: patch))
        try await run(["git", "worktree", "add", "-q", "--detach", tree, pull.base.rawValue], in: store)
        try await run(["git", "-C", tree, "apply", "--index", patch], in: store)
        let approved = try await run(["git", "-C", tree, "write-tree"], in: store).output
        #expect(try await run(["git", "rev-parse", "\(pull.branch)^{tree}"], in: store).output == approved)
        #expect(
            try await run(["git", "rev-list", "--count", "\(pull.base)..\(pull.branch)"], in: store).output == "1\n")
    }

    /// Somebody presses GitHub's button, and GitHub calls the webhook.
    private static func merge(_ incident: Incident, on stage: DemoStage) async throws {
        let gitHub = try #require(stage.gitHub?.standIn)
        let number = try #require(incident.pullRequest?.number)
        try await gitHub.merge(number, by: "octocat")
        let event = try await gitHub.closedEvent(of: number)
        let request = HTTPRequest(
            "POST", stage.configuration.publicURL.appending(path: "webhook/github"), headers: event.headers,
            body: event.body)
        #expect(try await stage.http.send(request).status == 202)
    }

    /// The token is in nothing the bot keeps.
    private static func checkSecrets(_ stage: DemoStage, _ directory: DemoDirectory) async throws {
        guard case .token(let token)? = stage.gitHub?.configuration.identity else { return }
        let found = try await run(["grep", "-rlF", "--", token, "."], in: directory.root)
        #expect(found.status == 1, "\(found.output)")
    }
}
