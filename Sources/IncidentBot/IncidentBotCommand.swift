import ArgumentParser

@main
struct IncidentBotCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "incident-bot")
}
