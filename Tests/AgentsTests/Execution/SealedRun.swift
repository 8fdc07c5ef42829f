import Domain
import Foundation
import TestSupport

/// What the supervisor of the tests would have written, for a sandbox that runs nothing.
enum SealedRun {
    static func result(
        of job: SandboxJob, tests: [String: String] = [:], files: [String] = [], exit: Int? = nil
    ) -> SandboxResult {
        struct Order: Decodable {
            let token: String
        }
        struct Report: Encodable {
            struct Test: Encodable {
                let name: String
                let outcome: String
            }

            let tests: [Test]
            let finished: Bool
            let exit: Int
            let notes: [String]
            let files: [String]
        }
        let code = exit ?? (tests.values.contains("failed") ? 1 : 0)
        let report = Report(
            tests: tests.map { Report.Test(name: $0.key, outcome: $0.value) }, finished: true, exit: code, notes: [],
            files: files)
        guard let body = try? JSONEncoder().encode(report), let path = job.collect.first,
            let token = try? JSONDecoder().decode(Order.self, from: job.input).token
        else { return .exited(2) }
        let seal = EvidenceKey(of: Array(token.utf8) + Array(body) + Array(token.utf8)).rawValue
        return .exited(code, collected: [path: body + Data("\n\(seal)".utf8)])
    }
}
