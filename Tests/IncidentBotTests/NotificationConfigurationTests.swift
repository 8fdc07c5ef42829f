import Configuration
import Foundation
import Testing

@testable import IncidentBot

@Suite struct NotificationConfigurationTests {
    private func configuration(_ values: [String: String]) throws -> BotConfiguration {
        let all = ["REPOSITORY_PATH": "/srv/shop"].merging(values) { $1 }
        return try BotConfiguration(
            config: ConfigReader(provider: EnvironmentVariablesProvider(environmentVariables: all)))
    }

    @Test func `a webhook takes the place of token, secret and channel`() throws {
        let made = try configuration(["SLACK_WEBHOOK_URL": "https://hooks.slack.com/services/T/B/secret"])
        #expect(made.isNotificationOnly)
        #expect(made.notifications.webhookURL?.lastPathComponent == "secret")
    }

    @Test func `with a token the webhook spares nothing`() throws {
        let problems = try #require(throws: ConfigurationError.self) {
            _ = try configuration([
                "SLACK_WEBHOOK_URL": "https://hooks.slack.com/services/T/B/secret", "SLACK_BOT_TOKEN": "xoxb-1",
            ])
        }.problems
        #expect(problems.map { String($0.prefix { $0 != " " }) } == ["SLACK_SIGNING_SECRET", "SLACK_INCIDENT_CHANNEL"])
    }

    @Test func `without either, what is missing names both ways`() throws {
        let problems = try #require(throws: ConfigurationError.self) { _ = try configuration([:]) }.problems
        #expect(problems.contains { $0.contains("SLACK_BOT_TOKEN") && $0.contains("SLACK_WEBHOOK_URL") })
    }

    @Test func `a webhook that is no address is refused without being shown`() throws {
        let problems = try #require(throws: ConfigurationError.self) {
            _ = try configuration(["SLACK_WEBHOOK_URL": "hooks/secret"])
        }.problems
        #expect(problems.contains { $0.hasPrefix("SLACK_WEBHOOK_URL is no address") })
        #expect(!problems.joined().contains("secret\u{22}") && !problems.joined().contains("hooks/secret"))
    }
}
