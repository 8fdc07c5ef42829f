import Domain
import Foundation

/// Runs an empty program, to see that a sandbox works.
enum SandboxCheck {
    static func run(in sandbox: some Sandbox, directory: URL) async throws(PortError) {
        guard let empty = TemporaryDirectory(in: directory.path, prefix: "incident-check-") else {
            throw error(.askHuman, "\(directory.path): \(String(cString: strerror(errno)))")
        }
        let job = SandboxJob(
            tree: URL(filePath: empty.path), command: ["true"], limits: SandboxLimits(wallSeconds: 10))
        let result = try await OwnThread.clearing({ empty.remove() }) { () throws(PortError) in
            try await sandbox.run(job)
        }
        guard result.end == .exited(0) else { throw error(.askHuman, "an empty program ended with \(result.end)") }
    }

    private static func error(_ recovery: PortError.Recovery, _ reason: String) -> PortError {
        PortError(port: "Sandbox", operation: "run an empty program", recovery: recovery, reason: reason)
    }
}
