import Domain
import Foundation
import Testing

@Suite struct StrangersTests {
    private static func clock(_ seconds: @escaping @Sendable () -> Double) -> MonotonicClock {
        let start = ContinuousClock.now
        return MonotonicClock { start + .seconds(seconds()) }
    }

    /// A clock whose sleepers sleep until they are cancelled, or not at all.
    private struct StandingClock: Clock {
        let isOver: Bool
        var now: ContinuousClock.Instant { ContinuousClock.now }
        var minimumResolution: Duration { .zero }

        func sleep(until deadline: ContinuousClock.Instant, tolerance: Duration?) async throws {
            if isOver { return }
            let (stream, _) = AsyncStream.makeStream(of: Void.self)
            for await _ in stream {}
            try Task.checkCancellation()
        }
    }

    private static func chunks(_ sizes: [Int], ends: Bool = true) -> AsyncStream<[UInt8]> {
        AsyncStream { continuation in
            for size in sizes { continuation.yield([UInt8](repeating: 1, count: size)) }
            if ends { continuation.finish() }
        }
    }

    @Test func `addresses are told apart, and their networks`() {
        #expect(Sender("203.0.113.9").network == Sender("203.0.113.200").network)
        #expect(Sender("203.0.113.9").address != Sender("203.0.113.200").address)
        #expect(Sender("2001:db8:1:2:3:4:5:6").address == Sender("2001:db8:1:2::9").address)
        #expect(Sender("2001:db8:1:2::9").network == Sender("2001:db8:1:7::9").network)
        #expect(Sender("2001:db8::1").address == Sender("2001:db8:0:0:1::").address)
        #expect(Sender(String(repeating: "x", count: 500)).address.count == 64)
    }

    @Test func `who fails too often waits for the next minute, and so does the network, but nobody else`() {
        nonisolated(unsafe) var now = 0.0
        let proofs = FailedProofs(perAddress: 3, perNetwork: 5, clock: Self.clock { now })
        let (one, neighbour, other) = (Sender("203.0.113.9"), Sender("203.0.113.10"), Sender("198.51.100.7"))
        for _ in 1...3 { proofs.failed(one) }
        #expect(proofs.wait(one) == 60 && proofs.wait(neighbour) == nil)
        for _ in 1...2 { proofs.failed(neighbour) }
        #expect(proofs.wait(neighbour) != nil && proofs.wait(other) == nil)
        now += 60
        #expect(proofs.wait(one) == nil && proofs.wait(neighbour) == nil)
    }

    @Test func `who proved themselves is heard although others fail at the same address`() {
        nonisolated(unsafe) var now = 0.0
        let proofs = FailedProofs(perAddress: 3, clock: Self.clock { now })
        proofs.proved(Sender("203.0.113.9"))
        for _ in 1...500 { proofs.failed(Sender("203.0.113.9")) }
        #expect(proofs.wait(Sender("203.0.113.9")) == nil)
        now += 13 * 3_600
        for _ in 1...3 { proofs.failed(Sender("203.0.113.9")) }
        #expect(proofs.wait(Sender("203.0.113.9")) != nil)
    }

    @Test func `a body is read to its end, and gives back what it held`() async throws {
        let limits = StrangerLimits(clock: StandingClock(isOver: false))
        #expect(try await limits.read(Self.chunks([10, 20]), upTo: 30, from: Sender("a")).count == 30)
        #expect(limits.budget.bytes == 0)
        await #expect(throws: UnreadBody.tooLarge) {
            try await limits.read(Self.chunks([10, 21]), upTo: 30, from: Sender("a"))
        }
        #expect(limits.budget.bytes == 0)
    }

    @Test(.timeLimit(.minutes(1))) func `a body that doesn't come in time is given up, and its memory with it`()
        async throws
    {
        let limits = StrangerLimits(clock: StandingClock(isOver: true))
        await #expect(throws: UnreadBody.tooSlow) {
            try await limits.read(Self.chunks([1_000], ends: false), upTo: 30_000, from: Sender("a"))
        }
        #expect(limits.budget.bytes == 0)
    }

    @Test(.timeLimit(.minutes(1)))
    func `six hundred unfinished bodies hold no more than the budget, and small ones still fit`()
        async throws
    {
        let limits = StrangerLimits(
            clock: StandingClock(isOver: false), budget: BodyBudget(bytes: 16 << 20))
        let refused = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<600 {
                group.addTask {
                    do {
                        _ = try await limits.read(
                            Self.chunks([Int](repeating: 100_000, count: 10), ends: false), upTo: 1 << 20,
                            from: Sender("10.0.\(number / 250).\(number % 250)"))
                        return false
                    } catch { return (error as? UnreadBody) == .noMemory }
                }
            }
            // 16 bodies of 1 MB fit at most; all the others are turned away.
            var refused = 0
            while refused < 584, await group.next() == true { refused += 1 }
            #expect(limits.budget.bytes <= 16 << 20)
            group.cancelAll()
            return refused
        }
        #expect(refused == 584 && limits.budget.bytes == 0)
    }

    @Test func `nobody fills the memory for all alone`() {
        let budget = BodyBudget(bytes: 1_600)
        let (greedy, other) = (Sender("203.0.113.9"), Sender("198.51.100.7"))
        var taken = 0
        while budget.take(50, for: greedy) { taken += 50 }
        #expect(taken == 1_200)
        #expect(budget.take(100, for: other) && !budget.take(600, for: other))
        budget.give(taken, from: greedy)
        #expect(budget.bytes == 100)
    }
}
