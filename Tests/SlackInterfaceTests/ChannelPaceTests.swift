import Domain
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import SlackInterface

@Suite struct ChannelPaceTests {
    private let time = ManualClock()
    private let pauses = Pauses()

    private final class Pauses: Sendable {
        private let all = Mutex<[Double]>([])
        func add(_ pause: Duration) { all.withLock { $0.append(pause / .seconds(1)) } }
        /// What was paused for since the last look.
        func take() -> [Double] {
            all.withLock { all in
                defer { all = [] }
                return all
            }
        }
    }

    private var pace: ChannelPace { ChannelPace(clock: time.monotonic, sleep: { [pauses] in pauses.add($0) }) }

    @Test func `ten messages go at once, then one a second, in each channel for itself`() async throws {
        let pace = pace
        for _ in 1...10 { try await pace.turn(in: "C1") }
        #expect(pauses.take() == [])
        for _ in 1...3 { try await pace.turn(in: "C1") }
        #expect(pauses.take() == [1, 2, 3])
        try await pace.turn(in: "C2")
        #expect(pauses.take() == [])
        time.advance(bySeconds: 60)
        try await pace.turn(in: "C1")
        #expect(pauses.take() == [])
    }

    @Test(arguments: [-7_200, 4 * 86_400.0])
    func `a time of day that is set back or forward changes no pace`(seconds: Double) async throws {
        let pace = pace
        for _ in 1...11 { try await pace.turn(in: "C1") }
        await pace.hold("C2", seconds: 30)
        #expect(pauses.take() == [1])
        time.set(forwardBySeconds: seconds)
        try await pace.turn(in: "C1")
        try await pace.standing(in: "C2")
        #expect(pauses.take() == [2, 30])
    }

    @Test func `Slack's pause is kept to the second by everything in its channel, and by nothing else`() async throws {
        let pace = pace
        await pace.hold("C1", seconds: 30)
        await pace.hold("C1", seconds: 5)
        try await pace.turn(in: "C1")
        try await pace.standing(in: "C1")
        #expect(pauses.take() == [30, 30])
        try await pace.turn(in: "C2")
        try await pace.standing(in: "C2")
        #expect(pauses.take() == [])
        time.advance(bySeconds: 30)
        try await pace.standing(in: "C1")
        #expect(pauses.take() == [])
    }
}
