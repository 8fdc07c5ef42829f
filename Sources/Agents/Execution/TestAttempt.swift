package import Domain
import Foundation

/// A run of a test command as far as it can be trusted.
package struct TestAttempt: Sendable, Equatable {
    /// What the runner reported, also where it is not to be trusted.
    package let run: TestRun
    /// Why the run as a whole can't count, in one sentence; nil when its report is sound.
    package let problem: String?
    /// What the tested program did to the machinery that tests it, a line each. Only the difference of two runs counts.
    package let notes: [String]

    /// Whether it was ended at its limit of time.
    let wasStopped: Bool

    init(run: TestRun, problem: String?, notes: [String] = []) {
        self.run = run
        self.problem = problem
        self.notes = notes
        wasStopped = false
    }

    init(_ result: SandboxResult, report sealed: SealedReport?, command: TestCommand, timeoutSeconds: Int) {
        let report = sealed?.report
        let code: Int? = if case .exited(let code) = result.end { code } else { nil }
        let tests = report.map { command.outcomes(of: $0) }
        let named = tests?.tests ?? [:]
        func names(_ outcome: TestOutcome) -> [String] { named.filter { $0.value == outcome }.keys.sorted() }
        run = TestRun(
            passed: names(.passed), failed: names(.failed), skipped: names(.skipped), exitCode: code,
            output: Self.output(result), seconds: result.seconds)
        notes = report?.notes ?? []
        wasStopped = result.end == .timedOut
        switch result.end {
        case .timedOut: problem = "it was stopped after \(timeoutSeconds) s without an end"
        case .signalled(let signal): problem = "it was killed by signal \(signal)"
        case .exited(let code):
            guard let report else {
                problem = "it left no report of its tests"
                return
            }
            problem = report.problem ?? tests?.problem ?? report.contradiction(exitCode: code, tests: named)
        }
    }

    /// Head and tail of both streams, within `TestRun.output`'s bound.
    private static func output(_ result: SandboxResult) -> String {
        let text = [result.standardOutput, result.standardError]
            .map { String(decoding: $0, as: UTF8.self) }
            .filter { !$0.isEmpty }
            .joined(separator: "\n")
        return BoundedText.headAndTail(of: text, limit: TestRun.outputLimit)
    }
}

/// How one test ended.
enum TestOutcome: String, Decodable {
    case passed, failed, skipped

    /// Of two reports of one test the worse counts: failed, then skipped.
    func worse(of other: TestOutcome?) -> TestOutcome {
        self == .failed || other == .failed ? .failed : self == .skipped || other == .skipped ? .skipped : .passed
    }
}

/// What the supervisor of the tests writes.
struct TestReport: Decodable {
    struct Test: Decodable {
        let name: String
        let outcome: TestOutcome
    }

    let tests: [Test]
    let finished: Bool
    /// The exit status of the runner itself.
    let exit: Int?
    let problem: String?
    let notes: [String]
    /// Reports of the runner itself, where it is not one the supervisor listens to.
    let files: [String]

    /// Why exit status and tests can't both be true; nil when they tell the same.
    func contradiction(exitCode: Int, tests: [String: TestOutcome]) -> String? {
        guard finished else { return "the process ended (exit \(exitCode)) before the test runner had finished" }
        let failed = tests.values.contains(.failed)
        switch exitCode {
        case 0: return failed ? "it exited with success though tests failed" : nil
        case 5 where tests.isEmpty: return nil
        default:
            return failed ? nil : "it exited with \(exitCode) though no test is reported as failed"
        }
    }
}

/// A report with a seal that only the holder of the run's token could make.
struct SealedReport {
    let report: TestReport

    /// Nil for a report that is missing, damaged or not sealed with this token.
    init?(_ data: Data?, token: String) {
        guard let data, let newline = data.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
        let (body, seal) = (Array(data[..<newline]), Array(data[data.index(after: newline)...]))
        let expected = EvidenceKey(of: Array(token.utf8) + body + Array(token.utf8)).rawValue
        guard seal == Array(expected.utf8) else { return nil }
        guard let report = try? JSONDecoder().decode(TestReport.self, from: Data(body)) else { return nil }
        self.report = report
    }
}
