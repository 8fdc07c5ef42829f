import Adapters
import Agents
import Domain
import Foundation

/// One program as a repository of one commit, and the agents' way from its log to a verified patch, without Slack.
struct ProgramScene {
    let program: URL
    let repository: LocalGitRepository
    let sandbox: any Sandbox
    /// Everything that happened so far.
    private(set) var history: Facts
    private(set) var words = ""

    /// - Parameter directory: an empty place of its own for the clone and the commits.
    init(program: URL, directory: URL, sandbox: any Sandbox) async throws {
        self.program = program
        self.sandbox = sandbox
        repository = LocalGitRepository(
            path: try await Self.clone(of: program, in: directory), baseBranch: "main",
            scratch: directory.appending(path: "commits"))
        let log = try String(contentsOf: program.appending(path: "incident.log"), encoding: .utf8)
        let complaints = try? String(contentsOf: program.appending(path: "complaints.txt"), encoding: .utf8)
        let spoken = complaints.map { [Complaint(customer: nil, message: $0)] } ?? []
        history = Facts(opening: Intake(logs: log, complaints: spoken, source: .modal))
    }

    var name: String { program.lastPathComponent }
    var incident: Incident { history.incident }

    var error: String {
        incident.correlation?.mainError?.signature.exception.split(separator: ".").last.map(String.init) ?? "none"
    }

    var reproduction: Reproduction? {
        if case .reproduced(let value) = incident.reproduction { value } else { nil }
    }

    /// Correlates, classifies, diagnoses and reproduces.
    mutating func reproduce() async throws {
        let evidence = try IncidentDatabase(inMemory: .system)
        history.add(.correlated(try await CorrelationAgent(evidence: evidence).run(on: incident)))
        history.add(.severityClassified(try await SeverityAgent().run(on: incident)))
        let diagnosis = SuspectSearch(
            after: RootCauseAgent(repository: repository), repository: repository, history: repository)
        history.add(.diagnosed(try await diagnosis.run(on: incident)))
        guard let diagnosis = incident.diagnosis, diagnosis.location != nil else {
            return words = incident.diagnosis?.summary ?? ""
        }
        switch try await ReproductionAgent(sandbox: sandbox, repository: repository).run(on: incident) {
        case .reproduced(let value): history.add(.reproduced(value))
        case .notReproduced(let failure):
            words = "NOT REPRODUCED: \(failure.reason) "
            history.add(.notReproduced(failure))
        }
    }

    /// Asks for a patch and verifies it: the proposal, once it is verified.
    mutating func repair() async throws -> Proposal? {
        guard incident.diagnosis?.location != nil else { return nil }
        let agent = FixGeneratorAgent(sandbox: sandbox, repository: repository, history: repository)
        switch try await agent.run(on: incident) {
        case .none(let tried, _):
            words += "NO PATCH: " + tried.joined(separator: "; ")
            return nil
        case .kept: return nil
        case .proposed(let proposal) where proposal.isFailingTest:
            words += "FAILING TEST ONLY: " + proposal.explanation
            return nil
        case .proposed(let proposal): history.add(.patchProposed(proposal))
        }
        let proof = try await ExecutionAgent(sandbox: sandbox, repository: repository).run(on: incident)
        guard proof.passed else {
            words += "NOT VERIFIED: \(proof.verdict)"
            return nil
        }
        return incident.proposal
    }

    /// What the bot says of a patch that somebody wrote, against its reproduction or the one given.
    func verify(_ edits: [Patch.Edit], reproduction test: TestFile, timeoutSeconds: Int) async throws -> Verification {
        guard let diagnosis = incident.diagnosis, let location = diagnosis.location else { throw CancellationError() }
        let base = diagnosis.base
        let patch = Patch(edits: edits, additions: [test])
        let files = try await repository.files(at: base)
        let plan = try await TestPlanner(timeoutSeconds: timeoutSeconds).plan(
            for: location.file, files: files, reproduction: test
        ) { path async throws(PortError) in try await repository.contents(of: path, at: base) }
        let changes =
            (try? await PatchApplication.apply(patch) { [repository] path async throws(PortError) in
                try await repository.contents(of: path, at: base)
            }) ?? []
        let proposal = Proposal(
            attempt: 1, patch: patch, base: base, diff: try await repository.diff(of: changes, against: base),
            plan: plan, explanation: "", mode: .ruleBased)
        var facts = history
        if reproduction == nil {
            facts.add(
                .reproduced(
                    Reproduction(
                        input: "the calls of the incident", test: test, exception: error, location: location, tried: 0,
                        seconds: 0)))
        }
        facts.add(.patchProposed(proposal))
        return try await ExecutionAgent(sandbox: sandbox, repository: repository).run(on: facts.incident)
    }

    /// Whether tests that no agent sees pass on the patched program.
    func accepts(_ edits: [Patch.Edit], tests: String) async throws -> Bool {
        guard let base = incident.diagnosis?.base else { return false }
        var changes = try await PatchApplication.apply(Patch(edits: edits)) {
            [repository] path async throws(PortError) in
            try await repository.contents(of: path, at: base)
        }
        changes.append(FileChange(path: "test_zz_accepted.py", contents: tests))
        let command = ["env", "PYTHONPATH=.:src", "python3", "-m", "pytest", "-q", "-p", "no:cacheprovider"]
        let attempt = try await TestRunner(sandbox: sandbox).run(
            command + ["test_zz_accepted.py"], tree: try await repository.checkOut(base), changes: changes,
            timeoutSeconds: 60)
        return attempt.problem == nil && attempt.run.failed.isEmpty && !attempt.run.passed.isEmpty
    }

    /// A git repository of the program's files: its own, or one commit on `main`.
    private static func clone(of program: URL, in directory: URL) async throws -> URL {
        let files = FileManager.default
        let clone = directory.appending(path: "repository")
        try files.createDirectory(at: directory, withIntermediateDirectories: true)
        let inner = ["repository", "repo"].map { program.appending(path: $0) }
        let source = inner.first { files.fileExists(atPath: $0.path) }
        try files.copyItem(at: source ?? program, to: clone)
        if source != nil, files.fileExists(atPath: clone.appending(path: ".git").path) { return clone }
        for name in [".git", "incident.log"] { try? files.removeItem(at: clone.appending(path: name)) }
        for arguments in [["init", "-q", "-b", "main"], ["add", "-A"], ["commit", "-q", "-m", "Base"]] {
            let identity = ["-c", "user.name=Bench", "-c", "user.email=bench@example.com"]
            _ = try await Command.run(["git", "-C", clone.path] + identity + arguments)
        }
        return clone
    }
}

/// A history made step by step.
struct Facts {
    private(set) var incident: Incident

    init(opening intake: Intake) {
        let entry = Self.entry(.opened(intake), sequence: 1)
        guard let incident = Incident(entries: [entry]) else {
            preconditionFailure("a history begins with its opening")
        }
        self.incident = incident
    }

    mutating func add(_ fact: Fact, by actor: Actor = .workflow) {
        incident.apply(Self.entry(fact, sequence: incident.entries.count + 1, by: actor))
    }

    private static func entry(_ fact: Fact, sequence: Int, by actor: Actor = .workflow) -> JournalEntry {
        JournalEntry(
            incident: IncidentID(rawValue: 1), sequence: sequence, time: Date(), actor: actor, fact: fact,
            previousHash: "", hash: "")
    }
}

/// A command of the benchmark itself, run to its end.
enum Command {
    /// What it printed.
    static func run(_ arguments: [String], input: Data = Data()) async throws -> Data {
        var child = ChildProcess(
            "/usr/bin/env", arguments, outputs: [1: BoundedOutput(head: 64 << 20)], timeoutSeconds: 3_600)
        child.environment = ProcessInfo.processInfo.environment
        child.input = input
        return try await child.run().output(1)
    }
}
