import Configuration
import Domain
import Foundation
import Logging
import SystemPackage

extension BotConfiguration {
    /// Reads the environment, then `.env` in the working directory; the environment wins.
    static func load() async throws -> Self {
        let file = try await EnvironmentVariablesProvider(environmentFilePath: ".env", allowMissing: true)
        return try Self(config: ConfigReader(providers: [EnvironmentVariablesProvider(), file]))
    }

    /// - Configuration keys, as environment variables:
    ///   - `HOST` (string, default 127.0.0.1): the address to listen on.
    ///   - `PORT` (1–65535, default 8080): the port to listen on.
    ///   - `PUBLIC_URL` (URL, default `http://HOST:PORT`): where people reach the bot's pages.
    ///   - `SLACK_APP_TOKEN` (string, optional, secret): the app-level `xapp-` token; turns Socket Mode on.
    ///   - `SLACK_SIGNING_SECRET` (string, required without `SLACK_APP_TOKEN`, secret): verifies that requests come from Slack.
    ///   - `SLACK_BOT_TOKEN` (string, required, secret): the app's `xoxb-` token. See `NotificationConfiguration`.
    ///   - `SLACK_API_URL` (URL, default `https://slack.com/api/`): the Web API.
    ///   - `SLACK_INCIDENT_CHANNEL` (string, required): channel id for incidents whose own channel can't be posted to.
    ///   - `SLACK_ESCALATION_CHANNEL` (string, optional): channel id that is told when a person must take over.
    ///   - `INCIDENT_DB_PATH` (path, default `incident-bot.sqlite`): the SQLite file.
    ///   - `KNOWLEDGE_DIR` (path, default `knowledge`): past incidents and runbooks.
    ///   - `REPOSITORY_PATH` (path, required unless `GITHUB_REPO` is set): the git repository that patches are made for.
    ///   - `REPOSITORY_BASE_BRANCH` (string, default `main`): the branch patches start from.
    ///   - `MAX_RETRY_ATTEMPTS` (1–10, default 3): failed verifications until a person takes over.
    ///   - `SANDBOX_MODE` (`bubblewrap`, `docker` or `subprocess`, default `bubblewrap`): `subprocess` runs code unconfined.
    ///   - `SANDBOX_DOCKER_IMAGE`, `SANDBOX_READONLY_PATHS`, `DOCKER_HOST`: see `SandboxConfiguration`.
    ///   - `SANDBOX_TIMEOUT_SECONDS` (5–3600, default 60): wall clock limit of one test run.
    ///   - `REPRODUCTION_BUDGET_SECONDS` (5–120, default 20): processor time of the search for a reproduction.
    ///   - `PATCH_BUDGET_SECONDS` (10–3600, default 120): from the evidence to a card with a patch; tests go on after it.
    ///   - `REDACT_EMAILS` (true or false, default false): whether e-mail addresses are redacted as secrets are.
    ///   - `REDACT_PATTERNS` (patterns with blanks between, optional): what else counts as a secret; see `SecretPattern`.
    ///   - Those of `ModelConfiguration`.
    ///   - See `GitHubConfiguration` and `HistoryConfiguration` for theirs.
    ///   - `LOG_LEVEL` (trace … critical, default info). See `LogConfiguration` for `LOG_FORMAT`.
    init(config: ConfigReader) throws(ConfigurationError) {
        var settings = SettingReader(config: config)
        host = settings.optional("host") ?? "127.0.0.1"
        port = settings.integer("port", default: 8080, in: 1...65535)
        publicURL = settings.url("public.url", default: "http://127.0.0.1:8080")
        notifications = NotificationConfiguration(reading: &settings)
        // A webhook stands in for the token, unless there is one.
        let isSpared = notifications.webhookURL != nil && settings.optional("slack.bot.token", isSecret: true) == nil
        slackAppToken = settings.optional("slack.app.token", isSecret: true)
        slackSigningSecret = settings.required(
            "slack.signing.secret", unless: isSpared || slackAppToken != nil, isSecret: true,
            remedy: "copy the Signing Secret from your Slack app's Basic Information page")
        slackBotToken = settings.required(
            "slack.bot.token", unless: isSpared, isSecret: true,
            remedy: "copy the Bot User OAuth Token (xoxb-…) from your Slack app's OAuth & Permissions page; "
                + "or set SLACK_WEBHOOK_URL for plain notifications without buttons")
        slackAPIURL = settings.url("slack.api.url", default: "https://slack.com/api/")
        incidentChannel = settings.required(
            "slack.incident.channel", unless: isSpared,
            remedy: "write the id of the channel for incidents, e.g. C024BE7LH, and invite the bot there")
        escalationChannel = settings.optional("slack.escalation.channel")
        databasePath = settings.databasePath
        knowledgeDirectory = settings.knowledgeDirectory
        repositoryPath = Self.repositoryPath(&settings)
        gitHub = GitHubConfiguration(&settings)
        network = NetworkConfiguration(&settings)
        history = HistoryConfiguration(&settings)
        baseBranch = settings.optional("repository.base.branch") ?? "main"
        maximumAttempts = settings.integer("max.retry.attempts", default: 3, in: 1...10)
        sandboxMode = settings.choice("sandbox.mode", default: .bubblewrap)
        sandboxTimeoutSeconds = settings.integer("sandbox.timeout.seconds", default: 60, in: 5...3600)
        let keyFile = settings.optional("github.app.private.key.file")
        sandboxSettings = SandboxConfiguration(
            &settings, mode: sandboxMode,
            privatePaths: [databasePath, repositoryPath?.path, keyFile, ".env"].compactMap(\.self))
        reproductionBudgetSeconds = settings.integer("reproduction.budget.seconds", default: 20, in: 5...120)
        patchBudgetSeconds = settings.integer("patch.budget.seconds", default: 120, in: 10...3600)
        logLevel = settings.choice("log.level", default: .info)
        logs = LogConfiguration(&settings)
        web = WebConfiguration(settings: &settings, host: host)
        approval = settings.approvalPolicy()
        redactsEmails = settings.boolean("redact.emails", default: false)
        redactPatterns = settings.secretPatterns()
        model = ModelConfiguration(settings: &settings)
        let authorities = model?.certificateAuthorities
        model?.network = network.trusting(authorities)
        guard settings.problems.isEmpty else { throw ConfigurationError(problems: settings.problems) }
        if settings.optional("public.url") == nil, let url = URL(string: "http://\(host):\(port)") { publicURL = url }
    }
}

extension SettingReader {
    fileprivate mutating func secretPatterns() -> [SecretPattern] {
        var patterns: [SecretPattern] = []
        for text in (optional("redact.patterns") ?? "").split(whereSeparator: \.isWhitespace) {
            do throws(PatternProblem) {
                patterns.append(try SecretPattern(String(text)))
            } catch {
                complain("redact.patterns", error.description)
            }
        }
        return patterns
    }
}

extension BotConfiguration {
    /// The one place where the repository is: on this machine, or nil for GitHub.
    private static func repositoryPath(_ settings: inout SettingReader) -> URL? {
        let (path, name) = (settings.optional("repository.path"), settings.optional("github.repo"))
        switch (path, name) {
        case (let path?, nil): return URL(filePath: path)
        case (nil, nil):
            settings.complain(
                "REPOSITORY_PATH is not set: write the path of a git clone of the service to repair, "
                    + "or set GITHUB_REPO to its owner/name")
        case (.some, .some): settings.complain("REPOSITORY_PATH and GITHUB_REPO are both set: remove one of them")
        case (nil, .some): break
        }
        return nil
    }
}
