import Domain
import Foundation
import HTTPTypes
import TestSupport
import Testing

@testable import WebInterface

/// Every kind of page, as the real router answers it, checked against what WCAG AA says of markup.
@Suite struct AccessibilityTests {
    private static let paths = [
        "/incidents", "/incidents?q=IndexError&severity=P1&status=resolved", "/incidents?severity=P9",
        "/incidents?q=unheard", "/incidents/1", "/incidents/2", "/incidents/3", "/incidents/4", "/incidents/77",
        "/incidents/1/postmortem", "/incidents/1/models/1", "/pulls/1", "/analytics", "/analytics?days=30",
        "/analytics?severity=P9", "/docs", "/session", "/nowhere",
    ]

    @Test(arguments: paths)
    func `a page is well formed and accessible`(path: String) async throws {
        let stage = try WebStage()
        try await fill(stage)
        let answer = try await stage.use { try await $0.read(path) }
        #expect(answer.headers[.contentType]?.hasPrefix("text/html") == true, "\(answer.text)")
        let page = try PageElement.parse(answer.text)
        #expect(AccessibilityCheck(page).faults == [])
    }

    @Test(arguments: ["/incidents", "/analytics"])
    func `a page without incidents is accessible too`(path: String) async throws {
        let page = try PageElement.parse(try await WebStage().use { try await $0.read(path) }.text)
        #expect(AccessibilityCheck(page).faults == [])
    }

    @Test(arguments: ["/login", "/login/link?key=abc"])
    func `a page for those who aren't signed in is accessible too`(path: String) async throws {
        let page = try PageElement.parse(try await WebStage().send(.get, path).text)
        #expect(AccessibilityCheck(page).faults == [])
    }

    @Test(arguments: [
        ("Incidents", "/incidents"), ("Analytics", "/analytics"), ("API", "/docs"), ("Session", "/session"),
    ])
    func `the navigation says where one is`(name: String, path: String) async throws {
        let page = try PageElement.parse(try await WebStage().use { try await $0.read(path) }.text)
        let here = page.all("a").filter { $0["aria-current"] == "page" }
        #expect(here.map(\.accessibleName) == [name] && here.map { $0["href"] } == [path])
    }

    @Test func `the check notices what is wrong`() throws {
        let wrong = """
            <!doctype html><html><head><title></title><meta name="viewport" content="user-scalable=no"></head><body>
            <nav></nav><h2>Late</h2><h4>Deep</h4><p id="a"><a href="/x">here</a></p><p id="a" tabindex="3">x</p>
            <form><input name="q"><label for="none">L</label><input type="checkbox" value="v"><fieldset>x</fieldset>
            <button></button></form><table><tr><td>1</td></tr><tr><td>1</td><td>2</td></tr></table><table><tr><th>x</th>
            </tr></table><svg></svg><ul><p>x</p></ul><pre>long</pre><div role="region" aria-label="R"></div>
            <div role="region" aria-label="R"></div><dl><p>x</p></dl></body></html>
            """
        let faults = AccessibilityCheck(try PageElement.parse(wrong)).faults.joined(separator: "\n")
        for words in [
            "no language", "no title", "no zoom", "0 main", "skip to the content", "nav without", "id a twice",
            "tab order",
            "not one h1", "no h1", "“Deep” is h4", "named “here”", "a button without words", "field q has no label",
            "label for none", "choice v is in no group", "group without a name", "neither column", "without headers",
            "rows of [1, 2]", "svg without", "<p> in a list", "not with the keyboard", "two regions", "<p> in a dl",
        ] {
            #expect(faults.contains(words), "\(words)")
        }
        for page in ["<p>", "<p></div>", "</p>", "<p id=x></p>", "<p id=\"x\" id=\"y\"></p>", "<p"] {
            #expect(throws: PageElement.Malformed.self) { try PageElement.parse(page) }
        }
    }

    /// One resolved with everything, one handed over, one that nothing is known of, and one that waits for a decision.
    private func fill(_ stage: WebStage) async throws {
        let sample = SampleIncident()
        let escalation = Escalation(cause: .noPatch, summary: "By hand.", tried: ["guard"])
        let keys = [EvidenceKey(of: Array("ask".utf8)), EvidenceKey(of: Array("answer".utf8))]
        let consultation = Consultation(
            step: .rootCause, model: "m", prompt: "root-cause 1", outcome: .used, usage: ModelUsage(prompt: 9),
            cost: 0.1, seconds: 1, exchanges: [Consultation.Exchange(request: keys[0], answer: keys[1])])
        _ = try await stage.evidence.keep(Array("ask".utf8))
        let histories: [[Fact]] = [
            sample.facts + [.modelConsulted(consultation)],
            Array(sample.facts.prefix(4)) + [.escalated(escalation)], Array(sample.facts.prefix(1)),
            Array(sample.facts.prefix(7)),
        ]
        for (place, facts) in histories.enumerated() {
            let intake = Intake(logs: "", source: .modal)
            let id = try await stage.journal.open(intake, by: .person(id: "U1"), key: "\(place)")
            for (count, fact) in facts.dropFirst().enumerated() {
                stage.clock.advance(bySeconds: 60)
                _ = try await stage.journal.append(fact, to: id, by: .workflow, expectedCount: count + 1)
            }
        }
    }
}
