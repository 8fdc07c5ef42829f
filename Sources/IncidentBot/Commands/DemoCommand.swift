import Adapters
import ArgumentParser
import Domain
import Foundation
import Logging
import Rehearsal

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Run the whole product on loopback, with no account: a local Slack workspace and the bot beside it.",
        discussion: """
            Open the printed address, type /incident or pick a prepared incident. With --headless the seven prepared \
            incidents are played over HTTP as a person would, and the exit status is 0 only if every one met what its \
            own file expects.
            """
    )

    @Flag(help: "Play the prepared incidents without a browser, then stop.")
    var headless = false

    @Option(name: .customLong("scenario"), parsing: .upToNextOption, help: "Only these numbers (1–7). With --headless.")
    var scenarios: [Int] = []

    @Option(help: "Keep database, repository and postmortems in this new or empty directory.")
    var keep: String?

    @Flag(help: "Print one JSON object for each incident. With --headless.")
    var json = false

    @Option(help: "Port of the bot; another one is taken when it is in use.")
    var port = 8080

    @Option(help: "Port of the local workspace; another one is taken when it is in use.")
    var workspacePort = 8090

    @Flag(help: "Let a scripted model on this machine think with the agents, over HTTP.")
    var scriptedModel = false

    @Flag(
        name: .customLong("github"),
        help: "Keep the sample service on a GitHub of the demo's own, on loopback: clone, pull requests over REST.")
    var onGitHub = false

    @Option(help: "Port of that GitHub; another one is taken when it is in use. With --github.")
    var githubPort = 8070

    @Flag(help: "Log what the bot does, to standard error.")
    var verbose = false

    func validate() throws {
        guard headless || (scenarios.isEmpty && !json) else {
            throw ValidationError("--scenario and --json go with --headless.")
        }
    }

    func run() async throws {
        let logger = Logger.bot(level: verbose ? .info : .warning)
        let chosen = try chosenScenarios()
        let directory = try DemoDirectory.make(keeping: keep)
        defer { directory.remove() }
        let stage = try await DemoStage.build(
            in: directory, botPort: try LoopbackPort.free(preferring: headless ? 0 : port),
            workspacePort: try LoopbackPort.free(preferring: headless ? 0 : workspacePort),
            gitHub: try gitHub(logger: logger), scenarios: try Scenario.all(),
            knowledge: try await BotConfiguration.storage().knowledgeDirectory,
            // Somebody watches it think.
            model: try script(), secondsPerPiece: headless ? 0 : 0.3, logger: logger)
        if headless {
            try await HeadlessRun(stage: stage, directory: directory, json: json).play(chosen, logger: logger)
        } else {
            let welcome = welcome(to: stage)
            // Written at once: output that goes to a file or a pipe is buffered, and this process stays.
            try await stage.serve(logger: logger) { FileHandle.standardOutput.write(Data("\(welcome)\n".utf8)) }
        }
    }

    private func script() throws -> RehearsedModelServer.Script? {
        guard scriptedModel else { return nil }
        let thoughts = try RehearsedThoughts()
        return { call, _ in thoughts.reply(to: call) }
    }

    private func gitHub(logger: Logger) throws -> DemoStage.GitHubMaking? {
        guard onGitHub else { return nil }
        let port = try LoopbackPort.free(preferring: headless ? 0 : githubPort)
        return { directory in try await DemoGitHub.make(in: directory, port: port, logger: logger) }
    }

    private func chosenScenarios() throws -> [Scenario] {
        let all = try Scenario.all()
        let unknown = scenarios.filter { number in !all.contains { $0.number == number } }
        guard unknown.isEmpty else {
            throw ValidationError(
                "There is no scenario \(unknown.map(String.init).joined(separator: ", ")): 1 to \(all.count).")
        }
        return scenarios.isEmpty ? all : all.filter { scenarios.contains($0.number) }
    }

    private func gitHubLine(of stage: DemoStage) -> String {
        guard let settings = stage.gitHub?.configuration.settings else { return "" }
        return "\n  GitHub, as the bot has it  \(settings.serverURL)/\(settings.repository)"
    }

    private func welcome(to stage: DemoStage) -> String {
        """

        Incident Bot, rehearsal. Everything runs on this machine, with no account.

          Local Slack workspace   \(stage.workspaceURL)/
          The bot's own pages     \(stage.configuration.publicURL)/incidents\(gitHubLine(of: stage))

        Open the workspace, then type /incident or pick a prepared incident. Stop with Ctrl-C.

        """
    }
}
