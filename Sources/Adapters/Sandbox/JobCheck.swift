import Domain
import Foundation

/// Refuses jobs that can't mean anything, before anything is copied.
enum JobCheck {
    static func refuseMalformed(_ job: SandboxJob) throws(PortError) {
        guard let first = job.command.first, !first.isEmpty else { throw refusal("the command is empty") }
        let texts = job.command + job.collect + job.environment.flatMap { [$0.key, $0.value] }
        guard !texts.contains(where: { $0.utf8.contains(0) }) else { throw refusal("a text holds a zero byte") }
        // `env` takes everything before the first word without an equals sign as a setting.
        guard !first.contains("="), !first.hasPrefix("-") else { throw refusal("\(first) can't be a program's name") }
        for name in job.environment.keys where name.isEmpty || name.contains("=") || name.hasPrefix("-") {
            throw refusal("\(name) can't be a variable's name")
        }
        let limits = job.limits
        let counts = [limits.cpuSeconds, limits.processes, limits.memoryBytes, limits.fileBytes, limits.openFiles]
        guard counts.allSatisfy({ 1...(1 << 40) ~= $0 }), 0...(1 << 30) ~= limits.outputBytes,
            0...(1 << 40) ~= limits.reservedBytes, 0...1_000_000 ~= limits.wallSeconds
        else { throw refusal("a limit is out of range") }
    }

    private static func refusal(_ reason: String) -> PortError {
        PortError(port: "Sandbox", operation: "accept the job", recovery: .giveUp, reason: reason)
    }
}
