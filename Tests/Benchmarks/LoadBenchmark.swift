import Adapters
import Domain
import Foundation
import Hummingbird
import HummingbirdTesting
import Logging
import Rehearsal
import ServiceLifecycle
import SlackInterface
import Synchronization
import Workflows

/// Slack's requests at a rate no workspace reaches: how long each waits for its acknowledgement, and whether every incident is
/// in the journal exactly once and every click is answered exactly once. Beside it Slack's Bolt for Python, where it can be
/// installed, with the same requests and one insert for each.
///
/// The real routes on loopback, signed requests, a database on disk, the publisher posting to a Slack that answers at once.
enum LoadBenchmark {
    /// 4,800 requests are 2,400, each sent twice; one in twelve of those opens an incident: 200.
    private static let storm = Load(count: 4_800, rate: 1_000)
    private static let calm = Load(count: 480, rate: 100)

    static func run() async throws -> String {
        let directory = FileManager.default.temporaryDirectory.appending(path: "incident-bench-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        var table = Table(header: ["bot", "a second"] + Load.Sights.columns + ["peak MiB"])
        var ours: [Double] = []
        var facts: [String] = []
        for (name, load) in [("calm", calm), ("storm", storm)] {
            let path = directory.appending(path: "\(name).sqlite").path
            let outcome = try await Outcome(of: load, over: try IncidentDatabase(path: path, clock: .system))
            table.rows.append(
                ["incident-bot", String(load.rate)] + outcome.sights.cells + [outcome.peakMebibytes.rounded(to: 0)])
            ours.append(outcome.sights.milliseconds(0.99))
            if name == "storm" { facts = outcome.lines(for: load) }
        }
        let comparison = try await comparison(in: directory, ours, &table)
        table.show()
        return (facts + [comparison]).joined(separator: "\n")
    }

    /// The same load for Bolt; one line, which says why there is none where there is none.
    private static func comparison(in directory: URL, _ ours: [Double], _ table: inout Table) async throws -> String {
        let bolt: BoltServer
        do { bolt = try BoltServer.start(in: directory) } catch {
            return "load comparison: skipped, \(error)"
        }
        defer { bolt.stop() }
        var ratios: [String] = []
        for (load, own) in zip([calm, storm], ours) {
            let sights = try await load.run(port: bolt.port, only: "events")
            table.rows.append(
                ["Bolt for Python", String(load.rate)] + sights.cells + [bolt.peakMebibytes.rounded(to: 0)])
            ratios.append("\((sights.milliseconds(0.99) / own).rounded(to: 1)) at \(load.rate) a second")
        }
        return "load comparison: p99 of Bolt (\(bolt.versions)) by ours: \(ratios.joined(separator: ", "))"
    }
}

/// What one load did to a bot of its own.
private struct Outcome {
    let sights: Load.Sights
    let peakMebibytes: Double
    private let incidents: Int
    private let rows: Int
    private let notes: Int
    /// From the last acknowledgement to the last request acted on.
    private let backlogSeconds: Double

    init(of load: Load, over database: IncidentDatabase) async throws {
        let slack = ObligingSlack()
        Memory.resetPeak()
        (sights, backlogSeconds) = try await Self.application(over: database, slack).test(.live) { client in
            let sights = try await load.run(port: client.port ?? 0)
            let start = ContinuousClock.now
            while try await !database.waiting(after: 0, limit: 1).isEmpty {
                try await Task.sleep(for: .milliseconds(20))
            }
            return (sights, (ContinuousClock.now - start).seconds)
        }
        peakMebibytes = Memory.peakMebibytes
        let known = try await database.incidents(limit: load.count)
        var rows = 0
        for id in known { rows += try await database.entries(of: id).count }
        (incidents, self.rows, notes) = (known.count, rows, slack.notes)
    }

    func lines(for load: Load) -> [String] {
        var (opened, clicks) = (0, 0)
        for request in load.distinct {
            switch request.kind {
            case .command: opened += 1
            case .click: clicks += 1
            case .reply: break
            }
        }
        let isWhole = incidents == opened && rows == opened && notes == clicks
        return [
            """
            acknowledged in \(sights.milliseconds(0.99).rounded(to: 1)) ms p99 at \(load.rate) requests a second, \
            \(sights.late) over 3 s, \(sights.unacknowledged) refused
            """,
            isWhole
                ? "load journal: \(opened) incidents opened and \(clicks) clicks answered once each, nothing lost or doubled"
                : "load journal: \(incidents) incidents in \(rows) rows for \(opened), \(notes) answers for \(clicks) clicks",
            "load backlog: all acted on \(backlogSeconds.rounded(to: 1)) s after the last acknowledgement",
            "load memory: \(peakMebibytes.rounded(to: 0)) MiB peak, sender included",
        ]
    }

    private static func application(
        over database: IncidentDatabase, _ http: any HTTPClient
    ) throws -> some ApplicationProtocol {
        var logger = Logger(label: "load")
        logger.logLevel = .critical
        let slack = try SlackApp(
            configuration: SlackConfiguration(
                signingSecret: LoadRequest.secret, botToken: "xoxb-load", incidentChannel: LoadRequest.channel),
            engine: WorkflowEngine(journal: database, maximumAttempts: 3), stores: SlackStores(database), http: http,
            logger: logger)
        let router = Router()
        slack.routes?.add(to: router)
        var application = Application(router: router, logger: logger)
        for service in slack.services { application.addServices(service) }
        return application
    }
}

/// Accepts every call at once, and counts the private answers to clicks. The lock is the `Mutex`.
private final class ObligingSlack: HTTPClient {
    private let count = Mutex(0)

    var notes: Int { count.withLock { $0 } }

    func send(_ request: Domain.HTTPRequest) async throws(HTTPFailure) -> HTTPAnswer {
        if request.url.path().hasPrefix("/actions/") { count.withLock { $0 += 1 } }
        let timestamp = "\(UInt32.random(in: 1_000_000_000...2_000_000_000)).\(UInt32.random(in: 100_000...999_999))"
        let body =
            #"{"ok":true,"channel":"\#(LoadRequest.channel)","ts":"\#(timestamp)","messages":[],"has_more":false}"#
        return HTTPAnswer(status: 200, headers: [("Content-Type", "application/json")], body: Data(body.utf8))
    }
}
