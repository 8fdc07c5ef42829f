import Domain
import Foundation
import Rehearsal
import Testing

@Suite struct PageTests {
    @Test func `the page and everything it names is served, and lets nothing in from outside`() async throws {
        try await Stage.set { stage in
            let page = try await stage.get("/")
            #expect(page.status == 200)
            #expect(page.header("Content-Security-Policy")?.contains("default-src 'none'; script-src 'self'") == true)
            let html = String(decoding: page.body, as: UTF8.self)
            var waiting = html.matches(of: /(?:href|src)="\/(page\/[a-z.]+)"/).map { String($0.output.1) }
            var seen: Set<String> = []
            while let path = waiting.popLast() {
                guard seen.insert(path).inserted else { continue }
                let asset = try await stage.get(path)
                #expect(asset.status == 200, "\(path)")
                let text = String(decoding: asset.body, as: UTF8.self)
                waiting += text.matches(of: /from '\.\/([a-z]+\.js)'/).map { "page/\($0.output.1)" }
                #expect(!text.contains("innerHTML") && !text.contains("insertAdjacentHTML") && !text.contains("eval("))
            }
            #expect(seen.count > 10)
            #expect(try await stage.get("page/nothing.js").status == 404)
            #expect(try await stage.get("page/..%2f..%2fetc%2fpasswd").status == 404)
        }
    }

    @Test func `prepared incidents are listed`() async throws {
        let incident = PreparedIncident(
            number: 2, title: "Charged, no order", description: "Payments fail.", logs: "KeyError",
            complaints: "Acme: help")
        try await Stage.set(incidents: [incident]) { stage in
            let answer = try JSON(parsing: await stage.get("workspace/scenarios").body)
            #expect(answer["scenarios"]?.items?.first?["title"] == "Charged, no order")
        }
    }

    @Test func `another site's page can do nothing here`() async throws {
        try await Stage.set { stage in
            let url = stage.origin.appending(path: "workspace/commands")
            let headers = [(name: "Origin", value: "https://evil.example")]
            let body: JSON = ["user": .string(Stage.rosa), "channel": .string(Stage.incidents), "text": "/incident"]
            let refused = try await stage.http.send(
                Domain.HTTPRequest("POST", url, headers: headers, body: body.encoded))
            #expect(refused.status == 403)
            let renamed = try await stage.get("workspace/state", headers: [(name: "Host", value: "evil.example:8099")])
            #expect(renamed.status == 403)
            #expect(stage.bot.received.isEmpty)
        }
    }

    @Test func `a reader who waits sees a change at once`() async throws {
        try await Stage.set { stage in
            let before = try await stage.rosa.screen()
            async let after = stage.rosa.screen(after: before.revision)
            try await stage.ken.say("hello", in: Stage.incidents)
            #expect(try await after.messages(in: Stage.incidents).map(\.text) == ["hello"])
        }
    }
}
