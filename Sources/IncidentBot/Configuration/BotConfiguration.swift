package import Foundation
package import Logging

/// Everything the bot is told from outside, read once at start.
package struct BotConfiguration: Sendable {
    package enum SandboxMode: String, Sendable, CaseIterable {
        case bubblewrap, subprocess
    }

    package var host: String
    package var port: Int
    /// The address people reach the bot's pages at; links in messages start with it.
    package var publicURL: URL
    package var slackSigningSecret: String
    package var slackBotToken: String
    package var slackAPIURL: URL
    package var incidentChannel: String
    package var escalationChannel: String?
    package var databasePath: String
    package var knowledgeDirectory: URL
    package var repositoryPath: URL
    package var baseBranch: String
    package var maximumAttempts: Int
    package var sandboxMode: SandboxMode
    package var sandboxTimeoutSeconds: Int
    package var logLevel: Logger.Level
}

/// Settings that are missing or wrong, all of them at once, each with what to write instead.
package struct ConfigurationError: Error, Sendable, CustomStringConvertible {
    package let problems: [String]

    package var description: String {
        (["The configuration is not complete:"] + problems.map { "  - \($0)" }).joined(separator: "\n")
    }
}
