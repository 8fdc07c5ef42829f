import Domain
import Foundation
import Logging
import Workflows

/// Everything the bot is told from outside, read once at start.
struct BotConfiguration: Sendable {
    enum SandboxMode: String, Sendable, CaseIterable {
        case bubblewrap, docker, subprocess
    }

    var host: String
    var port: Int
    /// The address people reach the bot's pages at; links in messages start with it.
    var publicURL: URL
    var slackSigningSecret: String
    /// Empty when the bot only notifies.
    var slackBotToken: String
    /// Set for Socket Mode.
    var slackAppToken: String?
    var slackAPIURL: URL
    var incidentChannel: String
    var notifications = NotificationConfiguration()
    var escalationChannel: String?
    var databasePath: String
    var knowledgeDirectory: URL
    /// Nil when the repository is on GitHub.
    var repositoryPath: URL?
    var baseBranch: String
    var maximumAttempts: Int
    var sandboxMode: SandboxMode
    var sandboxTimeoutSeconds: Int
    var sandboxSettings = SandboxConfiguration()
    var reproductionBudgetSeconds: Int
    /// From the evidence to the patch; tests that take longer are still running on the card.
    var patchBudgetSeconds = 120
    var logLevel: Logger.Level
    var logs = LogConfiguration()
    var web = WebConfiguration()
    /// See `SettingReader.approvalPolicy`.
    var approval = ApprovalPolicy()
    /// Nil for agents that work by rules alone.
    var model: ModelConfiguration?
    /// Whether e-mail addresses are redacted as secrets are.
    var redactsEmails = false
    /// What else counts as a secret.
    var redactPatterns: [SecretPattern] = []
    /// See `RedactionKey`; empty until it was read.
    var redactionKey: [UInt8] = []
    var gitHub: GitHubConfiguration?
    var network = NetworkConfiguration()
    var history = HistoryConfiguration()
}

/// Settings that are missing or wrong, all of them at once, each with what to write instead.
struct ConfigurationError: Error, Sendable, CustomStringConvertible {
    let problems: [String]

    var description: String {
        (["The configuration is not complete:"] + problems.map { "  - \($0)" }).joined(separator: "\n")
    }
}
