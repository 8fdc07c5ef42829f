import ArgumentParser
import Logging
import ServiceLifecycle
import UnixSignals

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Run the bot: Slack over HTTP, the workflow, and its pages.",
        discussion: "Stops on SIGTERM or SIGINT. Incidents under way go on at the next start."
    )

    func run() async throws {
        var configuration = try await BotConfiguration.load()
        try configuration.keepRedactionKey()
        let logger = Logger.bot(configuration)
        let bot = try await Bot.build(configuration, logger: logger)
        let checks: [any Service] =
            configuration.model.map { [ModelStartCheck(configuration: $0, logger: logger)] } ?? []
        var group = ServiceGroupConfiguration(
            services: (bot.services + checks).map { .init(service: $0) },
            gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        // Nobody who holds a connection open keeps the process from ending; a supervisor would kill it after 30 s.
        group.maximumGracefulShutdownDuration = .seconds(20)
        group.maximumCancellationDuration = .seconds(5)
        try await ServiceGroup(configuration: group).run()
    }
}
