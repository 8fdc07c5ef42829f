import Adapters
import Domain
import Foundation
import Logging

extension HealthCheck {
    /// Whether the chosen sandbox works, and what it shows of the machine.
    static func sandbox(_ configuration: BotConfiguration) -> HealthCheck {
        HealthCheck(name: "sandbox") {
            switch configuration.sandboxMode {
            case .subprocess:
                throw HealthProblem("code under test is NOT confined: set SANDBOX_MODE=bubblewrap")
            case .docker:
                try await configuration.docker.check()
                return "docker, image \(configuration.sandboxSettings.dockerImage)"
            case .bubblewrap:
                try await configuration.bubblewrap.check()
                let shown = configuration.bubblewrap.readOnlyPaths
                return (["bubblewrap, kernel calls filtered"] + shown.map { "shows \($0)" }).joined(separator: ", ")
            }
        }
    }

    /// What bounds a run as a whole. The absence of control groups is told, and is no fault.
    static func limits(_ configuration: BotConfiguration) -> HealthCheck {
        HealthCheck(name: "sandbox limits") {
            switch configuration.sandboxMode {
            case .subprocess: return "for each process alone"
            case .docker: return "Docker bounds memory, processes and processors of each run together"
            case .bubblewrap:
                switch configuration.bubblewrap.controlGroups {
                case .available(let path): return "each run together, by a cgroup in \(path)"
                case .absent(let reason):
                    return "memory by process, times their number: no cgroup, because \(reason)"
                }
            }
        }
    }

    /// One line for each way out of the sandbox that was tried just now.
    static func escapes(_ configuration: BotConfiguration, logger: Logger) async -> [HealthCheck] {
        let test = SandboxSelfTest(
            sandbox: configuration.sandbox(logger: logger),
            privateFiles: [configuration.databasePath, ".env"].map { URL(filePath: $0).path },
            environment: ProcessInfo.processInfo.environment)
        do {
            return try await test.run().map { result in
                HealthCheck(name: "  \(result.attempt.words)") {
                    guard result.isContained else { throw HealthProblem("NOT CONTAINED: \(result.detail)") }
                    return "contained: \(result.detail)"
                }
            }
        } catch {
            return [HealthCheck(name: "escape self-test") { throw error }]
        }
    }
}
