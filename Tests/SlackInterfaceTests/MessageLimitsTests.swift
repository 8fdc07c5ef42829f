import Domain
import Foundation
import TestSupport
import Testing

@testable import SlackInterface

@Suite struct MessageLimitsTests {
    let base: CommitID
    let links = IncidentLinks(publicURL: URL(string: "https://bot.example"))
    let rules: BlockRules

    init() throws {
        base = try #require(Samples.base)
        rules = try BlockRules(allowedLinks: ["https://bot.example/incidents/1", "http://127.0.0.1:8080/pulls/1"])
    }

    @Test(arguments: 1...40)
    func `no incident, however hostile, breaks a limit, a mention or the layout`(seed: UInt64) throws {
        var hostile = HostileIncidents(seed: seed)
        let made = hostile.incident(base: base)
        let incident = try #require(made)
        let messages = IncidentMessages.desired(for: incident, links: links)
        #expect(Set(messages.map(\.key)).count == messages.count)
        for message in messages {
            switch message.content {
            case .message(let body): #expect(rules.breaches(of: body) == [], "\(message.key)")
            case .file(let file): #expect(!file.text.isEmpty && file.name.utf8.count < 100)
            }
        }
    }

    @Test func `the rules notice what they are there for`() {
        let bad = MessageBody(
            fallback: "x",
            blocks: [
                .section("<!channel> \(untrusted: "x", bytes: 9)"),
                .richText([.preformatted(String(repeating: "<", count: 3_000)), .preformatted("\u{202E}")]),
            ])
        let breaches = rules.breaches(of: bad)
        #expect(breaches.contains { $0.contains("reference") })
        #expect(breaches.contains { $0.contains("bytes of text in all") })
        #expect(breaches.contains("hidden characters"))
    }

    @Test func `modals keep their limits`() throws {
        let target = DecisionTarget(incident: IncidentID(rawValue: .max), digest: Samples.proposal(base).digest)
        for modal in [
            OpenIncidentModal.modal(channel: Samples.channel), FeedbackModal.reject.modal(for: target),
            FeedbackModal.requestChanges.modal(for: target), EditModal.modal(for: target, proposal: nil),
            EditModal.modal(for: target, proposal: Samples.proposal(try #require(Samples.base))),
        ] {
            for part in ["title", "submit", "close"] {
                #expect((modal.json[part]?["text"]?.string?.utf8.count ?? 99) <= 24)
            }
            #expect(modal.privateMetadata.utf8.count <= 3_000)
            for block in modal.json["blocks"]?.array ?? [] where block["type"] == "input" {
                #expect(block["block_id"] == block["element"]?["action_id"])
                #expect((block["element"]?["placeholder"]?["text"]?.string?.utf8.count ?? 0) <= 150)
            }
        }
    }
}
