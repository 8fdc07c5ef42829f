import Adapters
import Domain
import Foundation

/// Requests at a fixed rate, whoever answers them.
///
/// They leave by the clock, whether or not earlier ones were answered, and are timed from the moment they were due.
struct Load {
    let count: Int
    /// A second.
    let rate: Int
    /// Of so many requests, not counting repetitions, one opens an incident.
    var spacing = 12

    struct Sights {
        fileprivate(set) var seconds: [Double] = []
        fileprivate(set) var unacknowledged = 0

        var late: Int { seconds.count { $0 > 3 } }

        func milliseconds(_ share: Double) -> Double { seconds.percentile(share) * 1000 }
    }

    /// What the load holds, repetitions not counted.
    var distinct: [LoadRequest] { stride(from: 0, to: count, by: 2).map { LoadRequest(number: $0, spacing: spacing) } }

    /// - Parameter only: see `LoadRequest.signed`.
    func run(port: Int, only: String? = nil) async throws -> Sights {
        let client = CurlHTTPClient()
        defer { client.shutdown() }
        let start = ContinuousClock.now
        return try await withThrowingTaskGroup(of: (seconds: Double, isAcknowledged: Bool).self) { group in
            for number in 0..<count {
                let due = start + .seconds(Double(number) / Double(rate))
                try await Task.sleep(until: due, tolerance: .zero, clock: .continuous)
                let request = try LoadRequest(number: number, spacing: spacing).signed(for: port, only: only)
                group.addTask {
                    let answer = try? await client.send(request)
                    return ((ContinuousClock.now - due).seconds, answer?.status == 200)
                }
            }
            return try await group.reduce(into: Sights()) { sights, one in
                sights.seconds.append(one.seconds)
                sights.unacknowledged += one.isAcknowledged ? 0 : 1
            }
        }
    }
}

extension Load.Sights {
    static let columns = ["requests", "p50 ms", "p99 ms", "max ms", "over 3 s", "not 200"]

    var cells: [String] {
        [
            String(seconds.count), milliseconds(0.5).rounded(to: 1), milliseconds(0.99).rounded(to: 1),
            ((seconds.max() ?? 0) * 1000).rounded(to: 1), String(late), String(unacknowledged),
        ]
    }
}
