package import Domain
package import Foundation
import Synchronization

/// A sandbox that runs nothing: the test says how each job ends.
package final class ScriptedSandbox: Sandbox {
    package let name: String
    private let script: @Sendable (SandboxJob) async throws(PortError) -> SandboxResult
    private let seen = Mutex<[SandboxJob]>([])

    package init(
        name: String = "scripted", _ script: @escaping @Sendable (SandboxJob) async throws(PortError) -> SandboxResult
    ) {
        self.name = name
        self.script = script
    }

    /// Every job so far, in order.
    package var jobs: [SandboxJob] { seen.withLock { $0 } }

    package func run(_ job: SandboxJob) async throws(PortError) -> SandboxResult {
        seen.withLock { $0.append(job) }
        return try await script(job)
    }
}

extension SandboxResult {
    /// A run that ended by itself.
    package static func exited(
        _ code: Int, output: String = "", error: String = "", collected: [String: Data] = [:]
    ) -> SandboxResult {
        SandboxResult(
            end: .exited(code), standardOutput: Data(output.utf8), standardError: Data(error.utf8),
            collected: collected, seconds: 0.01)
    }
}
