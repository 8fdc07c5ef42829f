import Agents
import Domain
import Foundation
import Logging
import TestSupport
import Workflows

/// A bot without a face: engine, runner and scripted agents over fakes.
struct Bench {
    let clock = ManualClock()
    let journal: any Journal & IncidentDirectory
    let repository = InMemoryRepository(["a.py": "def f(d):\n    return d['x']\n"])
    let codeHost: RecordingCodeHost
    let knowledge = InMemoryKnowledgeBase()
    let evidence = InMemoryEvidenceStore()
    let engine: WorkflowEngine
    var attachments: any AttachmentSource = NoAttachments()
    /// Where the steps keep evidence, when it isn't `evidence`.
    var keptIn: (any EvidenceStore)?
    /// 0: every incident stands for itself.
    var recurrenceWindow = 0.0
    /// Where the steps read the code, when it isn't `repository`.
    var source: (any SourceRepository)?
    /// How the runner waits.
    var sleep: WorkflowRunner.Sleep = { try await Task.sleep(for: $0) }
    var starts: (any StepStarts)?
    let person = Actor.person(id: "U1")

    /// - Parameter journal: the journal in memory, unless another one is to be tried.
    init(journal: (any Journal & IncidentDirectory)? = nil) {
        self.journal = journal ?? InMemoryJournal(clock: clock.clock)
        codeHost = RecordingCodeHost(repository: repository)
        engine = WorkflowEngine(journal: self.journal, maximumAttempts: 3)
    }

    /// A proposal for this bench's repository, as a Fix Generator would make it.
    func proposal(attempt: Int, fixed: String) async throws -> Proposal {
        let patch = Patch(edits: [.init(file: "a.py", original: "return d['x']", fixed: fixed)])
        let repository = repository
        let changes = try await PatchApplication.apply(patch) { path throws(PortError) in
            try await repository.contents(of: path, at: repository.base)
        }
        return Proposal(
            attempt: attempt, patch: patch, base: repository.base,
            diff: try await repository.diff(of: changes, against: repository.base),
            plan: TestPlan(suite: ["pytest"], reproduction: nil, timeoutSeconds: 60), explanation: "Because.",
            mode: .ruleBased)
    }

    func agents(
        verdict: Diagnosis.Verdict = .codeCause(Example.location),
        proposals: [Proposal],
        passes: @escaping @Sendable (Proposal) -> Bool = { _ in true },
        severity: any IncidentAgent<Classification> = ScriptedAgent(Example.classification),
        correlation: any IncidentAgent<Correlation> = ScriptedAgent(Example.correlation)
    ) -> IncidentAgents {
        let base = repository.base
        return IncidentAgents(
            correlation: correlation,
            severity: severity,
            rootCause: ScriptedAgent(
                Diagnosis(
                    verdict: verdict, summary: "d has no x.", citations: [],
                    confidence: Confidence(level: .high, reason: "exact line"), runbook: nil, base: base,
                    mode: .ruleBased)),
            reproduction: ScriptedAgent(.reproduced(Example.reproduction)),
            fixGenerator: ScriptedAgent { incident, _ in
                let next = proposals.dropFirst(incident.proposals.count).first
                return next.map { .proposed($0) } ?? .none(tried: ["Nothing else."])
            },
            assessment: ScriptedAgent { incident, _ throws(PortError) in
                Assessment(
                    digest: incident.proposal?.digest ?? Example.proposal().digest, reproduction: .passes,
                    suite: .ran(kept: 1, of: 1, broken: []))
            },
            execution: ScriptedAgent { incident, _ throws(PortError) in
                guard let proposal = incident.proposal else {
                    throw PortError(port: "Agent", operation: "verify", recovery: .giveUp, reason: "no proposal")
                }
                return Example.verification(of: proposal, passed: passes(proposal))
            },
            critic: ScriptedAgent(Example.critique),
            customerResponse: ScriptedAgent(Example.replies),
            incidentReport: ScriptedAgent(Postmortem(markdown: "# Postmortem")),
            personalPatch: PersonalPatch(
                sandbox: ScriptedSandbox.agreeing(), repository: repository)
        )
    }

    /// - Parameter journal: the journal as the runner sees it, where that is another than the test's.
    func runner(_ agents: IncidentAgents, over journal: (any Journal)? = nil) -> WorkflowRunner {
        let engine = journal.map { WorkflowEngine(journal: $0, maximumAttempts: 3) } ?? engine
        let directory = self.journal
        let steps = Steps(
            agents: agents, evidence: keptIn ?? evidence, attachments: attachments, knowledge: knowledge,
            repository: source ?? repository, codeHost: codeHost,
            answerer: JournalAnswerer(knowledge: knowledge, repository: source ?? repository),
            publicURL: URL(string: "https://bot.example"),
            recurrence: RecurrenceSearch(directory: directory, windowSeconds: recurrenceWindow),
            returned: ReturnedErrorSearch(engine: engine, directory: directory))
        return WorkflowRunner(
            engine: engine, steps: steps, retry: RetryPolicy(waits: [.zero, .zero], clock: ContinuousClock()),
            starts: starts, clock: clock.clock, sleep: sleep,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    /// Runs until the incident is as wanted, then ends the runner as a crash would; gives it as it first was so, since
    /// the runner goes on until it is stopped.
    func run(
        _ agents: IncidentAgents, of id: IncidentID, over journal: (any Journal)? = nil,
        until isDone: @escaping @Sendable (Incident) -> Bool
    ) async throws -> Incident {
        let (engine, runner) = (engine, runner(agents, over: journal))
        let known = try await engine.incident(id)?.entries.count ?? 1
        @Sendable func first() async throws -> Incident? {
            let entries = try await engine.incident(id)?.entries ?? []
            return (known...max(known, entries.count)).lazy.compactMap { Incident(entries: Array(entries.prefix($0))) }
                .first(where: isDone)
        }
        return try await withThrowingTaskGroup(of: Incident?.self) { group in
            let changes = await engine.changes()
            group.addTask {
                try await runner.run()
                return nil
            }
            group.addTask {
                if let done = try await first() { return done }
                for await _ in changes {
                    if let done = try await first() { return done }
                }
                return nil
            }
            defer { group.cancelAll() }
            while let result = try await group.next() {
                if let result { return result }
            }
            throw CancellationError()
        }
    }

    struct NoAttachments: AttachmentSource {
        func fetch(_ attachment: Attachment) async throws(PortError) -> [UInt8] {
            throw PortError(
                port: "AttachmentSource", operation: "fetch", recovery: .giveUp, reason: "There are no files here.")
        }
    }
}
