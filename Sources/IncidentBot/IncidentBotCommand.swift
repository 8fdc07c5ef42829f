import ArgumentParser

@main
struct IncidentBotCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "incident-bot",
        abstract: "Finds the cause of a production incident, proposes a patch, and proves it.",
        discussion: """
            Settings are read from the environment and from a .env file in the working directory; \
            manifests/env.example lists them all. To see everything work with no account: incident-bot demo
            """,
        subcommands: [
            ServeCommand.self, DemoCommand.self, DoctorCommand.self, ManifestCommand.self, KnowledgeCommand.self,
            HistoryCommand.self, ExportCommand.self, BackupCommand.self, RestoreCommand.self,
            VerifyCommand.self, SignOutCommand.self,
        ]
    )
}
