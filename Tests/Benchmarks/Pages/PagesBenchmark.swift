import Adapters
import Domain
import Foundation
import TestSupport

/// How long people wait for pages, scripts for answers, and a start for the server, with many incidents in the file.
///
/// The real server, a process of its own, over a database written beforehand. `PAGES_INCIDENTS` says how many there are,
/// `PAGES_DATABASE` where the file is kept for the next run.
enum PagesBenchmark {
    private static let requests = 100

    static func run() async throws -> String {
        let environment = ProcessInfo.processInfo.environment
        let count = environment["PAGES_INCIDENTS"].flatMap { Int($0) } ?? 100_000
        let directory = FileManager.default.temporaryDirectory.appending(path: "incident-bench-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        let file = environment["PAGES_DATABASE"].map { URL(filePath: $0) } ?? directory.appending(path: "pages.sqlite")
        try await fill(file.path, with: count)

        let server = try await PagesServer.start(over: file, in: directory)
        defer { server.stop() }
        let atStart = server.mebibytes("VmRSS")
        var table = Table(header: ["page", "first ms", "p50 ms", "p99 ms", "KiB"])
        var slowest = 0.0
        for (name, path) in pages(of: count) {
            let (first, waits, bytes) = try await server.time(path, requests: requests)
            slowest = max(slowest, waits.percentile(0.99))
            table.rows.append([
                name, (first * 1000).rounded(to: 1), (waits.percentile(0.5) * 1000).rounded(to: 1),
                (waits.percentile(0.99) * 1000).rounded(to: 1), (Double(bytes) / 1024).rounded(to: 0),
            ])
        }
        table.show()
        let download = try await server.time("/incidents.csv", requests: 0)
        return """
            slowest page \((slowest * 1000).rounded(to: 1)) ms p99 with \(count) incidents
            pages download: \(download.bytes / 1_048_576) MiB of CSV in \(download.first.rounded(to: 2)) s
            pages start-up: \(server.secondsToStart.rounded(to: 2)) s until the first answer
            pages memory: \(atStart.rounded(to: 0)) MiB after the start, \(server.mebibytes("VmHWM").rounded(to: 0)) MiB at most
            """
    }

    /// What people and scripts ask for, worst cases included.
    private static func pages(of count: Int) -> [(String, String)] {
        let deep = max(1, count / 50)
        return [
            ("incidents", "/incidents"),
            ("by severity and status", "/incidents?severity=P1&status=resolved"),
            ("by source and time", "/incidents?source=sentry&from=2025-01-01&to=2025-07-01"),
            ("search, many found", "/incidents?q=IndexError"),
            ("search, few found", "/incidents?q=process_batch+nordlys+brightwater"),
            ("last page", "/incidents?page=\(deep)"),
            ("last page, filtered", "/incidents?severity=P2&page=\(max(1, deep / 2))"),
            ("one incident", "/incidents/\(max(1, count / 2 + 1))"),
            ("analytics, 30 days", "/analytics?days=30"),
            ("analytics, all time", "/analytics"),
            ("api, list", "/api/incidents?limit=200"),
            ("api, search", "/api/incidents?q=KeyError&status=escalated"),
            ("api, one incident", "/api/incidents/\(max(1, count / 2 + 1))"),
            ("metrics", "/metrics"),
        ]
    }

    private static func fill(_ path: String, with count: Int) async throws {
        let database = try IncidentDatabase(path: path, clock: .system)
        let known = try await database.count(matching: DirectoryFilter())
        guard known < count else { return try database.close() }
        let incidents = PlausibleIncidents(count, until: Date())
        let start = ContinuousClock.now
        for first in stride(from: known + 1, through: count, by: 1_000) {
            try await database.write((first...min(first + 999, count)).map { incidents[$0] })
        }
        print("\(count - known) incidents written in \((ContinuousClock.now - start).seconds.rounded(to: 0)) s\n")
        try database.close()
    }
}
