import Domain
import TestSupport
import Workflows

@testable import SlackInterface

/// What tests of the inbox share: an incident that waits, and a process that dies.
protocol InboxScene {
    var harness: SlackHarness { get }
    var base: CommitID { get }
}

extension InboxScene {
    func awaitingIncident() async throws -> DecisionTarget {
        let id = try await harness.engine.open(Samples.intake, by: .person(id: Samples.user), key: "k")
        for fact in Samples.untilProposal(base) {
            _ = try await harness.engine.record(fact, of: id, by: fact.kind.usualActor(person: Samples.user))
        }
        return DecisionTarget(incident: id, digest: Samples.proposal(base).digest)
    }

    func kept() async -> [InboxItem] { await harness.inbox.waiting(after: 0, limit: 99) }

    /// The process dies right after it has acknowledged everything.
    func killed(after requests: @Sendable @escaping (SlackHarness.Session) async throws -> Void) async throws {
        try await harness.run(acting: false, requests)
    }
}
