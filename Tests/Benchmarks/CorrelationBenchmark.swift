import Agents
import Domain
import Foundation
import TestSupport

/// How long a log of 10 MB takes, and what memory it needs.
enum CorrelationBenchmark {
    static func run() async throws -> String {
        var table = Table(header: ["log", "MB", "seconds", "MB/s", "peak MiB over start"])
        var slowest = Double.infinity
        for (name, log) in [("one trace, many lines", ordinary()), ("all lines different", distinct())] {
            let bytes = Array(log.utf8)
            let evidence = InMemoryEvidenceStore()
            let key = try await evidence.keep(bytes)
            let incident = try incident(attachment: key, bytes: bytes.count)
            Memory.resetPeak()
            let before = Memory.peakMebibytes
            let start = ContinuousClock.now
            let correlation = try await CorrelationAgent(evidence: evidence).run(on: incident)
            let seconds = (ContinuousClock.now - start).seconds
            precondition(correlation.mainError?.signature.exception == "KeyError", "the error was not found")
            let megabytes = Double(bytes.count) / 1_000_000
            slowest = min(slowest, megabytes / seconds)
            table.rows.append([
                name, megabytes.rounded(to: 1), seconds.rounded(to: 3), (megabytes / seconds).rounded(to: 1),
                (Memory.peakMebibytes - before).rounded(to: 1),
            ])
        }
        table.show()
        return "\(slowest.rounded(to: 1)) MB/s on the slower log"
    }

    private static let trace = """
        2026-03-02T10:15:00Z ERROR worker failed request_id=req-1 user_id=usr-9
        Traceback (most recent call last):
          File "/srv/app/shop/orders.py", line 41, in place
            total = prices[item]
        KeyError: 'sku-7'

        """

    private static func ordinary() -> String {
        let line = "2026-03-02T10:14:59Z INFO served /orders in 12 ms request_id=req-2\n"
        return trace + String(repeating: line, count: 10_000_000 / line.utf8.count) + trace
    }

    private static func distinct() -> String {
        var text = trace
        text.reserveCapacity(10_100_000)
        var number = 0
        while text.utf8.count < 10_000_000 {
            number += 1
            text += "2026-03-02T10:14:59Z INFO \(words(number)) took \(number) ms\n"
        }
        return text + trace
    }

    /// Letters made of a number, so that masking digits doesn't make the lines equal.
    private static func words(_ number: Int) -> String {
        String(number, radix: 26).map {
            String($0.isLetter ? $0 : Character(UnicodeScalar(97 + ($0.wholeNumberValue ?? 0)) ?? "a"))
        }.joined(separator: " step ")
    }

    private static func incident(attachment: EvidenceKey, bytes: Int) throws -> Incident {
        let intake = Intake(logs: "", source: .modal)
        let opened = EntryMaking.entry(
            .opened(intake), of: IncidentID(rawValue: 1), by: .workflow, at: Date(timeIntervalSince1970: 0), behind: nil
        )
        let fetched = FetchedAttachment(name: "app.log", outcome: .kept(attachment, bytes: bytes))
        let collected = EntryMaking.entry(
            .evidenceCollected([fetched]), of: opened.incident, by: .workflow, at: opened.time, behind: opened)
        guard let incident = Incident(entries: [opened, collected]) else { throw CancellationError() }
        return incident
    }
}
