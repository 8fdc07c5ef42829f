package import Domain
package import Foundation

/// Runs a test command in the sandbox and reads how every test ended.
///
/// The report comes from a supervisor outside the tested process and carries a token that process never sees; it is held
/// against the exit status. A report that is missing, cut short or at odds with it counts as a failed run.
package struct TestRunner: Sendable {
    private let sandbox: any Sandbox
    private let makeToken: @Sendable () -> String

    /// - Parameter makeToken: a fresh unguessable word for each run.
    package init(sandbox: any Sandbox, makeToken: @escaping @Sendable () -> String = { UUID().uuidString }) {
        self.sandbox = sandbox
        self.makeToken = makeToken
    }

    /// Runs the command over the tree with the changes laid over it.
    package func run(
        _ command: [String], tree: URL, changes: [FileChange] = [], timeoutSeconds: Int
    ) async throws(PortError) -> TestAttempt {
        let token = makeToken()
        let report = ".incident-report-\(token)"
        var limits = SandboxLimits()
        limits.wallSeconds = Double(max(1, timeoutSeconds))
        limits.cpuSeconds = max(1, timeoutSeconds)
        let job = SandboxJob(
            tree: tree,
            overlay: Dictionary(changes.map { ($0.path, Data($0.contents.utf8)) }) { _, last in last },
            tools: try PythonTools.load(["run_tests.py", "run_tests_child.py"]),
            command: ["python3", "-B", SandboxJob.toolsPath + "/run_tests.py"],
            environment: ["PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0"],
            input: try input(command: command, report: report, token: token),
            collect: [report],
            limits: limits)
        return TestAttempt(try await sandbox.run(job), report: report, token: token, timeoutSeconds: timeoutSeconds)
    }

    private func input(command: [String], report: String, token: String) throws(PortError) -> Data {
        struct Job: Encodable {
            let command: [String]
            let report: String
            let token: String
        }
        do {
            return try JSONEncoder().encode(Job(command: command, report: report, token: token))
        } catch {
            throw PortError(port: "Sandbox", operation: "write the job", recovery: .giveUp, reason: "\(error)")
        }
    }
}
