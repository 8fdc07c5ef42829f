import Agents
import Domain
import Foundation
import Synchronization
import TestSupport
import Testing
import Workflows

/// Whatever ends, the incident goes on in the same process, and nobody has to ask for it.
@Suite(.timeLimit(.minutes(1))) struct OutageTests {
    static let full = PortError(
        port: "Journal", operation: "add a fact", recovery: .retry, reason: "The disk is full. Free some space.")

    /// A bench whose waiting moves its clock, and that ends a fault once an hour has passed.
    private func bench(
        _ journal: InMemoryJournal? = nil, ending end: @escaping @Sendable () async -> Void
    ) -> (Bench, Pauses) {
        var bench = Bench(journal: journal)
        let (clock, pauses) = (bench.clock, Pauses())
        bench.sleep = { duration in
            try Task.checkCancellation()
            clock.advance(bySeconds: duration / .seconds(1))
            if pauses.add(duration / .seconds(1)) >= 3_600 { await end() }
            await Task.yield()
        }
        return (bench, pauses)
    }

    final class Pauses: Sendable {
        private let all = Mutex<[Double]>([])

        var seconds: [Double] { all.withLock { $0 } }

        /// The sum with this one.
        func add(_ pause: Double) -> Double {
            all.withLock { all in
                all.append(pause)
                return all.reduce(0, +)
            }
        }
    }

    @Test(arguments: [
        FaultyJournal.Faults(writes: full),
        .init(reads: PortError(port: "Journal", operation: "read", recovery: .retry, reason: "The disk is bad.")),
        .init(writes: PortError(port: "Journal", operation: "add", recovery: .askHuman, reason: "It is read-only.")),
    ])
    func `a journal that can't be read or written holds nothing up for good`(
        faults: FaultyJournal.Faults
    ) async throws {
        let journal = InMemoryJournal()
        let faulty = FaultyJournal(journal, faults)
        let (bench, pauses) = bench(journal) { faulty.faults.withLock { $0 = .init() } }
        let id = try await bench.engine.open(Example.intake, by: bench.person, key: "k")
        let proposal = try await bench.proposal(attempt: 1, fixed: "return d.get('x')")
        let waiting = try await bench.run(bench.agents(proposals: [proposal]), of: id, over: faulty) {
            $0.isAwaitingDecision
        }
        #expect(waiting.escalation == nil)
        #expect(Array(pauses.seconds.prefix(8)) == [1, 2, 4, 8, 16, 32, 60, 60], "growing, at most a minute")
    }

    @Test func `evidence that can't be kept for a while is not left out`() async throws {
        let store = FullStore()
        var (bench, _) = bench { store.isFull.withLock { $0 = false } }
        bench.keptIn = store
        bench.attachments = OneFile()
        let intake = Intake(logs: "KeyError: 'x'", attachments: [Example.attachment], source: .modal)
        let id = try await bench.engine.open(intake, by: bench.person, key: "k")
        let proposal = try await bench.proposal(attempt: 1, fixed: "return None")
        let waiting = try await bench.run(bench.agents(proposals: [proposal]), of: id) { $0.isAwaitingDecision }
        guard case .kept = waiting.attachments?.first?.outcome else {
            Issue.record("it was left out: \(String(describing: waiting.attachments))")
            return
        }
        #expect(waiting.entries.contains { $0.fact.kind == .stepDelayed })
    }

    @Test(arguments: [Action.collectEvidence, .correlate])
    func `evidence that ends the process again and again is given up, in words`(step: Action) async throws {
        let starts = CountedStarts()
        var bench = Bench()
        bench.starts = starts
        let intake = Intake(logs: "KeyError: 'x'", attachments: [Example.attachment], source: .modal)
        let id = try await bench.engine.open(intake, by: bench.person, key: "k")
        for _ in 1...5 { _ = await starts.begin(step, of: id) }
        let agents = bench.agents(proposals: [try await bench.proposal(attempt: 1, fixed: "return None")])
        let settled = try await bench.run(agents, of: id) { $0.isAwaitingDecision || !$0.status.isOpen }
        if step == .correlate {
            #expect(settled.escalation?.summary.contains("ended the bot 5 times") == true)
            #expect(settled.correlation == nil)
        } else {
            #expect(settled.isAwaitingDecision, "the other evidence counts all the same")
            guard case .refused(let reason) = settled.attachments?.first?.outcome else {
                Issue.record("it was read")
                return
            }
            #expect(reason.contains("ended the bot 5 times"))
        }
        #expect(await starts.count(step, of: id) == 0, "what came to its end is counted no more")
    }
}

/// Keeps nothing while it is full.
private final class FullStore: EvidenceStore {
    let isFull = Mutex(true)
    private let store = InMemoryEvidenceStore()

    func keep(_ bytes: [UInt8]) async throws(PortError) -> EvidenceKey {
        if isFull.withLock({ $0 }) { throw OutageTests.full }
        return try await store.keep(bytes)
    }

    func bytes(for key: EvidenceKey) async throws(PortError) -> [UInt8]? { try await store.bytes(for: key) }
}

private struct OneFile: AttachmentSource {
    func fetch(_ attachment: Domain.Attachment) async throws(PortError) -> [UInt8] { Array("KeyError: 'x'\n".utf8) }
}

private actor CountedStarts: StepStarts {
    private var starts: [IncidentID: [Action: Int]] = [:]

    func begin(_ step: Action, of incident: IncidentID) -> Int {
        starts[incident, default: [:]][step, default: 0] += 1
        return count(step, of: incident)
    }

    func end(_ step: Action, of incident: IncidentID) { starts[incident]?[step] = nil }

    func count(_ step: Action, of incident: IncidentID) -> Int { starts[incident]?[step] ?? 0 }
}
