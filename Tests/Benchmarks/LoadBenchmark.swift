import Adapters
import Domain
import Foundation
import Hummingbird
import HummingbirdTesting
import Logging
import Rehearsal
import ServiceLifecycle
import SlackInterface
import Workflows

/// Slack's requests at a rate no workspace reaches: how long each waits for its acknowledgement, and whether every incident
/// is in the journal exactly once.
///
/// The real routes on loopback, signed requests, a database on disk, the publisher posting to a Slack that answers at once.
/// Requests leave by the clock, whether or not earlier ones were answered, and are timed from the moment they were due.
enum LoadBenchmark {
    private static let incidents = 200
    private static let rate = 1_000
    /// A multiple of twice the incidents, so that each is sent exactly twice.
    private static let count = 4_800

    private struct Sight: Sendable {
        let seconds: Double
        let isAcknowledged: Bool
    }

    static func run() async throws -> String {
        let directory = FileManager.default.temporaryDirectory.appending(path: "incident-bench-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: directory) }
        let database = try IncidentDatabase(path: directory.appending(path: "load.sqlite").path, clock: .system)
        Memory.resetPeak()
        let sights = try await application(over: database).test(.live) { client in
            try await load(port: client.port ?? 0)
        }
        let peak = Memory.peakMebibytes
        let known = try await database.incidents(limit: count)
        var rows = 0
        for id in known { rows += try await database.entries(of: id).count }

        let waits = sights.map(\.seconds)
        let (lost, late) = (sights.count { !$0.isAcknowledged }, waits.count { $0 > 3 })
        let p99 = (waits.percentile(0.99) * 1000).rounded(to: 1)
        var table = Table(header: [
            "requests", "a second", "p50 ms", "p99 ms", "max ms", "over 3 s", "not 200", "incidents", "journal rows",
            "peak MiB",
        ])
        table.rows = [
            [
                String(sights.count), String(rate), (waits.percentile(0.5) * 1000).rounded(to: 1), p99,
                ((waits.max() ?? 0) * 1000).rounded(to: 1), String(late), String(lost),
                "\(known.count) of \(incidents)", "\(rows) of \(incidents)", peak.rounded(to: 0),
            ]
        ]
        table.show()
        let isWhole = known.count == incidents && rows == incidents
        return """
            acknowledged in \(p99) ms p99 at \(rate) requests a second, \(late) over 3 s, \(lost) refused
            load journal: \(isWhole ? "nothing lost or doubled" : "\(known.count) incidents in \(rows) rows, not \(incidents)")
            load memory: \(peak.rounded(to: 0)) MiB peak, sender included
            """
    }

    private static func load(port: Int) async throws -> [Sight] {
        let client = CurlHTTPClient()
        defer { client.shutdown() }
        let start = ContinuousClock.now
        return try await withThrowingTaskGroup(of: Sight.self) { group in
            for number in 0..<count {
                let due = start + .seconds(Double(number) / Double(rate))
                try await Task.sleep(until: due, tolerance: .zero, clock: .continuous)
                let request = try LoadRequest(number: number, incidents: incidents, of: count).signed(for: port)
                group.addTask {
                    let answer = try? await client.send(request)
                    return Sight(
                        seconds: (ContinuousClock.now - due).seconds, isAcknowledged: answer?.status == 200)
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }

    private static func application(over database: IncidentDatabase) throws -> some ApplicationProtocol {
        var logger = Logger(label: "load")
        logger.logLevel = .critical
        let slack = try SlackApp(
            configuration: SlackConfiguration(
                signingSecret: LoadRequest.secret, botToken: "xoxb-load", incidentChannel: LoadRequest.channel),
            engine: WorkflowEngine(journal: database, maximumAttempts: 3), stores: SlackStores(database),
            http: ObligingSlack(), logger: logger)
        let router = Router()
        slack.routes?.add(to: router)
        var application = Application(router: router, logger: logger)
        for service in slack.services { application.addServices(service) }
        return application
    }
}

/// Accepts every call at once.
private struct ObligingSlack: HTTPClient {
    func send(_ request: Domain.HTTPRequest) async throws(HTTPFailure) -> HTTPAnswer {
        let timestamp = "\(UInt32.random(in: 1_000_000_000...2_000_000_000)).\(UInt32.random(in: 100_000...999_999))"
        let body =
            #"{"ok":true,"channel":"\#(LoadRequest.channel)","ts":"\#(timestamp)","messages":[],"has_more":false}"#
        return HTTPAnswer(status: 200, headers: [("Content-Type", "application/json")], body: Data(body.utf8))
    }
}
