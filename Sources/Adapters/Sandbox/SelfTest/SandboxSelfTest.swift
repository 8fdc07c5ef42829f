package import Domain
package import Foundation

/// Runs a program that tries to get out of the sandbox, and looks from outside whether it did.
///
/// What it is to find is laid out for the purpose: a readable file with a random word, a directory anybody may write to, a
/// listening port, and a process of the user who runs the code. All of it is gone afterwards. Takes a few seconds.
package struct SandboxSelfTest: Sendable {
    private let sandbox: any Sandbox
    private let directory: URL
    private let privateFiles: [String]
    private let environment: [String: String]
    private let wallSeconds: Double

    /// - Parameters:
    ///   - directory: where the bait is laid out.
    ///   - privateFiles: files of the bot's that code must not see.
    ///   - environment: the bot's, which code must not see. It is told digests alone.
    ///   - wallSeconds: how long each of the programs may take.
    package init(
        sandbox: any Sandbox, directory: URL = FileManager.default.temporaryDirectory, privateFiles: [String] = [],
        environment: [String: String] = [:], wallSeconds: Double = 10
    ) {
        self.sandbox = sandbox
        self.directory = directory
        self.privateFiles = privateFiles
        self.environment = environment
        self.wallSeconds = wallSeconds
    }

    /// The result of every attempt, in their order. An attempt that gives no answer counts as not contained.
    ///
    /// Throws when the sandbox can't work at all.
    package func run() async throws(PortError) -> [EscapeResult] {
        guard let bait = EscapeBait(in: directory) else {
            throw Self.error("\(directory.path): \(String(cString: strerror(errno)))")
        }
        return try await OwnThread.clearing({ bait.remove() }) { () throws(PortError) in try await run(with: bait) }
    }

    private func run(with bait: EscapeBait) async throws(PortError) -> [EscapeResult] {
        let probe = try Self.probe()
        do {
            return try await withThrowingTaskGroup(of: [EscapeResult].self) { group in
                for attempts in EscapeAttempt.groups {
                    group.addTask { try await self.run(attempts, bait: bait, probe: probe) }
                }
                let results = try await group.reduce(into: []) { $0 += $1 }
                return EscapeAttempt.allCases.compactMap { attempt in results.first { $0.attempt == attempt } }
            }
        } catch let error as PortError {
            throw error
        } catch {
            throw Self.error("\(error)")
        }
    }

    private func run(
        _ attempts: [EscapeAttempt], bait: EscapeBait, probe: Data
    ) async throws(PortError) -> [EscapeResult] {
        let name = "escape_probe.py"
        let job = SandboxJob(
            tree: URL(filePath: bait.tree), tools: [name: probe],
            command: ["python3", "-B", "\(SandboxJob.toolsPath)/\(name)"] + attempts.map(\.rawValue),
            input: bait.task(privateFiles: privateFiles, environment: environment),
            collect: ["escaped-file", "escaped-directory/secret"],
            limits: SandboxLimits(
                wallSeconds: wallSeconds, cpuSeconds: 10, processes: 32, memoryBytes: 256 << 20, fileBytes: 4 << 20))
        let result = try await sandbox.run(job)
        let told = Self.told(by: result.standardOutput)
        return attempts.map { attempt in
            if let escape = bait.escape(attempt, result: result) {
                return EscapeResult(attempt: attempt, isContained: false, detail: escape)
            }
            return told[attempt] ?? Self.withoutAnswer(attempt, result)
        }
    }

    private static func told(by output: Data) -> [EscapeAttempt: EscapeResult] {
        struct Line: Decodable {
            let attempt: EscapeAttempt
            let contained: Bool
            let detail: String
        }
        let lines = output.split(separator: UInt8(ascii: "\n")).compactMap {
            try? JSONDecoder().decode(Line.self, from: $0)
        }
        return lines.reduce(into: [:]) { results, line in
            results[line.attempt] = EscapeResult(
                attempt: line.attempt, isContained: line.contained, detail: line.detail)
        }
    }

    /// A process that used up its memory can be ended before it says so.
    private static func withoutAnswer(_ attempt: EscapeAttempt, _ result: SandboxResult) -> EscapeResult {
        if attempt == .memory, result.end == .signalled(9) {
            return EscapeResult(attempt: attempt, isContained: true, detail: "ended by the kernel")
        }
        let errors = String(decoding: result.standardError.suffix(200), as: UTF8.self)
        return EscapeResult(
            attempt: attempt, isContained: false, detail: "no answer: \(result.end) \(errors)")
    }

    private static func probe() throws(PortError) -> Data {
        let file = Bundle.module.bundleURL.appending(components: "Probe", "escape_probe.py")
        guard let program = try? Data(contentsOf: file) else {
            throw error("escape_probe.py is missing: copy the *.resources folders together with the program")
        }
        return program
    }

    private static func error(_ reason: String) -> PortError {
        PortError(port: "Sandbox", operation: "try to escape", recovery: .askHuman, reason: reason)
    }
}
