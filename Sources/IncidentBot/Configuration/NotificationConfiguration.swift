import Configuration
import Foundation

/// Notifications without a bot token.
struct NotificationConfiguration: Sendable {
    /// One of Slack's incoming webhooks. A secret: whoever knows it can post.
    var webhookURL: URL?

    init(webhookURL: URL? = nil) {
        self.webhookURL = webhookURL
    }

    /// - Configuration keys, as environment variables:
    ///   - `SLACK_WEBHOOK_URL` (URL, optional, secret): an incoming webhook for plain notifications. Used when
    ///     `SLACK_BOT_TOKEN` is not set, and then neither the token, the signing secret nor the channel is required.
    init(reading settings: inout SettingReader) {
        webhookURL = settings.secretURL("slack.webhook.url")
    }
}

extension BotConfiguration {
    /// Whether the bot only notifies: there is a webhook and no token.
    var isNotificationOnly: Bool { slackBotToken.isEmpty && notifications.webhookURL != nil }
}
