package import Domain
package import Foundation

/// Runs a test command in the sandbox and reads how every test ended.
///
/// Of pytest and unittest the report comes from a supervisor outside the tested process; of every other runner it is the
/// runner's own. Either way it is sealed with a token that the tested process never sees, and held against the exit status.
/// A report that is missing, cut short or at odds with the exit status counts as a failed run.
package struct TestRunner: Sendable {
    private let sandbox: any Sandbox
    private let makeToken: @Sendable () -> String

    /// - Parameter makeToken: a fresh unguessable word at each call.
    package init(sandbox: any Sandbox, makeToken: @escaping @Sendable () -> String = { UUID().uuidString }) {
        self.sandbox = sandbox
        self.makeToken = makeToken
    }

    /// Runs the command over the tree with the changes laid over it.
    ///
    /// - Parameter settings: report, environment and image of the plan the command belongs to.
    package func run(
        _ command: [String], tree: URL, changes: [FileChange] = [], timeoutSeconds: Int, settings: TestPlan? = nil
    ) async throws(PortError) -> TestAttempt {
        let (token, name) = (makeToken(), makeToken())
        let report = ".incident-report-\(name)"
        // The report that a repository names is its suite's, not the reproduction's.
        let understood = TestCommand(
            command, reportName: ".incident-tests-\(name)",
            report: command == settings?.suite ? settings?.report : nil)
        var limits = understood.limits
        limits.wallSeconds = Double(max(1, timeoutSeconds))
        limits.cpuSeconds = max(1, timeoutSeconds)
        let own = ["PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0"]
        let job = SandboxJob(
            tree: tree,
            overlay: Dictionary(changes.map { ($0.path, Data($0.contents.utf8)) }) { _, last in last },
            tools: try PythonTools.load(PythonTools.tests),
            command: ["python3", "-B", SandboxJob.toolsPath + "/run_tests.py"],
            environment: own.merging(understood.environment) { $1 }.merging(settings?.environment ?? [:]) { $1 },
            input: try input(understood, report: report, token: token),
            collect: [report],
            limits: limits,
            image: settings?.image)
        let result = try await sandbox.run(job)
        return TestAttempt(
            result, report: SealedReport(result.collected[report], token: token), command: understood,
            timeoutSeconds: timeoutSeconds)
    }

    private func input(_ command: TestCommand, report: String, token: String) throws(PortError) -> Data {
        struct Job: Encodable {
            let command: [String]
            let report: String
            let token: String
            let collect: [String]
            let captures: Bool
        }
        do {
            return try JSONEncoder().encode(
                Job(
                    command: command.arguments, report: report, token: token, collect: command.collect,
                    captures: command.captures))
        } catch {
            throw PortError(port: "Sandbox", operation: "write the job", recovery: .giveUp, reason: "\(error)")
        }
    }
}

extension PythonTools {
    /// What runs tests; `run_tests.py` is the one to start.
    static let tests = [
        "run_tests.py", "run_tests_child.py", "run_tests_command.py", "run_tests_events.py", "run_tests_pytest.py",
        "run_tests_unittest.py", "run_tests_watch.py",
    ]
}
