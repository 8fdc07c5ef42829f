import Domain
import Foundation
import TestSupport
import Testing

@testable import Adapters

/// The time of day may be set back or forward under a running bot: GitHub is waited for as long as it asks, no longer.
@Suite(.timeLimit(.minutes(1))) struct GitHubClockTests {
    static let jumps = [-7_200, 4 * 86_400.0]

    @Test(arguments: jumps)
    func `writes keep a second between them`(seconds: Double) async throws {
        let stepping = SteppingTime()
        let pace = GitHubPace(time: stepping.time)
        try await pace.turn()
        stepping.clock.set(forwardBySeconds: seconds)
        try await pace.turn()
        stepping.clock.set(forwardBySeconds: -seconds)
        try await pace.turn()
        #expect(stepping.sleeps == [1, 1])
    }

    @Test(arguments: jumps)
    func `a rate limit lasts until it is renewed by GitHub's clock`(seconds: Double) throws {
        let answer = HTTPAnswer(
            status: 403,
            headers: [
                (name: "x-ratelimit-remaining", value: "0"), (name: "x-ratelimit-reset", value: "784112000"),
                (name: "Date", value: "Sun, 06 Nov 1994 08:52:10 GMT"),
            ], body: Data())
        let ours = Date(timeIntervalSince1970: 784_111_930 + seconds)
        #expect(GitHubLimit(answer, now: ours, waits: 0)?.seconds == 71)
    }

    @Test(arguments: jumps)
    func `where GitHub tells no time, a limit lasts an hour at most`(seconds: Double) throws {
        let answer = HTTPAnswer(
            status: 403,
            headers: [(name: "x-ratelimit-remaining", value: "0"), (name: "x-ratelimit-reset", value: "784112000")],
            body: Data())
        let ours = Date(timeIntervalSince1970: 784_111_930 + seconds)
        let wait = try #require(GitHubLimit(answer, now: ours, waits: 0)?.seconds)
        #expect((1...3_601).contains(wait))
    }
}
