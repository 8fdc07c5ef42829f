import Adapters
import Foundation
import Rehearsal
import Testing

/// The system's Python, run in a directory with nothing of this process's environment.
struct Python {
    let directory: URL

    /// What it printed, errors included, and its exit status.
    func run(_ arguments: [String]) async throws -> (status: Int, output: String) {
        let all = BoundedOutput(head: 1 << 20)
        var child = ChildProcess("/usr/bin/python3", arguments, outputs: [1: all, 2: all], timeoutSeconds: 300)
        child.directory = directory.path
        child.environment = ["PATH": "/usr/bin:/bin", "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": directory.path]
        let result = try await child.run()
        guard case .exited(let status) = result.end else { throw Ended(end: result.end) }
        return (status, String(decoding: result.output(1) + result.output(2), as: UTF8.self))
    }

    private struct Ended: Error {
        let end: ChildProcessResult.End
    }
}

extension Scenario: CustomTestStringConvertible {
    /// A word instead of the whole log.
    package var testDescription: String { "\(number)-\(name)" }
}
