import Domain
import Foundation
import Rehearsal
import Testing

@testable import SlackInterface

/// The app's manifest, and what `doctor` finds of an app installed from it.
@Suite struct InstallationTests {
    private let slack = FakeSlack()

    private var check: InstallationCheck {
        InstallationCheck(
            api: SlackWebAPI(token: "xoxb-1", http: slack, sleep: { _ in }),
            configuration: SlackConfiguration(
                signingSecret: "s", botToken: "xoxb-1", incidentChannel: "C01", escalationChannel: "C02"))
    }

    private func identify(scopes: [String]) -> FakeSlack.Fault {
        .answer(
            HTTPAnswer(
                status: 200, headers: [(name: "x-oauth-scopes", value: scopes.joined(separator: ","))],
                body: Data(#"{"ok":true,"user":"incident_bot","team":"Acme"}"#.utf8)))
    }

    @Test func `the file in manifests is what the bot prints`() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let file = try String(contentsOf: folder.appending(path: "manifests/slack-app.json"), encoding: .utf8)
        let url = try #require(URL(string: "https://incident-bot.example.com"))
        #expect(file == AppManifest(publicURL: url).text + "\n")
    }

    @Test func `in Socket Mode no address is named`() {
        let text = AppManifest(publicURL: nil).text
        #expect(!text.contains("url"))
        #expect(AppManifest(publicURL: nil).json["settings"]?["socket_mode_enabled"] == true)
    }

    @Test func `the rehearsal grants exactly what the manifest asks for`() {
        let granted = WorkspaceSettings(botToken: "", signingSecret: "").scopes
        #expect(granted == Set(SlackScope.needed.map(\.name)))
    }

    @Test func `a missing scope is named with what it is for and where to add it`() async throws {
        slack.fail("auth.test", identify(scopes: SlackScope.needed.map(\.name).filter { $0 != "files:write" }))
        let findings = await check.findings()
        let scopes = try #require(findings.first { $0.name == "Slack scopes" })
        #expect(!scopes.isFine)
        #expect(scopes.words.contains("files:write (attach long patches and postmortems)"))
        #expect(scopes.words.contains("Reinstall to Workspace"))
    }

    @Test func `with all scopes and both channels everything is fine`() async {
        slack.fail("auth.test", identify(scopes: SlackScope.needed.map(\.name) + ["users:read"]))
        #expect(await check.findings().allSatisfy(\.isFine))
    }

    @Test func `a channel that can't be seen and a token that is refused are said plainly`() async {
        slack.fail("conversations.info", .refusal("channel_not_found"))
        let findings = await check.findings()
        #expect(
            findings.map(\.name) == [
                "Slack token", "Slack scopes", "SLACK_INCIDENT_CHANNEL", "SLACK_ESCALATION_CHANNEL",
            ])
        #expect(findings.map(\.isFine) == [true, true, false, true])
        #expect(findings[2].words.contains("invite the bot"))
        slack.fail("auth.test", .refusal("invalid_auth"))
        #expect(await check.findings().map(\.isFine) == [false])
    }
}
