import Adapters
import Domain
import Foundation

/// Facts written per second, each on the disk before the call returns.
enum JournalBenchmark {
    static func run() async throws -> String {
        let directory = FileManager.default.temporaryDirectory.appending(path: "incident-bench-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: directory) }
        let database = try IncidentDatabase(path: directory.appending(path: "journal.sqlite").path, clock: .system)
        var table = Table(header: ["writers", "facts", "facts/s", "p50 ms", "p99 ms"])
        var figure = ""
        for writers in [1, 8] {
            let start = ContinuousClock.now
            let latencies = try await write(facts: 2_000 / writers, writers: writers, to: database)
            let rate = Double(latencies.count) / (ContinuousClock.now - start).seconds
            figure = "\(rate.rounded(to: 0)) durable facts/s with \(writers) writers"
            table.rows.append([
                String(writers), String(latencies.count), rate.rounded(to: 0),
                (latencies.percentile(0.5) * 1000).rounded(to: 2), (latencies.percentile(0.99) * 1000).rounded(to: 2),
            ])
        }
        table.show()
        return figure
    }

    private static func write(facts: Int, writers: Int, to database: IncidentDatabase) async throws -> [Double] {
        try await withThrowingTaskGroup(of: [Double].self) { group in
            for writer in 1...writers {
                group.addTask {
                    let intake = Intake(logs: "KeyError", source: .webhook)
                    let id = try await database.open(intake, by: .workflow, key: "\(writers)-\(writer)")
                    var latencies: [Double] = []
                    for count in 1...facts {
                        let start = ContinuousClock.now
                        _ = try await database.append(
                            .cancelled(reason: "benchmark"), to: id, by: .workflow, expectedCount: count)
                        latencies.append((ContinuousClock.now - start).seconds)
                    }
                    return latencies
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
    }
}
