import Domain
import Foundation
import Rehearsal
import TestSupport
import Testing
import Workflows

@testable import SlackInterface

extension FrontTests {
    /// The commands, typed by people in the stand-in workspace and answered over HTTP.
    @Suite struct CommandsTests {
        let base: CommitID

        init() throws {
            base = try #require(Samples.base)
        }

        @Test func `a list has pages, and its buttons turn them in place`() async throws {
            try await LiveWorkspace.run { live in
                for number in 1...12 { try await live.open("Boom \(number)") }
                try await live.record([.cancelled(reason: "a drill")], of: IncidentID(rawValue: 5))
                let first = try await live.answer(to: "/incident list open", holding: "11 incidents (open)")
                #expect(first.readableText.contains("1 to 10, newest first"))
                #expect(first.buttons == ["list_older", "open_page"])
                try await live.rosa.click(actionID: "list_older", of: first)
                let last = try await live.note(holding: "11 to 11")
                #expect(last.ts == first.ts)
                #expect(last.buttons == ["list_newer", "open_page"])
                #expect(!last.readableText.contains("Incident 5"))
                let all = try await live.answer(to: "/incident list cancelled", holding: "1 incident (cancelled)")
                #expect(all.buttons == ["open_page"])
                #expect(await live.refusals == [])
            }
        }

        @Test func `show tells where an incident stands, in a channel without the bot`() async throws {
            try await LiveWorkspace.run { live in
                let id = try await live.open("KeyError")
                try await live.record(Samples.untilProposal(base), of: id)
                let card = try await live.card("Next: you.", seenBy: live.rosa)
                let answer = try await live.answer(
                    to: "/incident show 1", holding: "KeyError in process_payment", in: LiveWorkspace.general)
                #expect(answer.isEphemeral)
                #expect(answer.readableText.contains("Root cause"))
                #expect(answer.buttons == [])
                let links = answer.links
                let stamp = card.ts.filter { $0 != "." }
                #expect(links.contains { $0.hasSuffix("/archives/\(LiveWorkspace.channel)/p\(stamp)") })
                _ = try await live.answer(to: "/incident show 77", holding: "There is no incident 77")
            }
        }

        @Test func `search finds by error, customer and log, and says when there is nothing`() async throws {
            try await LiveWorkspace.run { live in
                let id = try await live.open("first")
                try await live.open("connection pool exhausted")
                try await live.record([.correlated(Samples.correlation(customers: 2))], of: id)
                let found = try await live.answer(to: "/incident search keyerror CUSTOMER", holding: "1 found for")
                #expect(found.readableText.contains("Incident 1"))
                _ = try await live.answer(to: "/incident search pool", holding: "Incident 2")
                _ = try await live.answer(to: "/incident search <!channel>", holding: "Nothing found for")
                #expect(await live.refusals == [])
            }
        }

        @Test func `severity and cancel are facts before they are answered`() async throws {
            try await LiveWorkspace.run { live in
                let id = try await live.open("boom")
                _ = try await live.answer(to: "/incident severity 1 P0 all of them", holding: "isn't that far yet")
                try await live.record(
                    [.correlated(Samples.correlation()), .severityClassified(Samples.classification)], of: id)
                _ = try await live.answer(
                    to: "/incident severity 1 P2 nobody hit: a test", holding: "Incident 1 is P2 now")
                #expect(try await live.engine.incident(id)?.classification?.severity == .p2)
                #expect(try await live.engine.incident(id)?.entries.last?.actor == .person(id: live.rosa.user))
                _ = try await live.answer(to: "/incident cancel 1 a drill", holding: "Incident 1 is cancelled")
                #expect(try await live.engine.incident(id)?.cancellation == "a drill")
                _ = try await live.answer(to: "/incident cancel 1 again", holding: "was cancelled. Nothing was changed")
                _ = try await live.answer(to: "/incident cancel 9 a drill", holding: "no incident 9")
            }
        }

        @Test func `severity is for those who may decide, cancelling for the requester as well`() async throws {
            try await LiveWorkspace.run(policy: ApprovalPolicy(otherwise: [.person("U01KENITO00")])) { live in
                let id = try await live.open("boom")
                try await live.record(
                    [.correlated(Samples.correlation()), .severityClassified(Samples.classification)], of: id)
                let refused = try await live.answer(
                    to: "/incident severity 1 P2 a test", holding: "You may not decide on incident 1")
                #expect(refused.readableText.contains("that is for <@U01KENITO00>"))
                try await live.mia.run(command: "/incident cancel 1 a drill", in: LiveWorkspace.channel)
                _ = try await live.mia.wait(for: "the refusal") { screen in
                    screen.messages(in: LiveWorkspace.channel).last { $0.text.contains("You may not decide") }
                }
                let incident = try #require(try await live.engine.incident(id))
                #expect(incident.approval.refusals.map(\.refusal.decision) == [.setSeverity, .cancel])
                #expect(incident.status.isOpen && incident.classification?.severity == .p0)
                _ = try await live.answer(to: "/incident cancel 1 a drill", holding: "Incident 1 is cancelled")
                #expect(await live.refusals == [])
            }
        }

        @Test func `mistakes are explained in private and open nothing`() async throws {
            try await LiveWorkspace.run { live in
                _ = try await live.answer(to: "/incident lsit P0", holding: "Did you mean `/incident list")
                _ = try await live.answer(to: "/incident show", holding: "/incident show 3")
                _ = try await live.answer(to: "/incident list opne", holding: "Did you mean `/incident list open`?")
                _ = try await live.answer(to: "/incident help", holding: "/incident cancel 3")
                #expect(try await live.engine.incidents(limit: 1).isEmpty)
                _ = try await live.answer(to: "/incident open lsit P0", holding: "Incident 1 is open")
            }
        }

        @Test func `stats counts`() async throws {
            try await LiveWorkspace.run { live in
                _ = try await live.answer(to: "/incident stats", holding: "No incident yet")
                let id = try await live.open("boom")
                try await live.record(Samples.wholeLife(base), of: id)
                let answer = try await live.answer(to: "/incident stats", holding: "Time to resolve")
                #expect(answer.readableText.contains("Resolved with 3 patches"))
                #expect(await live.refusals == [])
            }
        }
    }
}

extension LiveWorkspace {
    static let general = "C01GENERAL00"

    @discardableResult
    func open(_ logs: String) async throws -> IncidentID {
        try await engine.open(
            Intake(logs: logs, source: .slashCommand, channel: Self.channel), by: .person(id: rosa.user),
            key: UUID().uuidString)
    }

    /// Rosa types a command and reads the private answer.
    func answer(
        to command: String, holding words: String, in channel: String = LiveWorkspace.channel
    ) async throws -> ChannelMessage {
        try await rosa.run(command: command, in: channel)
        return try await note(holding: words, in: channel)
    }

    func note(holding words: String, in channel: String = LiveWorkspace.channel) async throws -> ChannelMessage {
        try await rosa.wait(for: "a note with “\(words)”") { screen in
            screen.messages(in: channel).last { $0.isEphemeral && $0.readableText.contains(words) }
        }
    }
}

extension ChannelMessage {
    /// Addresses of the links in its rich text.
    var links: [String] { allBlocks.flatMap(Self.links) }

    private static func links(_ value: JSON) -> [String] {
        switch value {
        case .array(let items): items.flatMap(links)
        case .object(let fields):
            (fields["type"] == "link" ? [fields["url"]?.text ?? ""] : []) + fields.values.flatMap(links)
        default: []
        }
    }
}
