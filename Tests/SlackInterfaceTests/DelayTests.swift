import Domain
import TestSupport
import Testing

@testable import SlackInterface

/// What people see while something can't be carried out yet.
@Suite struct DelayTests {
    let cards: IncidentCardTests
    let published: [Fact]

    init() throws {
        cards = try IncidentCardTests()
        let proposal = Samples.proposal(cards.base)
        published =
            Samples.untilProposal(cards.base) + [.approved(proposal.digest), .verified(Samples.verification(proposal))]
    }

    private func delayed(_ recovery: PortError.Recovery, _ reason: String, earlier: Int = 0) -> Fact {
        let failure = PortError(
            port: "CodeHost", operation: "open the pull request", recovery: recovery, reason: reason)
        return .stepDelayed(StepDelay(of: .openPullRequest, after: failure, earlier: earlier))
    }

    @Test func `an outage is on the card, with its reason and without asking anybody`() throws {
        let facts = published + [delayed(.retry, "GitHub is <unwell>")]
        let card = try cards.words(facts)
        #expect(card.contains("Next: the bot tries again"))
        #expect(card.contains("It could not open the pull request: GitHub is <unwell>."))
        #expect(try !cards.messages(facts).contains { $0.key.hasPrefix("delay-") })
        let later = try cards.words(facts + [.pullRequestOpened(Samples.pullRequest(cards.base))])
        #expect(!later.contains("tries again"))
    }

    @Test func `what a person has to mend is said once, with what to do`() throws {
        let reason = "put a new token into GITHUB_TOKEN"
        let facts = published + (0...4).map { delayed(.askHuman, reason, earlier: $0) }
        let card = try cards.words(facts)
        #expect(card.contains("Next: you. The bot could not open the pull request: \(reason)."))
        #expect(card.contains("reply retry in the thread: the approved patch is published as it is."))
        #expect(try cards.messages(facts).count { $0.key.hasPrefix("delay-") } == 1)
        let said = try cards.words(facts, in: "delay-openPullRequest-1")
        #expect(said.contains(reason) && said.contains("retry"))
        let other = facts + [delayed(.askHuman, "the repository is archived", earlier: 5)]
        #expect(try cards.messages(other).count { $0.key.hasPrefix("delay-") } == 2)
    }

    @Test func `retry then says that the approved patch is published`() throws {
        let retry = Retry(hint: "", message: MessageReference(channel: Samples.channel, timestamp: "1.0"))
        let facts = published + [delayed(.askHuman, "no"), .retried(retry)]
        #expect(try cards.words(facts, in: "retry-1").contains("The approved patch is published as it is."))
        let waiting = Samples.untilProposal(cards.base) + [.retried(retry)]
        #expect(try cards.words(waiting, in: "retry-1").contains("A patch that waited is set aside."))
    }
}
