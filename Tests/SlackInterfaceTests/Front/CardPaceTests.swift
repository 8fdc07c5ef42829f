import Domain
import Testing

@testable import SlackInterface

@Suite struct CardPaceTests {
    @Test func `facts in quick succession are one update, and the newest state wins`() async throws {
        let tests = try SlackPublisherTests()
        let id = try await tests.open()
        let relay = Relay()
        let publisher = tests.publisher(sleep: { pause in
            // While the first pause lasts, everything else happens.
            guard await relay.take(pause) == 1 else { return }
            for fact in Samples.untilProposal(tests.base) {
                try? await tests.record([fact], of: id)
                await relay.publisher?.deliver(id)
            }
        })
        await relay.set(publisher)
        await publisher.deliver(id)
        #expect(await relay.pauses == [SlackPublisher.interval, SlackPublisher.interval])
        let updates = tests.slack.calls(of: "chat.update")
        #expect(updates.count == 1)
        #expect(updates.first?.arguments.encoded.contains("Next: you.") == true)
    }
}

private actor Relay {
    private(set) var publisher: SlackPublisher?
    private(set) var pauses: [Duration] = []

    func set(_ publisher: SlackPublisher) { self.publisher = publisher }

    /// How many pauses there were with this one.
    func take(_ pause: Duration) -> Int {
        pauses.append(pause)
        return pauses.count
    }
}
