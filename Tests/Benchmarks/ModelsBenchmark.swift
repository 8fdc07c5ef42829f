import Adapters
import Agents
import Domain
import Foundation
import Logging
import TestSupport
import Workflows

/// How long an incident waits for its model when every call takes two seconds, beside the same calls one after another.
///
/// The model's own agents over scripted rules, so that nothing but the calls takes time. `SECONDS=n` changes the two.
enum ModelsBenchmark {
    static func run() async throws -> String {
        let seconds = ProcessInfo.processInfo.environment["SECONDS"].flatMap(Double.init) ?? 2
        let model = ScriptedLanguageModel { request, _ throws(ModelFailure) in
            try? await Task.sleep(for: .seconds(seconds))
            return ModelAnswer(text: ModelsBenchmarkAnswers.text(for: request), model: "slow")
        }
        let bench = ModelsBench(model: model)
        let start = ContinuousClock.now
        let (incident, untilPullRequest) = try await bench.play()
        let whole = (ContinuousClock.now - start).seconds
        let row = Double(model.requests.count) * seconds
        var table = Table(header: ["step", "answer"])
        for consultation in incident.consultations {
            table.rows.append([consultation.step.rawValue, consultation.fallbackReason ?? "used"])
        }
        table.show()
        print(
            "\n\(model.requests.count) calls of \(seconds) s: whole loop \(whole.rounded(to: 2)) s, "
                + "until the pull request \(untilPullRequest.rounded(to: 2)) s, in a row \(row) s")
        return "ratio \((whole / row).rounded(to: 2))"
    }
}

/// Answers that are always usable.
private enum ModelsBenchmarkAnswers {
    static func text(for request: ModelRequest) -> String {
        switch request.purpose {
        case "severity": #"{"reason": "People can't pay.", "quotes": ["KeyError"]}"#
        case "rootCause":
            #"{"summary": "A key is missing.", "confidence": "high", "confidence_reason": "Seen.", "claims": [{"statement": "#
                + #""It indexes.", "kind": "source", "quote": "", "file": "a.py", "line": 2}]}"#
        case "customerResponse":
            #"{"replies": [{"customer": "Customer-1", "text": "Hello Customer-1, we are sorry. It is mended soon. The team"}]}"#
        case "incidentReport": #"{"recommendations": ["Test the function with a missing key."]}"#
        default: "a patch"
        }
    }
}

/// Engine and runner over fakes.
private struct ModelsBench {
    let journal = InMemoryJournal()
    let repository = InMemoryRepository(["a.py": "def f(d):\n    return d['x']\n"])
    let evidence = InMemoryEvidenceStore()
    let knowledge = InMemoryKnowledgeBase()
    let engine: WorkflowEngine
    let model: ScriptedLanguageModel
    private let logger = Logger(label: "bench") { _ in SwiftLogNoOpLogHandler() }

    init(model: ScriptedLanguageModel) {
        self.model = model
        engine = WorkflowEngine(journal: journal, maximumAttempts: 3)
    }

    private static let log =
        "Traceback (most recent call last):\n  File \"/srv/a.py\", line 2, in f\n    return d['x']\nKeyError: 'x'\n"

    /// The incident in the end, and the seconds until its pull request was open.
    func play() async throws -> (Incident, Double) {
        let start = ContinuousClock.now
        let intake = Intake(
            logs: Self.log, complaints: [Complaint(customer: "Rosa Diaz", message: "I can't pay.")], source: .webhook)
        let id = try await engine.open(intake, by: .person(id: "U1"), key: "1")
        let steps = Steps(
            agents: try await agents(), evidence: evidence, attachments: NoAttachments(), knowledge: knowledge,
            repository: repository, codeHost: RecordingCodeHost(repository: repository),
            answerer: JournalAnswerer(knowledge: knowledge, repository: repository))
        let runner = WorkflowRunner(
            engine: engine, steps: steps, retry: RetryPolicy(waits: [], clock: ContinuousClock()), logger: logger)
        let changes = await engine.changes()
        return try await withThrowingTaskGroup(of: (Incident, Double)?.self) { group in
            group.addTask {
                try await runner.run()
                return nil
            }
            group.addTask {
                var untilPullRequest = 0.0
                for await _ in changes {
                    guard let now = try await engine.incident(id) else { continue }
                    if now.isAwaitingDecision, now.status == .awaitingApproval, let digest = now.proposal?.digest {
                        _ = try? await engine.record(.approved(digest), of: id, by: .person(id: "U1"))
                    }
                    if now.pullRequest != nil, untilPullRequest == 0 {
                        untilPullRequest = (ContinuousClock.now - start).seconds
                    }
                    if !now.status.isOpen { return (now, untilPullRequest) }
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

    private func agents() async throws -> IncidentAgents {
        let patch = Patch(edits: [.init(file: "a.py", original: "return d['x']", fixed: "return d.get('x')")])
        let repository = repository
        let changes = try await PatchApplication.apply(patch) { path throws(PortError) in
            try await repository.contents(of: path, at: repository.base)
        }
        let proposal = Proposal(
            attempt: 1, patch: patch, base: repository.base,
            diff: try await repository.diff(of: changes, against: repository.base),
            plan: TestPlan(suite: ["pytest"], reproduction: nil, timeoutSeconds: 60), explanation: "", mode: .ruleBased)
        let run = TestRun(passed: ["t"], failed: [], skipped: [], exitCode: 0, output: "", seconds: 0)
        let model = model
        let rules = IncidentAgents(
            correlation: CorrelationAgent(evidence: evidence), severity: SeverityAgent(),
            rootCause: RootCauseAgent(repository: repository),
            reproduction: ScriptedAgent(.notReproduced(FailedReproduction(reason: "", tried: 0, seconds: 0))),
            fixGenerator: ScriptedAgent { _, _ in
                _ = try? await model.answer(
                    ModelRequest(purpose: "fixGenerator", messages: [ModelMessage(.user, [.words("patch")])], nonce: "")
                )
                return .proposed(proposal)
            },
            assessment: ScriptedAgent(Assessment(digest: proposal.digest, reproduction: .passes, suite: .notRun(""))),
            execution: ScriptedAgent(
                Verification(
                    digest: proposal.digest, verdict: .passed, reproductionBefore: nil, reproductionAfter: nil,
                    suiteBefore: run, suiteAfter: run, sandbox: "none", seconds: 0)),
            critic: CriticAgent(), customerResponse: CustomerResponseAgent(), incidentReport: IncidentReportAgent(),
            personalPatch: PersonalPatch(
                sandbox: ScriptedSandbox.agreeing(), repository: repository))
        let adviser = ModelAdviser(
            model: model, log: JournalConsultations(engine: engine, evidence: evidence, logger: logger),
            redactor: engine.redactor, limits: .init(toolRounds: 0))
        return rules.asking(
            adviser,
            sources: InvestigationSources(
                repository: repository, history: NoHistory(), knowledge: knowledge, evidence: evidence))
    }

    private struct NoAttachments: AttachmentSource {
        func fetch(_ attachment: Attachment) async throws(PortError) -> [UInt8] { [] }
    }
}
