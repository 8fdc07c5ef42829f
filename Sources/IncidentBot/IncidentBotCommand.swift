import Adapters
import ArgumentParser
import Configuration
import Hummingbird

@main
struct IncidentBotCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "incident-bot")
}
