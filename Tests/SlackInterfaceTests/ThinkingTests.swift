import Domain
import Foundation
import Rehearsal
import TestSupport
import Testing

@testable import SlackInterface

/// What steps think, in the thread while they think, over HTTP with the strict workspace.
@Suite(.timeLimit(.minutes(5))) struct ThinkingTests {
    private static let id = IncidentID(rawValue: 1)

    private static func thinking(_ text: String, step: AgentName = .rootCause) -> Thinking {
        Thinking(incident: id, step: step, number: 1, model: "m", text: text)
    }

    private static func diagnosis(_ base: CommitID) -> Fact {
        .diagnosed(
            Diagnosis(
                verdict: .codeCause(Samples.location), summary: "A transaction is never closed.", citations: [],
                confidence: Confidence(level: .high, reason: "seen"), runbook: nil, base: base, mode: .model("m")))
    }

    /// Opens an incident and returns its card once it stands.
    private static func opened(_ live: LiveWorkspace) async throws -> ChannelMessage {
        try await live.rosa.run(command: "/incident KeyError: 'transaction'", in: LiveWorkspace.channel)
        return try await live.card("Investigating", seenBy: live.ken)
    }

    private static func thread(
        of card: ChannelMessage, _ live: LiveWorkspace, shows words: String
    ) async throws -> [String] {
        try await live.ken.wait(for: words) { screen in
            let thread = screen.thread(of: card).dropFirst().map(\.readableText)
            return thread.contains { $0.contains(words) } ? thread : nil
        }
    }

    private static func methods(_ live: LiveWorkspace) async -> Set<String> {
        Set(await live.workspace.calls.map(\.method).filter { $0.hasSuffix("Stream") })
    }

    @Test func `a thought grows in the thread, and what came of it takes its place`() async throws {
        let base = try #require(Samples.base)
        try await LiveWorkspace.run { live in
            let card = try await Self.opened(live)
            live.audience.hear(Self.thinking("A transaction"))
            _ = try await Self.thread(of: card, live, shows: "A transaction")
            live.audience.hear(Self.thinking("A transaction is left open"))
            let growing = try await Self.thread(of: card, live, shows: "is left open")
            #expect(growing.count == 1 && growing[0].contains("thinks aloud, unchecked so far"))
            live.audience.end(.rootCause, of: Self.id, outcome: .used)
            try await live.record(Array(Samples.untilProposal(base).prefix(3)) + [Self.diagnosis(base)], of: Self.id)
            let final = try await Self.thread(of: card, live, shows: "never closed")
            #expect(final.count { $0.contains("Why it happened") } == 1)
            #expect(!final.contains { $0.contains("thinks aloud") || $0.contains("left open") })
            #expect(await Self.methods(live) == ["chat.startStream", "chat.appendStream", "chat.stopStream"])
            #expect(await live.refusals == [])
        }
    }

    @Test(arguments: ["chat.startStream", "chat.appendStream"])
    func `where Slack doesn't stream, one message is updated instead`(refused: String) async throws {
        try await LiveWorkspace.run { live in
            await live.workspace.inject(
                Faults(calls: [.init(.refused(code: "message_not_in_streaming_state"), on: refused, times: 99)]))
            let card = try await Self.opened(live)
            live.audience.hear(Self.thinking("A transaction"))
            _ = try await Self.thread(of: card, live, shows: "A transaction")
            live.audience.hear(Self.thinking("A transaction is left open"))
            #expect(try await Self.thread(of: card, live, shows: "is left open").count == 1)
        }
    }

    @Test func `where nothing can be updated either, the thought is said once`() async throws {
        try await LiveWorkspace.run { live in
            let card = try await Self.opened(live)
            await live.workspace.inject(
                Faults(calls: [
                    .init(.refused(code: "channel_type_not_supported"), on: "chat.startStream", times: 99),
                    .init(.refused(code: "cant_update_message"), on: "chat.update", times: 99),
                ]))
            live.audience.hear(Self.thinking("A transaction"))
            _ = try await Self.thread(of: card, live, shows: "A transaction")
            live.audience.hear(Self.thinking("A transaction is left open"))
            live.audience.end(.rootCause, of: Self.id, outcome: .used)
            #expect(try await Self.thread(of: card, live, shows: "A transaction").count == 1)
        }
    }

    @Test func `a thought that came to nothing says so`() async throws {
        try await LiveWorkspace.run { live in
            let card = try await Self.opened(live)
            live.audience.hear(Self.thinking("Take it back", step: .fixGenerator))
            _ = try await Self.thread(of: card, live, shows: "Take it back")
            live.audience.end(
                .fixGenerator, of: Self.id, outcome: .fellBack(reason: "its patch was refused: no such line"))
            let thread = try await Self.thread(of: card, live, shows: "no such line")
            #expect(thread.count == 1 && thread[0].contains("Patch 1: nothing came of this thought"))
            #expect(await live.refusals == [])
        }
    }

    @Test func `a stream that its process left behind is closed by the fact's message`() async throws {
        let base = try #require(Samples.base)
        try await LiveWorkspace.run { live in
            let card = try await Self.opened(live)
            live.audience.hear(Self.thinking("A transaction"))
            _ = try await Self.thread(of: card, live, shows: "A transaction")
            // The step never ends here: as after a crash, the fact comes while the message still streams.
            try await live.record(Array(Samples.untilProposal(base).prefix(3)) + [Self.diagnosis(base)], of: Self.id)
            let final = try await Self.thread(of: card, live, shows: "never closed")
            #expect(final.count { $0.contains("Why it happened") } == 1)
            #expect(await live.refusals == ["chat.update: streaming_state_conflict"])
        }
    }

    @Test func `hostile thoughts mention nobody and link nowhere`() async throws {
        let hostile =
            "<!channel> <@U01KENITO00> [click](http://evil.test) https://evil.test/x evil.test *b* `c` @here &lt;"
        try await LiveWorkspace.run { live in
            let card = try await Self.opened(live)
            live.audience.hear(Self.thinking("Because"))
            _ = try await Self.thread(of: card, live, shows: "Because")
            live.audience.hear(Self.thinking("Because \(hostile) end"))
            _ = try await Self.thread(of: card, live, shows: " end")
            let sent = await live.workspace.calls.filter { $0.method.hasSuffix("Stream") }
                .compactMap { $0.arguments["markdown_text"]?.text }.joined()
            for mark in ["<", ">", "[", "](", "://", "`", "&", "evil.test", "@here", "*b"] {
                #expect(!sent.contains(mark), "\(mark)")
            }
            #expect(await live.refusals == [])
        }
    }
}
