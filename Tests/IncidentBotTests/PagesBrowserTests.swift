import BrowserTesting
import Domain
import Foundation
import Rehearsal
import Testing
import Workflows

@testable import IncidentBot

/// The pages in a real browser, over a running bot: filter, download, and an open incident that changes by itself.
@Suite(.serialized, .timeLimit(.minutes(4)), .enabled(if: Browser.driver != nil, "chromium-driver is not installed"))
struct PagesBrowserTests {
    @Test func `the list is filtered and downloaded, and an open incident follows its journal`() async throws {
        try await Stage.use { stage, directory in
            let downloads = directory.root.appending(path: "downloads")
            try FileManager.default.createDirectory(at: downloads, withIntermediateDirectories: true)
            let pages = stage.configuration.publicURL
            let player = ScenarioPlayer(person: stage.person(), engine: stage.bot.engine, directory: directory)
            let first = try await player.open(try #require(try Scenario.all().first { $0.number == 1 }))
            let second = try await player.open(try #require(try Scenario.all().first { $0.number == 3 }))
            try await Browser.open(downloads: downloads) { browser in
                try await follow(first, on: pages, browser, stage)
                try await filter(first, second, on: pages, browser)
                try await download(first, to: downloads, browser)
                let errors = try await browser.errors()
                #expect(errors.isEmpty, "\(errors)")
            }
        }
    }

    /// The page says by itself that a patch waits, and that a person has cancelled; it is never loaded again.
    private func follow(_ id: IncidentID, on pages: URL, _ browser: Browser, _ stage: DemoStage) async throws {
        try await browser.visit(pages.appending(path: "incidents/\(id)"))
        _ = try await browser.run("window.isTheSamePage = true")
        try await browser.wait(for: "Waiting for a decision")
        #expect(try await browser.run("return window.isTheSamePage === true") == true)
        let words = "Seen in the browser test."
        _ = try await stage.bot.engine.record(.cancelled(reason: words), of: id, by: .person(id: "U01ROSADIAZ"))
        try await browser.wait(for: words)
        #expect(try await browser.run("return window.isTheSamePage === true") == true)
        #expect(try await browser.run("return document.getElementById('live') === null") == true)
    }

    private func filter(_ first: IncidentID, _ second: IncidentID, on pages: URL, _ browser: Browser) async throws {
        try await browser.visit(pages.appending(path: "incidents"))
        try await browser.wait(for: "1–2 of 2")
        try await browser.click(".filter summary")
        try await browser.click("input[name='status'][value='cancelled']")
        try await browser.click(".fields button")
        try await browser.wait(for: "1–1 of 1")
        let shown = try await browser.text("ul.incidents")
        #expect(shown.hasPrefix("\(first): ") && !shown.contains("\(second): "))
        #expect(try await browser.run("return document.querySelector('.filter details').open") == true)
        try await browser.type("nothing like it", into: "#q")
        try await browser.click(".find button")
        try await browser.wait(for: "Nothing fits.")
        try await browser.click(".empty a")
        try await browser.wait(for: "1–2 of 2")
    }

    private func download(_ first: IncidentID, to folder: URL, _ browser: Browser) async throws {
        try await browser.type("process_batch", into: "#q")
        try await browser.click(".find button")
        try await browser.wait(for: "1–1 of 1")
        try await browser.click("a[href^='/incidents.csv']")
        let file = folder.appending(path: "incidents.csv")
        let deadline = ContinuousClock.now + .seconds(30)
        // Chromium may put an empty file in the place of the one that is on its way.
        func lines() -> [String] {
            ((try? String(contentsOf: file, encoding: .utf8)) ?? "").components(separatedBy: "\r\n")
        }
        while lines().count < 3, ContinuousClock.now < deadline { _ = try await browser.run("return true") }
        let lines = lines()
        try #require(lines.count == 3)
        #expect(lines[0].hasPrefix("incident,title,severity"))
        #expect(lines[1].hasPrefix("\(first),") && lines[1].contains(",cancelled,"))
    }

    @Test(arguments: [(1280, 900), (390, 844)])
    func `nothing is wider than the window, and what is to be hit is large enough`(width: Int, height: Int) async throws
    {
        try await Stage.use { stage, directory in
            let player = ScenarioPlayer(person: stage.person(), engine: stage.bot.engine, directory: directory)
            let id = try await player.open(try #require(try Scenario.all().first { $0.number == 1 }))
            try await Browser.open(width: width, height: height) { browser in
                try await browser.visit(stage.configuration.publicURL.appending(path: "incidents/\(id)"))
                try await browser.wait(for: "Waiting for a decision")
                for path in ["incidents", "incidents/\(id)", "analytics", "docs", "session", "nowhere"] {
                    try await browser.visit(stage.configuration.publicURL.appending(path: path))
                    let overflow = try await browser.run("return document.documentElement.scrollWidth - innerWidth")
                    #expect((overflow.integer ?? 1) <= 0, "\(path) at \(width)")
                    // WCAG 2.2, 2.5.8: 24 by 24 pixels, but for links within sentences.
                    let small = try await browser.run(
                        """
                        return [...document.querySelectorAll("button, select, summary, nav a, fieldset label, \
                        input:not([type=checkbox]):not([type=hidden])")]
                          .filter(e => e.checkVisibility() && !e.closest(".skip"))
                          .map(e => [e.getBoundingClientRect(), e.textContent || e.name])
                          .filter(([r]) => r.width > 0 && (r.height < 24 || r.width < 24)).map(([r, n]) => n + " " + r.height)
                          .join(", ")
                        """)
                    #expect(small.text == "", "\(path) at \(width)")
                }
            }
        }
    }
}
