import Foundation
import Rehearsal
import Testing

/// The system's Python, run in a directory with nothing of this process's environment.
struct Python {
    let directory: URL

    /// What it printed, errors included, and its exit status.
    func run(_ arguments: [String]) throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/python3")
        process.arguments = arguments
        process.currentDirectoryURL = directory
        process.environment = ["PATH": "/usr/bin:/bin", "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": directory.path]
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }
}

extension Scenario: CustomTestStringConvertible {
    /// A word instead of the whole log.
    package var testDescription: String { "\(number)-\(name)" }
}
