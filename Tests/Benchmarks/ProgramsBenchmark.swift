import Adapters
import Domain
import Foundation

/// What the rule-based agents make of buggy Python programs, from the log and the complaints to a verified patch.
///
/// `PROGRAMS=DIR` measures other programs: each folder holds `incident.log` beside the repository's files, or beside a
/// folder `repository` or `repo` (with its history, where it has a `.git`). Optional: `complaints.txt`, `expected.json`
/// (see `ProgramExpectation`), and `accepted/test_accepted.py`, tests of what is wanted that no agent sees.
/// `ONLY=NAME,NAME` picks some; `PATCHES=DIR` keeps each verified patch as `NAME.patch`; `WIDE=1` shows long remarks.
enum ProgramsBenchmark {
    static func run() async throws -> String {
        let environment = ProcessInfo.processInfo.environment
        let folder = URL(filePath: environment["PROGRAMS"] ?? "Tests/AgentsTests/Programs")
        let only = environment["ONLY"].map { $0.split(separator: ",").map(String.init) }
        let programs = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { FileManager.default.fileExists(atPath: $0.appending(path: "incident.log").path) }
            .filter { program in only?.contains { program.lastPathComponent.hasPrefix($0) } ?? true }
            .sorted { $0.lastPathComponent < $1.lastPathComponent }
        var trials: [Trial] = []
        for program in programs {
            let trial = try await Trial(of: program)
            trials.append(trial)
            if let patch = trial.patch, let keep = environment["PATCHES"] {
                try Data(patch.utf8).write(to: URL(filePath: keep).appending(path: "\(trial.name).patch"))
            }
        }
        show(trials, width: environment["WIDE"] == nil ? 110 : 1500)
        return conclude(trials)
    }

    /// One program, measured. What has no expectation is nil.
    private struct Trial {
        let name: String
        let error: String
        var severity: Bool?
        var customers: Bool?
        var place: Bool?
        let isReproduced: Bool
        let patch: String?
        var isWanted: Bool?
        let seconds: Double
        let remarks: String

        init(of program: URL) async throws {
            let clock = ContinuousClock()
            let start = clock.now
            let directory = FileManager.default.temporaryDirectory.appending(
                path: "incident-bench-\(UUID().uuidString)")
            defer { try? FileManager.default.removeItem(at: directory) }
            var scene = try await ProgramScene(program: program, directory: directory, sandbox: BubblewrapSandbox())
            try await scene.reproduce()
            let proposal = try await scene.repair()
            seconds = (clock.now - start).seconds
            (name, error) = (scene.name, scene.error)
            isReproduced = scene.reproduction != nil
            patch = proposal?.diff
            var words: [String] = []
            if let expected = try ProgramExpectation.of(program) {
                let incident = scene.incident
                severity = expected.fits(incident.classification)
                customers = expected.fits(incident.correlation?.customers ?? [])
                place = expected.fits(incident.diagnosis?.location)
                if severity == false { words.append(incident.classification?.reason ?? "no severity") }
                if customers == false {
                    words.append("customers: \((incident.correlation?.customers ?? []).map(\.name))")
                }
            }
            let hidden = program.appending(path: "accepted/test_accepted.py")
            if let proposal, let tests = try? String(contentsOf: hidden, encoding: .utf8) {
                isWanted = try await scene.accepts(proposal.patch.edits, tests: tests)
            }
            words.append(scene.words.isEmpty ? scene.reproduction?.input ?? "" : scene.words)
            remarks = words.joined(separator: " ").split(whereSeparator: \.isNewline).joined(separator: " ")
        }
    }

    private static func show(_ trials: [Trial], width: Int) {
        var table = Table(header: [
            "program", "error", "severity", "customers", "place", "reproduced", "repaired", "as wanted", "seconds",
            "remarks",
        ])
        for trial in trials {
            table.rows.append(
                [trial.name, trial.error]
                    + [
                        trial.severity, trial.customers, trial.place, trial.isReproduced, trial.patch != nil,
                        trial.isWanted,
                    ]
                    .map(word) + [trial.seconds.rounded(to: 1), String(trial.remarks.prefix(width))])
        }
        table.show()
    }

    private static func word(_ value: Bool?) -> String { value.map { $0 ? "yes" : "no" } ?? "–" }

    private static func conclude(_ trials: [Trial]) -> String {
        let parts: [(String, KeyPath<Trial, Bool?>)] = [
            ("severity as a person would say", \.severity), ("affected customers right", \.customers),
            ("place of the cause named", \.place),
        ]
        for (words, path) in parts {
            let known = trials.compactMap { $0[keyPath: path] }
            if !known.isEmpty { print("\(words): \(known.count { $0 }) of \(known.count)") }
        }
        let judged = trials.compactMap(\.isWanted)
        if !judged.isEmpty {
            print("repaired as wanted: \(judged.count { $0 }); verified, yet not as wanted: \(judged.count { !$0 })")
        }
        let (reproduced, repaired) = (trials.count(where: \.isReproduced), trials.count { $0.patch != nil })
        let median = trials.map(\.seconds).percentile(0.5).rounded(to: 1)
        return "reproduced \(reproduced) and repaired \(repaired) of \(trials.count), \(median) s each (median)"
    }
}
