import Adapters
import Domain
import Foundation
import Logging
import TestSupport

/// The sandboxes that keep the port's promises. Docker is a stand-in that runs what it is told under bubblewrap.
enum SandboxKind: String, CaseIterable, Sendable {
    case bubblewrap, docker
}

/// A small source tree and a place for copies, removed with the value.
final class SandboxScene: Sendable {
    let root: URL
    let sandbox: BubblewrapSandbox
    let docker: DockerSandbox

    var tree: URL { root.appending(path: "tree") }
    /// Where the sandbox prepares its copies. Empty whenever nothing runs.
    var copies: URL { root.appending(path: "copies") }

    init() throws {
        let name = "sandbox-scene-\(UUID().uuidString)"
        root = FileManager.default.temporaryDirectory.appending(path: name)
        let files = FileManager.default
        try files.createDirectory(at: root.appending(path: "tree/nested"), withIntermediateDirectories: true)
        try files.createDirectory(at: root.appending(path: "copies"), withIntermediateDirectories: true)
        // The sandbox's user is another than the tests' when they run as root.
        try files.setAttributes([.posixPermissions: 0o711], ofItemAtPath: root.path)
        sandbox = BubblewrapSandbox(readOnlyPaths: [], directory: root.appending(path: "copies"))
        let standIn = Bundle.module.bundleURL.appending(components: "StandIn", "docker")
        let program = root.appending(path: "docker")
        try files.copyItem(at: standIn, to: program)
        try files.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program.path)
        docker = DockerSandbox(
            image: "tests:latest", host: "test://\(root.path)/containers",
            directory: root.appending(path: "copies"), program: program.path)
        try write("print('hello')\n", to: "main.py")
        try write("deep", to: "nested/data.txt")
    }

    var subprocess: SubprocessSandbox {
        SubprocessSandbox(directory: copies, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    func sandbox(_ kind: SandboxKind) -> any Sandbox {
        switch kind {
        case .bubblewrap: sandbox
        case .docker: docker
        }
    }

    /// The same, with its copies elsewhere.
    func sandbox(_ kind: SandboxKind, directory: URL) -> any Sandbox {
        switch kind {
        case .bubblewrap: BubblewrapSandbox(readOnlyPaths: [], directory: directory)
        case .docker:
            DockerSandbox(
                image: "tests:latest", host: "test://\(root.path)/containers", directory: directory,
                program: root.appending(path: "docker").path)
        }
    }

    deinit {
        try? FileManager.default.removeItem(at: root)
    }

    func write(_ text: String, to path: String) throws {
        try Data(text.utf8).write(to: tree.appending(path: path))
    }

    func job(_ command: [String], limits: SandboxLimits = SandboxLimits(wallSeconds: 60)) -> SandboxJob {
        SandboxJob(tree: tree, command: command, limits: limits)
    }

    func shell(_ script: String, limits: SandboxLimits = SandboxLimits(wallSeconds: 60)) -> SandboxJob {
        job(["sh", "-c", script], limits: limits)
    }

    func python(_ program: String, limits: SandboxLimits = SandboxLimits(wallSeconds: 60)) -> SandboxJob {
        job(["python3", "-c", program], limits: limits)
    }

    /// What is left of runs: copies and containers not removed.
    func leftovers() throws -> [String] {
        let containers = try? FileManager.default.contentsOfDirectory(atPath: root.appending(path: "containers").path)
        return try FileManager.default.contentsOfDirectory(atPath: copies.path) + (containers ?? [])
    }
}

extension SandboxResult {
    var output: String { String(decoding: standardOutput, as: UTF8.self) }
    var errors: String { String(decoding: standardError, as: UTF8.self) }
}

/// Processes of this machine whose command line holds the text.
func processes(mentioning text: String) async -> [String] {
    await OwnThread.run { runningProcesses(mentioning: text) }
}

private func runningProcesses(mentioning text: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return names.filter { name in
        guard Int(name) != nil, let line = FileManager.default.contents(atPath: "/proc/\(name)/cmdline") else {
            return false
        }
        return String(decoding: line, as: UTF8.self).contains(text)
    }
}

/// Returns once as many processes mention the text as are wanted. The kernel starts and ends them in its own time.
func processes(mentioning text: String, until areWanted: (Int) -> Bool) async throws {
    try await eventually("processes of \(text)") { areWanted(await processes(mentioning: text).count) ? () : nil }
}
