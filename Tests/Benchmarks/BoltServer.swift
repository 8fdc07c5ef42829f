import Adapters
import Domain
import Foundation

/// Slack's own framework for Python with a bot that checks the signature and inserts one row: what the load is compared with.
///
/// Installed from the package index into a directory that is removed afterwards.
struct BoltServer {
    struct Missing: Error, CustomStringConvertible {
        let description: String
    }

    let port: Int
    let versions: String
    private let process: Process

    /// Starts it on a port of its own. Throws a line that says why there is none.
    static func start(in directory: URL) throws -> BoltServer {
        let environment = directory.appending(path: "bolt")
        try run("/usr/bin/env", ["python3", "-m", "venv", environment.path], or: "python3-venv is not installed")
        let python = environment.appending(path: "bin/python").path
        try run(
            python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "slack-bolt", "aiohttp"],
            or: "slack-bolt could not be installed")
        let script = Bundle.module.url(forResource: "Bolt/app", withExtension: "py")
        guard let script else { throw Missing(description: "the comparison's program is not beside the benchmark") }
        let versions = try run(
            python,
            [
                "-c",
                "import slack_bolt.version as b, aiohttp as a; print('slack-bolt', b.__version__, 'on aiohttp', a.__version__)",
            ],
            or: "slack-bolt can't be imported")
        let port = try freePort()
        let (process, output) = (Process(), Pipe())
        process.executableURL = URL(filePath: python)
        process.arguments = [
            script.path, String(port), directory.appending(path: "bolt.sqlite").path, LoadRequest.secret,
        ]
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        guard String(decoding: output.fileHandleForReading.availableData, as: UTF8.self).hasPrefix("ready") else {
            kill(process.processIdentifier, SIGKILL)
            throw Missing(description: "slack-bolt did not start")
        }
        return BoltServer(
            port: port, versions: versions.trimmingCharacters(in: .whitespacesAndNewlines), process: process)
    }

    /// Peak resident size in MiB.
    var peakMebibytes: Double { Memory.mebibytes("VmHWM", of: String(process.processIdentifier)) }

    /// It keeps nothing that is worth an orderly end.
    func stop() { kill(process.processIdentifier, SIGKILL) }

    @discardableResult
    private static func run(_ program: String, _ arguments: [String], or reason: String) throws -> String {
        let (process, output) = (Process(), Pipe())
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        do { try process.run() } catch { throw Missing(description: reason) }
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Missing(description: reason) }
        return text
    }

    /// Free when it was asked for.
    private static func freePort() throws -> Int {
        let port = try run(
            "/usr/bin/env",
            [
                "python3", "-c",
                "import socket; s = socket.socket(); s.bind(('127.0.0.1', 0)); print(s.getsockname()[1])",
            ],
            or: "no port is free")
        guard let number = Int(port.trimmingCharacters(in: .whitespacesAndNewlines)) else {
            throw Missing(description: "no port is free")
        }
        return number
    }
}
