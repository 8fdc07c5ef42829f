package import Domain
import Foundation

/// Proposes a patch for the diagnosed failure, with what was seen of it.
///
/// A model's patch is put before people as it is, unless the policy, the tamper guard or a secret forbids it; the rules'
/// stands beside it. Without a model only a candidate of the rules on which the reproduction passes and that breaks no test
/// is proposed, and never one that was proposed before. Where the bug was reproduced and nothing speaks for a repair, the
/// failing test is offered. The rules repair Python only.
package struct FixGeneratorAgent: IncidentAgent {
    private let sandbox: any Sandbox
    private let repository: any SourceRepository
    private let planner: TestPlanner
    private let policies: any PolicySource
    private let screening: PatchScreening
    private let history: (any SourceHistory)?
    private let budgetSeconds: Double
    private var writer: ModelPatchWriter?

    /// - Parameters:
    ///   - history: where earlier versions of the code are read, for repairs that take a change back or follow it.
    ///   - maximumCandidates: how many candidates of the rules are run at most.
    ///   - budgetSeconds: from the evidence to the patch, `PATCH_BUDGET_SECONDS`; what hasn't run by then is assessed later.
    package init(
        sandbox: any Sandbox,
        repository: any SourceRepository,
        history: (any SourceHistory)? = nil,
        planner: TestPlanner = TestPlanner(),
        policy: PatchPolicy = PatchPolicy(),
        policies: any PolicySource = NoRepositoryPolicy(),
        maximumCandidates: Int = 12,
        budgetSeconds: Double = 120
    ) {
        self.sandbox = sandbox
        self.repository = repository
        self.history = history
        self.planner = planner
        self.policies = policies
        self.budgetSeconds = budgetSeconds
        screening = PatchScreening(
            reviewer: PatchReviewer(
                sandbox: sandbox, gate: PatchGate(policy: policy, policies: policies, repository: repository)),
            maximumCandidates: maximumCandidates)
    }

    /// The same, with a model that writes a patch.
    package func asking(_ adviser: ModelAdviser, sources: InvestigationSources) -> Self {
        var agent = self
        agent.writer = ModelPatchWriter(adviser: adviser, gate: screening.reviewer.gate, sources: sources)
        return agent
    }

    package func run(on incident: Incident) async throws(PortError) -> FixOutcome {
        guard let diagnosis = incident.diagnosis else { return .none(tried: ["There is no diagnosis yet."]) }
        guard diagnosis.location != nil || writer != nil else {
            let (tried, asked) = (["The diagnosis names no place in the code to change."], incident.unreadDemands)
            return incident.patchToKeep(asked, tried: tried).map { .kept($0) }
                ?? .none(tried: tried, requirements: asked)
        }
        let clock = BudgetClock(seconds: max(budgetSeconds - incident.secondsSinceEvidence, budgetSeconds / 4))
        let scene = PatchScene(
            incident: incident, base: diagnosis.base, tree: try await repository.checkOut(diagnosis.base),
            files: try await repository.files(at: diagnosis.base),
            policy: try await policies.policy(at: diagnosis.base),
            reproduction: incident.reproduction?.reproduction, planner: planner, repository: repository)
        return try await outcome(in: scene, at: diagnosis.location, clock)
    }

    private func outcome(
        in scene: PatchScene, at location: CodeLocation?, _ clock: BudgetClock
    ) async throws(PortError) -> FixOutcome {
        let plan = try await scene.plan(for: location?.file ?? "", test: scene.reproduction?.test)
        let runs = SuiteRuns(
            plan: plan.limited(to: Int(clock.remaining / 2)), tree: scene.tree, runner: screening.reviewer.runner)
        let (written, (answer, suiteBefore)) = try await Concurrent.both { [writer] () async throws(PortError) in
            try await writer?.write(for: scene.incident, location: location, base: scene.base)
        } and: { () async throws(PortError) in
            try await Concurrent.both { () async throws(PortError) in
                try await candidates(in: scene, at: location)
            } and: { () async throws(PortError) in
                try await runs.run([])
            }
        }
        let model = try await review(written, at: location, in: scene, suiteBefore: suiteBefore, clock)
        let rules = try await screening.screen(answer.candidates, in: scene, suiteBefore: suiteBefore) {
            clock.remaining
        }
        if let model {
            let asked = try await requirements(met: model.patch, by: .model, in: scene, at: location)
            return .proposed(proposal(model, beside: rules.passed, asked, in: scene))
        }
        if let passed = rules.passed {
            let asked = try await requirements(met: passed.patch, by: .rules, in: scene, at: location)
            return .proposed(proposal(passed, asked, in: scene))
        }
        let read = answer.requirements.map { $0.requirement(by: .rules) }
        let asked = read.isEmpty ? scene.incident.unreadDemands : read
        let none = answer.candidates.isEmpty && answer.notes.isEmpty ? ["No template fits this failure."] : []
        let tried = none + rules.refused + answer.notes.map { BoundedText.line($0, limit: 300) }
        if let kept = scene.incident.patchToKeep(asked, tried: tried) { return .kept(kept) }
        let failingTest = FailingTest(repository: repository)
        return try await failingTest.proposal(in: scene, tried: tried, asked: asked).map { .proposed($0) }
            ?? .none(tried: tried, requirements: asked)
    }

    private func candidates(in scene: PatchScene, at location: CodeLocation?) async throws(PortError) -> RepairAnswer {
        guard let location else { return .none("The diagnosis names no place in the code to change.") }
        guard location.language == .python else {
            return .none("The rules repair Python only; `\(location.file)` is \(location.language.rawValue).")
        }
        let job = RepairJob(
            incident: scene.incident, location: location, files: scene.files,
            history: await past(at: location, in: scene), output: ".incident-repair.json")
        return try await RepairProgram(sandbox: sandbox).candidates(for: job, in: scene.tree)
    }

    /// What people asked for, and what a patch does about it, by its code and by what its test asserts.
    private func requirements(
        met patch: ReviewedPatch, by author: PatchAuthor, in scene: PatchScene, at location: CodeLocation?
    ) async throws(PortError) -> [Requirement] {
        guard let location, location.language == .python, !scene.incident.guidance.isEmpty else { return [] }
        var job = RepairJob(
            incident: scene.incident, location: location, files: scene.files, output: ".incident-repair.json")
        job.judge = patch.patch.edits
        job.observed = patch.asserted
        return try await RepairProgram(sandbox: sandbox).candidates(for: job, in: scene.tree).requirements
            .map { $0.requirement(by: author) }
    }

    private func past(at location: CodeLocation, in scene: PatchScene) async -> [PastVersion] {
        guard let history else { return [] }
        let signature = scene.incident.correlation?.mainError?.signature
        let frames = signature.map { RepairJob.frames(of: $0, among: scene.files).reversed().map(\.file) } ?? []
        return await PastVersions(repository: repository, history: history).read(
            around: [location.file] + frames, among: scene.files, at: scene.base)
    }
}

// MARK: - What a model wrote

extension FixGeneratorAgent {
    private typealias Written = (candidate: RepairAnswer.Candidate?, draft: ConsultationDraft)

    private struct ModelPatch {
        let candidate: RepairAnswer.Candidate
        let patch: ReviewedPatch
        let assessment: Assessment
    }

    /// What was seen of the model's patch; nil where there is none that may be shown. Where the logged error is raised with
    /// it still, and there is time, the model is told so and asked once more.
    private func review(
        _ written: Written?, at location: CodeLocation?, in scene: PatchScene, suiteBefore: TestAttempt,
        _ clock: BudgetClock
    ) async throws(PortError) -> ModelPatch? {
        guard let written, let writer else { return nil }
        let first = try await shown(written, by: writer, in: scene, suiteBefore: suiteBefore, clock)
        guard let first, case .stillFails(let seen) = first.patch.reproduction, clock.remaining > budgetSeconds / 4
        else { return first }
        let again = try await writer.write(
            for: scene.incident, location: location, base: scene.base,
            after: ModelPatchWriter.Failed(edits: first.candidate.edits, seen: seen))
        let second = try await shown(again, by: writer, in: scene, suiteBefore: suiteBefore, clock)
        if case .stillFails? = second?.patch.reproduction { return first }
        return second ?? first
    }

    /// One answer of the model, held against the rules and run. Writes down what became of it.
    private func shown(
        _ written: Written, by writer: ModelPatchWriter, in scene: PatchScene, suiteBefore: TestAttempt,
        _ clock: BudgetClock
    ) async throws(PortError) -> ModelPatch? {
        var draft = written.draft
        var shown: ModelPatch?
        if let candidate = written.candidate {
            switch try await screening.reviewer.review(candidate.edits, in: scene) {
            case .refused(let sentence):
                draft.outcome = .fellBack(reason: "its patch was refused: \(BoundedText.line(sentence, limit: 300))")
            case .reviewed(let patch):
                let assessment = try await screening.reviewer.assess(
                    patch, in: scene, suiteBefore: suiteBefore, within: clock.remaining)
                shown = ModelPatch(candidate: candidate, patch: patch, assessment: assessment)
            }
        }
        await writer.adviser.record(draft, of: scene.incident)
        return shown
    }

    private func proposal(
        _ model: ModelPatch, beside rules: PatchScreening.Passed?, _ asked: [Requirement], in scene: PatchScene
    ) -> Proposal {
        let other = rules.flatMap { $0.patch.diff == model.patch.diff ? nil : $0 }
        return scene.proposal(
            model.patch, mode: model.candidate.mode, outcome: model.patch.outcome,
            explanation: BoundedText.headAndTail(of: model.candidate.explanation, limit: 1_500),
            support: model.patch.documented,
            requirements: asked,
            alternative: other.map {
                AlternativePatch(
                    diff: $0.patch.diff, explanation: $0.candidate.words, outcome: $0.outcome,
                    level: $0.assessment.level)
            },
            assessment: model.assessment)
    }
}

// MARK: - What the rules wrote

extension FixGeneratorAgent {
    private func proposal(
        _ passed: PatchScreening.Passed, _ asked: [Requirement], in scene: PatchScene
    ) -> Proposal {
        scene.proposal(
            passed.patch, mode: .ruleBased, outcome: passed.outcome, explanation: passed.candidate.words,
            support: passed.patch.documented ?? passed.candidate.support, requirements: asked,
            assessment: passed.assessment)
    }
}

extension PatchScreening.Passed {
    /// What the call does decides, but for an error that something in the code, or a person, says is right to raise.
    fileprivate var outcome: PatchOutcome {
        guard patch.documented == nil else { return .fixed }
        return candidate.outcome == .contained ? .contained : patch.patch.raisesMore ? .fixed : patch.outcome
    }
}

extension RepairAnswer.Candidate {
    fileprivate var words: String {
        let text = BoundedText.headAndTail(of: explanation, limit: 1_500)
        return "\(text) Chosen because \(BoundedText.line(rationale, limit: 300))."
    }
}

extension PatchScene {
    fileprivate func proposal(
        _ patch: ReviewedPatch, mode: ReasoningMode, outcome: PatchOutcome, explanation: String, support: String?,
        requirements: [Requirement], alternative: AlternativePatch? = nil, assessment: Assessment
    ) -> Proposal {
        Proposal(
            attempt: incident.proposals.count + 1, patch: patch.patch, base: base, diff: patch.diff, plan: patch.plan,
            explanation: explanation, mode: mode, owners: policy.owners.isEmpty ? nil : policy.owners,
            outcome: outcome, support: support.map { BoundedText.line($0, limit: 400) },
            requirements: requirements.isEmpty ? nil : requirements, alternative: alternative, assessment: assessment)
    }
}

// MARK: - Time, and people's feedback

/// What is left of a budget of wall clock.
private struct BudgetClock: Sendable {
    private let end: ContinuousClock.Instant

    init(seconds: Double) { end = .now + .seconds(seconds) }

    var remaining: Double { (end - .now) / .seconds(1) }
}

extension Incident {
    /// From the last thing that people gave the bot to work on until now, as far as the journal knows.
    fileprivate var secondsSinceEvidence: Double {
        let given: Set<Fact.Kind> = [
            .opened, .evidenceAdded, .retried, .rejected, .changesRequested, .critiqued, .reopened,
        ]
        guard let last = entries.last, let start = entries.last(where: { given.contains($0.fact.kind) }) else {
            return 0
        }
        return max(0, last.time.timeIntervalSince(start.time))
    }

    /// What people asked for, as it stands, where no rule could read it.
    fileprivate var unreadDemands: [Requirement] {
        guidance.filter { !$0.allSatisfy(\.isWhitespace) }.map {
            Requirement(text: BoundedText.line($0, limit: 400), answer: .notUnderstood, note: "")
        }
    }

    /// The patch that was turned down last, where nothing was found that does better what was asked for.
    fileprivate func patchToKeep(_ requirements: [Requirement], tried: [String]) -> PatchKept? {
        guard let proposal, case .rejected = decision?.answer, !proposal.isFailingTest, !requirements.isEmpty,
            assessment?.objections.isEmpty ?? true
        else { return nil }
        return PatchKept(digest: proposal.digest, requirements: requirements, tried: Array(tried.prefix(8)))
    }
}
