import Adapters
import Domain
import Foundation

/// What the rule-based agents make of buggy Python programs: reproduced, repaired, and how long it takes.
///
/// `PROGRAMS=DIR` measures other programs: each folder holds `incident.log` beside the repository's files, or beside a
/// folder `repository` or `repo`. `PATCHES=DIR` keeps each verified patch as `NAME.patch`.
enum ProgramsBenchmark {
    static func run() async throws -> String {
        let environment = ProcessInfo.processInfo.environment
        let folder = URL(filePath: environment["PROGRAMS"] ?? "Tests/AgentsTests/Programs")
        let programs = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { FileManager.default.fileExists(atPath: $0.appending(path: "incident.log").path) }
            .sorted { $0.lastPathComponent < $1.lastPathComponent }
        var table = Table(header: ["program", "error", "reproduced", "repaired", "seconds", "how"])
        var (reproduced, repaired) = (0, 0)
        for program in programs {
            let start = ContinuousClock.now
            let directory = FileManager.default.temporaryDirectory.appending(
                path: "incident-bench-\(UUID().uuidString)")
            defer { try? FileManager.default.removeItem(at: directory) }
            var scene = try ProgramScene(program: program, directory: directory, sandbox: BubblewrapSandbox())
            try await scene.reproduce()
            let proposal = try await scene.repair()
            let seconds = (ContinuousClock.now - start).seconds
            reproduced += scene.reproduction == nil ? 0 : 1
            repaired += proposal == nil ? 0 : 1
            if let proposal, let keep = environment["PATCHES"] {
                try Data(proposal.diff.utf8).write(to: URL(filePath: keep).appending(path: "\(scene.name).patch"))
            }
            let words = scene.words.isEmpty ? scene.reproduction?.input ?? "" : scene.words
            table.rows.append([
                scene.name, scene.error, scene.reproduction == nil ? "no" : "yes", proposal == nil ? "no" : "yes",
                seconds.rounded(to: 1),
                String(
                    words.split(whereSeparator: \.isNewline).joined(separator: " ").prefix(
                        environment["WIDE"] == nil ? 110 : 1500)),
            ])
        }
        table.show()
        return "reproduced \(reproduced) and repaired \(repaired) of \(programs.count)"
    }
}
