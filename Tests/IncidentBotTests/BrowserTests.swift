import Domain
import Foundation
import Testing

@testable import IncidentBot

/// A newcomer at the local workspace's page, in a real browser.
@Suite(
    .serialized, .timeLimit(.minutes(3)), .enabled(if: Browser.driverPath != nil, "chromium-driver is not installed"))
struct BrowserTests {
    @Test func `a newcomer picks an incident, approves the patch and reads the pull request`() async throws {
        try await Stage.use { stage, _ in
            try await Browser.use(port: LoopbackPort.free(), http: stage.http) { browser in
                try await browser.visit(stage.workspaceURL)
                try await browser.click("//button[@id='open-prepared']")
                try await browser.click("(//ol[@id='prepared-list']//button)[6]")
                try await browser.wait(for: "Gotland Ceramics", within: 20)
                try await browser.click("//dialog[@id='modal']//button[@type='submit']")
                try await browser.click("//button[normalize-space()='Approve']", within: 90)
                try await browser.click("//dialog[@id='confirm']//button[contains(., 'Approve')]")
                try await browser.wait(for: "Resolved", within: 90)
                try await browser.click("//*[contains(text(), 'repl')][self::button or self::a]")
                try await browser.wait(for: "Pull request", within: 30)
            }
        }
    }
}
