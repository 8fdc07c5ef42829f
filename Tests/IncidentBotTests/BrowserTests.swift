import Domain
import Foundation
import Testing

@testable import IncidentBot

/// A newcomer at the local workspace's page, in a real browser. `SCREENSHOTS=DIR` keeps what they saw.
@Suite(.serialized, .timeLimit(.minutes(3)), .enabled(if: Browser.driverPath != nil, "chromium-driver is not installed"))
struct BrowserTests {
    @Test func `a newcomer picks an incident, approves the patch and reads the pull request`() async throws {
        try await Stage.use { stage, _ in
            try await Browser.use(port: LoopbackPort.free(), http: stage.http) { browser in
                try await browser.visit(stage.workspaceURL)
                try await keep(browser.screenshot(), as: "1-welcome")
                try await browser.click("//button[@id='open-prepared']")
                try await browser.click("//button[@data-scenario='6']")
                try await browser.wait(for: "Complaints")
                try await keep(browser.screenshot(), as: "2-form")
                try await browser.click("//button[@id='modal-submit']")
                try await browser.wait(for: "Approve", within: 90)
                try await keep(browser.screenshot(), as: "3-card")
                try await browser.click("//button[normalize-space()='Approve']")
                try await keep(browser.screenshot(), as: "4-confirm")
                try await browser.click("//button[@id='confirm-yes']")
                try await browser.wait(for: "Resolved", within: 90)
                try await keep(browser.screenshot(), as: "5-resolved")
                try await browser.click("//button[@class='thread-link']")
                try await browser.wait(for: "/pulls/1", within: 30)
                try await keep(browser.screenshot(), as: "6-thread")
                try await browser.visit(stage.configuration.publicURL.appending(path: "pulls/1"))
                try await browser.wait(for: "compute_conversion_rate")
                try await keep(browser.screenshot(), as: "7-pull-request")
                try await browser.visit(stage.configuration.publicURL.appending(path: "incidents/1"))
                try await keep(browser.screenshot(), as: "8-incident")
            }
        }
    }

    private func keep(_ picture: Data, as name: String) throws {
        guard let folder = ProcessInfo.processInfo.environment["SCREENSHOTS"] else { return }
        try picture.write(to: URL(filePath: folder).appending(path: "\(name).png"))
    }
}
