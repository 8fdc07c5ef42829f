import Adapters
import Agents
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
            let outcome = try await ProgramRun(program: program).outcome()
            let seconds = (ContinuousClock.now - start).seconds
            reproduced += outcome.input == nil ? 0 : 1
            repaired += outcome.diff == nil ? 0 : 1
            if let diff = outcome.diff, let keep = environment["PATCHES"] {
                try Data(diff.utf8).write(to: URL(filePath: keep).appending(path: "\(program.lastPathComponent).patch"))
            }
            table.rows.append([
                program.lastPathComponent, outcome.error, outcome.input == nil ? "no" : "yes",
                outcome.diff == nil ? "no" : "yes", seconds.rounded(to: 1), String(outcome.words.prefix(110)),
            ])
        }
        table.show()
        return "reproduced \(reproduced) and repaired \(repaired) of \(programs.count)"
    }
}

/// Phase one and the verification for one program, without Slack.
private struct ProgramRun {
    struct Outcome {
        var error = "–"
        var input: String?
        /// The patch, once it is verified.
        var diff: String?
        var words = ""
    }

    let program: URL

    func outcome() async throws -> Outcome {
        let directory = FileManager.default.temporaryDirectory.appending(path: "incident-bench-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: directory) }
        let repository = LocalGitRepository(
            path: try repository(in: directory), baseBranch: "main", scratch: directory.appending(path: "commits"))
        return try await outcome(of: repository)
    }

    private func outcome(of repository: LocalGitRepository) async throws -> Outcome {
        let sandbox = BubblewrapSandbox()
        let log = try String(contentsOf: program.appending(path: "incident.log"), encoding: .utf8)
        let evidence = try IncidentDatabase(inMemory: .system)
        var history = Facts(opening: Intake(logs: log, source: .modal))
        var outcome = Outcome()

        let correlation = try await CorrelationAgent(evidence: evidence).run(on: history.incident)
        history.add(.correlated(correlation))
        outcome.error = correlation.mainError?.signature.exception.split(separator: ".").last.map(String.init) ?? "none"
        let diagnosis = try await RootCauseAgent(repository: repository).run(on: history.incident)
        history.add(.diagnosed(diagnosis))
        guard diagnosis.location != nil else { return ending(outcome, diagnosis.summary) }
        switch try await ReproductionAgent(sandbox: sandbox, repository: repository).run(on: history.incident) {
        case .reproduced(let value):
            outcome.input = value.input
            history.add(.reproduced(value))
        case .notReproduced(let failure):
            outcome.words = "NOT REPRODUCED: \(failure.reason) "
            history.add(.notReproduced(failure))
        }
        switch try await FixGeneratorAgent(sandbox: sandbox, repository: repository).run(on: history.incident) {
        case .none(let tried): return ending(outcome, "NO PATCH: " + tried.joined(separator: "; "))
        case .proposed(let proposal): history.add(.patchProposed(proposal))
        }
        let proof = try await ExecutionAgent(sandbox: sandbox, repository: repository).run(on: history.incident)
        guard proof.passed else { return ending(outcome, "NOT VERIFIED: \(proof.verdict)") }
        outcome.diff = history.incident.proposal?.diff
        return ending(outcome, outcome.input ?? "")
    }

    private func ending(_ outcome: Outcome, _ words: String) -> Outcome {
        var outcome = outcome
        outcome.words += words.split(whereSeparator: \.isNewline).joined(separator: " ")
        return outcome
    }

    /// A git repository of the program's files, one commit on `main`.
    private func repository(in directory: URL) throws -> URL {
        let files = FileManager.default
        let clone = directory.appending(path: "repository")
        try files.createDirectory(at: directory, withIntermediateDirectories: true)
        let inner = ["repository", "repo"].map { program.appending(path: $0) }
        let source = inner.first { files.fileExists(atPath: $0.path) } ?? program
        try files.copyItem(at: source, to: clone)
        for name in [".git", "incident.log"] { try? files.removeItem(at: clone.appending(path: name)) }
        for arguments in [["init", "-q", "-b", "main"], ["add", "-A"], ["commit", "-q", "-m", "Base"]] {
            let process = Process()
            process.executableURL = URL(filePath: "/usr/bin/env")
            process.arguments =
                ["git", "-C", clone.path, "-c", "user.name=Bench", "-c", "user.email=bench@example.com"] + arguments
            try process.run()
            process.waitUntilExit()
        }
        return clone
    }
}

/// A history made step by step.
private struct Facts {
    private(set) var incident: Incident

    init(opening intake: Intake) {
        let entry = Self.entry(.opened(intake), sequence: 1)
        guard let incident = Incident(entries: [entry]) else {
            preconditionFailure("a history begins with its opening")
        }
        self.incident = incident
    }

    mutating func add(_ fact: Fact) {
        incident.apply(Self.entry(fact, sequence: incident.entries.count + 1))
    }

    private static func entry(_ fact: Fact, sequence: Int) -> JournalEntry {
        JournalEntry(
            incident: IncidentID(rawValue: 1), sequence: sequence, time: Date(), actor: .workflow, fact: fact,
            previousHash: "", hash: "")
    }
}
