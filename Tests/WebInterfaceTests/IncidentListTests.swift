import Domain
import Foundation
import HTTPTypes
import TestSupport
import Testing

@testable import WebInterface

@Suite struct IncidentListTests {
    let stage: WebStage

    init() throws {
        stage = try WebStage()
    }

    private func open(_ title: String, source: Intake.Source = .modal, reporter: String? = nil) async throws {
        stage.clock.advance(bySeconds: 60)
        _ = try await stage.journal.open(
            Intake(title: title, logs: "", source: source, reporter: reporter), by: .person(id: "U1"), key: title)
    }

    private func read(_ path: String) async throws -> WebStage.Answer {
        try await stage.use { try await $0.read(path) }
    }

    @Test func `the form's empty fields ask for nothing, and its filled ones stay filled`() async throws {
        try await open("Checkout is down", source: .webhook, reporter: "shop")
        try await open("Search is slow")
        let blank = try await read("/incidents?q=&source=&drill=&from=&to=")
        #expect(blank.status == .ok && blank.text.contains("Checkout is down") && blank.text.contains("Search is slow"))
        let found = try await read(
            "/incidents?q=check&status=investigating&source=shop&drill=false&from=2026-01-01&to=2099-01-01")
        #expect(found.text.contains("Checkout is down") && !found.text.contains("Search is slow"))
        for words in [
            "value=\"check\"", "value=\"investigating\" checked", "<option value=\"shop\" selected>",
            "<option value=\"false\" selected>", "type=\"date\" value=\"2026-01-01\"",
        ] {
            #expect(found.text.contains(words), "\(words)")
        }
        for link in ["/incidents.csv?", "/api/incidents?"] {
            #expect(
                found.text.contains("href=\"\(link)q=check&amp;status=investigating&amp;source=shop&amp;drill=false"))
        }
    }

    @Test func `every field of the form has a label`() async throws {
        #expect(!(try await read("/incidents").text.contains("<form")), "nothing to filter yet")
        try await open("Checkout is down")
        let text = try await read("/incidents").text
        let names = text.matches(of: /<(?:input|select) id="([a-z]+)"/).map(\.1)
        #expect(Set(names) == ["q", "source", "drill", "from", "to"])
        #expect(names.allSatisfy { text.contains("<label for=\"\($0)\">") })
        #expect(text.contains("<legend>Severity</legend>") && !text.contains("<script"))
    }

    @Test func `a list longer than a page is paged with its filter kept`() async throws {
        for number in 1...52 { try await open("Number \(number)") }
        let first = try await read("/incidents?q=number")
        #expect(first.text.contains("1–50 of 52") && first.text.contains("Page 1 of 2"))
        #expect(first.text.contains("rel=\"next\" href=\"/incidents?q=number&amp;page=2\""))
        #expect(!first.text.contains(">2: Number 2<") && !first.text.contains("rel=\"prev\""))
        let second = try await read("/incidents?q=number&page=2")
        #expect(second.text.contains("51–52 of 52") && second.text.contains(">2: Number 2<"))
        #expect(second.text.contains("rel=\"prev\" href=\"/incidents?q=number\""))
        #expect(!second.text.contains("rel=\"next\""))
    }

    @Test(arguments: ["severity=P9", "from=yesterday", "page=0", "colour=red"])
    func `a misspelt filter is named, and nothing is shown`(query: String) async throws {
        try await open("Checkout is down")
        for path in ["/incidents", "/incidents.csv"] {
            let answer = try await read("\(path)?\(query)")
            #expect(answer.status.code == 422)
            #expect(answer.text.contains("<code>\(query.split(separator: "=")[0])</code>"))
            #expect(!answer.text.contains("Checkout is down"))
        }
    }

    @Test func `a filter that fits nothing says so`() async throws {
        try await open("Checkout is down")
        #expect(try await read("/incidents?q=unheard").text.contains("Nothing fits."))
        #expect(try await read("/incidents?page=7").text.contains("Nothing fits."))
    }

    @Test func `the download holds what fits, and no formula`() async throws {
        let hostile = "=HYPERLINK(\"http://e.example\",\"x\")"
        for title in [hostile, "+1", "-2", "@SUM(A1)", "\t=1", " =1", "plain, \"quoted\""] { try await open(title) }
        let answer = try await read("/incidents.csv?source=modal")
        #expect(answer.headers[.contentType] == "text/csv; charset=utf-8")
        #expect(answer.headers[.contentDisposition]?.contains("incidents.csv") == true)
        let lines = answer.text.components(separatedBy: "\r\n")
        #expect(lines.count == 9 && lines[0].hasPrefix("incident,title,severity,status") && lines[8].isEmpty)
        #expect(lines[7].hasPrefix("1,\"'=HYPERLINK(\"\"http://e.example\"\",\"\"x\"\")\",,investigating,"))
        #expect(lines[1].hasPrefix("7,\"plain, \"\"quoted\"\"\","))
        for line in lines[2...7] { #expect(line.wholeMatch(of: /\d,"'.*/) != nil, "\(line)") }
        #expect(try await read("/incidents.csv?q=unheard").text.components(separatedBy: "\r\n").count == 2)
    }

    @Test func `a download longer than a piece is whole`() async throws {
        for number in 1...1_003 { try await open("Number \(number)") }
        let lines = try await read("/incidents.csv").text.components(separatedBy: "\r\n")
        #expect(lines.count == 1_005 && lines[1_003].hasPrefix("1,Number 1,"))
    }
}
