import Foundation

/// Runs git on one bare repository, deaf to everybody's settings. What the stand-in says is what git says.
struct GitProgram: Sendable {
    let directory: URL

    struct Answer: Sendable {
        let status: Int
        let output: Data

        var line: String { String(decoding: output, as: UTF8.self).trimmingCharacters(in: .newlines) }
    }

    private struct Failed: Error {
        let arguments: [String]
    }

    /// One line of output from a command that must succeed.
    func line(_ arguments: [String], input: Data = Data(), environment: [String: String] = [:]) async throws -> String {
        let answer = try await run(arguments, input: input, environment: environment)
        guard answer.status == 0 else { throw Failed(arguments: arguments) }
        return answer.line
    }

    func run(
        _ arguments: [String], input: Data = Data(), environment: [String: String] = [:]
    ) async throws -> Answer {
        try await Self.run(
            ["--git-dir=\(directory.path)", "-c", "gc.auto=0"] + arguments, input: input, environment: environment)
    }

    /// On a thread of its own: waiting for a program would hold up everybody else's work.
    static func run(
        _ arguments: [String], input: Data, environment: [String: String]
    ) async throws -> Answer {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(
                    with: Result { try waiting(for: arguments, input: input, environment: environment) })
            }
        }
    }

    /// The input comes from a file and the output is read to its end, so neither side can wait for the other.
    private static func waiting(
        for arguments: [String], input: Data, environment: [String: String]
    ) throws -> Answer {
        let file = FileManager.default.temporaryDirectory.appending(path: "git-input-\(UUID().uuidString)")
        try input.write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let (process, pipe) = (Process(), Pipe())
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["git"] + arguments
        process.environment = [
            "PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": "/nonexistent", "LC_ALL": "C", "TZ": "UTC",
            "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1",
        ].merging(environment) { $1 }
        process.standardInput = try FileHandle(forReadingFrom: file)
        process.standardError = FileHandle.nullDevice
        process.standardOutput = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return Answer(status: Int(process.terminationStatus), output: output)
    }
}
