import Foundation
import Logging

/// Everything the bot is told from outside, read once at start.
struct BotConfiguration: Sendable {
    enum SandboxMode: String, Sendable, CaseIterable {
        case bubblewrap, subprocess
    }

    var host: String
    var port: Int
    /// The address people reach the bot's pages at; links in messages start with it.
    var publicURL: URL
    var slackSigningSecret: String
    var slackBotToken: String
    var slackAPIURL: URL
    var incidentChannel: String
    var escalationChannel: String?
    var databasePath: String
    var knowledgeDirectory: URL
    var repositoryPath: URL
    var baseBranch: String
    var maximumAttempts: Int
    var sandboxMode: SandboxMode
    var sandboxTimeoutSeconds: Int
    var reproductionBudgetSeconds: Int
    var logLevel: Logger.Level
    /// Nil for agents that work by rules alone.
    var model: ModelConfiguration?
    /// Whether e-mail addresses are redacted as secrets are.
    var redactsEmails = false
}

/// Settings that are missing or wrong, all of them at once, each with what to write instead.
struct ConfigurationError: Error, Sendable, CustomStringConvertible {
    let problems: [String]

    var description: String {
        (["The configuration is not complete:"] + problems.map { "  - \($0)" }).joined(separator: "\n")
    }
}
