import Configuration
import Testing
import WebInterface

@testable import IncidentBot

@Suite struct WebConfigurationTests {
    private func read(_ environment: [String: String], host: String = "127.0.0.1") -> (WebConfiguration, [String]) {
        let config = ConfigReader(provider: EnvironmentVariablesProvider(environmentVariables: environment))
        var settings = SettingReader(config: config)
        let web = WebConfiguration(settings: &settings, host: host)
        return (web, settings.problems)
    }

    @Test func `with nothing set every address is closed`() {
        let (web, problems) = read([:])
        #expect(problems.isEmpty && !web.isOpen && web.dashboardToken == nil && web.webhooks.apiKey == nil)
        #expect(!web.webhooks.allowsAnonymous && web.webhooks.pagerDutySecrets.isEmpty)
        #expect(web.recurrenceWindowSeconds == 86_400)
    }

    @Test func `secrets are read, and shown nowhere`() {
        let (web, problems) = read([
            "DASHBOARD_TOKEN": "hush-1-hush-1-hush", "WEBHOOK_API_KEY": "hush-2",
            "PAGERDUTY_WEBHOOK_SECRETS": "hush-3, hush-4",
            "RECURRENCE_WINDOW": "90m",
        ])
        #expect(problems.isEmpty && web.webhooks.pagerDutySecrets.count == 2)
        #expect(web.recurrenceWindowSeconds == 5_400)
        #expect(!"\(web)".contains("hush"))
    }

    @Test(arguments: [
        (["WEBHOOK_ALLOW_ANONYMOUS": "perhaps"], "127.0.0.1", "WEBHOOK_ALLOW_ANONYMOUS"),
        (["WEBHOOK_ALLOW_ANONYMOUS": "true"], "0.0.0.0", "WEBHOOK_ALLOW_ANONYMOUS"),
        (["DASHBOARD_TOKEN": "short"], "127.0.0.1", "DASHBOARD_TOKEN"),
        (["RECURRENCE_WINDOW": "soon"], "127.0.0.1", "RECURRENCE_WINDOW"),
        (["WEBHOOK_REQUESTS_PER_MINUTE": "0"], "127.0.0.1", "WEBHOOK_REQUESTS_PER_MINUTE"),
    ])
    func `a wrong value is named`(environment: [String: String], host: String, name: String) {
        let (_, problems) = read(environment, host: host)
        #expect(problems.count == 1 && problems.first?.hasPrefix(name) == true)
    }
}
