package import Domain
import Foundation

/// A run of a test command as far as it can be trusted.
package struct TestAttempt: Sendable, Equatable {
    /// What the runner reported, also where it is not to be trusted.
    package let run: TestRun
    /// Why the run as a whole can't count, in one sentence; nil when its report is sound.
    package let problem: String?

    init(run: TestRun, problem: String?) {
        self.run = run
        self.problem = problem
    }

    init(_ result: SandboxResult, report name: String, token: String, timeoutSeconds: Int) {
        let report = result.collected[name].flatMap { try? JSONDecoder().decode(TestReport.self, from: $0) }
        let sound = report?.token == token ? report : nil
        let code: Int? = if case .exited(let code) = result.end { code } else { nil }
        run = TestRun(
            passed: sound?.names(.passed) ?? [], failed: sound?.names(.failed) ?? [],
            skipped: sound?.names(.skipped) ?? [], exitCode: code, output: Self.output(result), seconds: result.seconds)
        switch result.end {
        case .timedOut: problem = "it was stopped after \(timeoutSeconds) s without an end"
        case .signalled(let signal): problem = "it was killed by signal \(signal)"
        case .exited(let code): problem = sound.map { $0.problem(exitCode: code) } ?? "it left no report of its tests"
        }
    }

    /// Head and tail of both streams, within `TestRun.output`'s bound.
    private static func output(_ result: SandboxResult) -> String {
        let text = [result.standardOutput, result.standardError]
            .map { String(decoding: $0, as: UTF8.self) }
            .filter { !$0.isEmpty }
            .joined(separator: "\n")
        return BoundedText.headAndTail(of: text, limit: 8_000)
    }
}

/// What the supervisor of the tests writes.
struct TestReport: Decodable {
    enum Outcome: String, Decodable { case passed, failed, skipped }

    struct Test: Decodable {
        let name: String
        let outcome: Outcome
    }

    let token: String
    let tests: [Test]
    let finished: Bool
    let problem: String?

    func names(_ outcome: Outcome) -> [String] {
        tests.filter { $0.outcome == outcome }.map(\.name).sorted()
    }

    /// Why the report can't count; nil when report and exit status tell the same.
    func problem(exitCode: Int) -> String? {
        if let problem { return problem }
        guard finished else { return "the process ended (exit \(exitCode)) before the test runner had finished" }
        let failed = tests.contains { $0.outcome == .failed }
        switch exitCode {
        case 0: return failed ? "it exited with success though tests failed" : nil
        case 1, 2: return failed ? nil : "it exited with \(exitCode) though no test is reported as failed"
        case 5 where tests.isEmpty: return nil
        default: return "the test runner stopped with exit status \(exitCode)"
        }
    }
}
