import BrowserTesting
import Foundation
import Testing

@testable import IncidentBot

/// A newcomer at the local workspace's page, in a real browser. `SCREENSHOTS=DIR` keeps what they saw.
@Suite(.serialized, .timeLimit(.minutes(3)), .enabled(if: Browser.driver != nil, "chromium-driver is not installed"))
struct BrowserTests {
    @Test func `a newcomer picks an incident, approves the patch and reads the pull request`() async throws {
        try await Stage.use { stage, _ in
            try await Browser.open { browser in
                try await browser.visit(stage.workspaceURL)
                try await browser.wait(for: "Welcome to #incidents")
                try await keep("1-welcome", of: browser)
                try await browser.click("#open-prepared")
                try await browser.click("[data-scenario='6']")
                try await browser.wait(for: "Complaints")
                try await keep("2-form", of: browser)
                try await browser.click("#modal-submit")
                try await browser.wait(for: "An approval names exactly these bytes")
                try await keep("3-card", of: browser)
                try await browser.click("[data-action-id='approve_patch']")
                try await keep("4-confirm", of: browser)
                try await browser.click("#confirm-yes")
                try await browser.wait(for: "Open the pull request")
                try await keep("5-resolved", of: browser)
                try await browser.click(".thread-link")
                try await browser.wait(for: "incident-1-postmortem.md")
                try await keep("6-thread", of: browser)
                try await browser.visit(stage.configuration.publicURL.appending(path: "pulls/1"))
                try await browser.wait(for: "compute_conversion_rate")
                try await keep("7-pull-request", of: browser)
                try await browser.visit(stage.configuration.publicURL.appending(path: "incidents/1"))
                try await keep("8-incident", of: browser)
            }
        }
    }

    private func keep(_ name: String, of browser: Browser) async throws {
        guard let folder = ProcessInfo.processInfo.environment["SCREENSHOTS"] else { return }
        try await browser.picture().write(to: URL(filePath: folder).appending(path: "\(name).png"))
    }
}
