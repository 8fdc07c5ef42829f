package import Domain
import Foundation

/// Proposes a patch for the diagnosed failure without a model: templates over the parsed source, each tried before shown.
///
/// Only a candidate on which the reproduction passes and no test that passed on the base fails is proposed, and never one
/// that was proposed before. A bug that was not reproduced gets no patch: its candidate is named among what was tried.
/// What people said when they rejected a patch decides between candidates. Python only.
///
/// With a model, its patch is the first candidate and stands the same tests; the templates are the safety net.
package struct FixGeneratorAgent: IncidentAgent {
    private let sandbox: any Sandbox
    private let repository: any SourceRepository
    private let planner: TestPlanner
    private let policies: any PolicySource
    private let screening: PatchScreening
    private var writer: ModelPatchWriter?

    /// - Parameters:
    ///   - maximumCandidates: how many candidates are run at most.
    ///   - maximumSeconds: sandbox time after which no further candidate is begun.
    package init(
        sandbox: any Sandbox,
        repository: any SourceRepository,
        planner: TestPlanner = TestPlanner(),
        policy: PatchPolicy = PatchPolicy(),
        policies: any PolicySource = NoRepositoryPolicy(),
        maximumCandidates: Int = 12,
        maximumSeconds: Double = 180
    ) {
        self.sandbox = sandbox
        self.repository = repository
        self.planner = planner
        self.policies = policies
        screening = PatchScreening(
            runner: TestRunner(sandbox: sandbox),
            gate: PatchGate(policy: policy, policies: policies, repository: repository),
            scrutiny: PatchScrutiny(sandbox: sandbox), maximumCandidates: maximumCandidates,
            maximumSeconds: maximumSeconds)
    }

    /// The same, with a model that writes the first candidate.
    package func asking(_ adviser: ModelAdviser, sources: InvestigationSources) -> Self {
        var agent = self
        agent.writer = ModelPatchWriter(adviser: adviser, gate: screening.gate, sources: sources)
        return agent
    }

    package func run(on incident: Incident) async throws(PortError) -> FixOutcome {
        guard let diagnosis = incident.diagnosis, let location = diagnosis.location else {
            return .none(tried: ["The diagnosis names no place in the code to change."])
        }
        guard location.language == .python else {
            return .none(tried: [
                "Without a model, patches are made for Python only; `\(location.file)` is \(location.language.rawValue)."
            ])
        }
        return try await outcome(for: incident, location: location, base: diagnosis.base)
    }

    private func outcome(
        for incident: Incident, location: CodeLocation, base: CommitID
    ) async throws(PortError) -> FixOutcome {
        let reproduction: Reproduction? =
            if case .reproduced(let value) = incident.reproduction { value } else { nil }
        let files = try await repository.files(at: base)
        let tree = try await repository.checkOut(base)
        let own = try await policies.policy(at: base)
        let plan = try await planner.plan(
            for: location.file, files: files, reproduction: reproduction?.test, policy: own
        ) { path async throws(PortError) in try await repository.contents(of: path, at: base) }
        let job = RepairJob(incident: incident, location: location, files: files, output: ".incident-repair.json")
        let runs = SuiteRuns(plan: plan, tree: tree, runner: screening.runner)
        let (written, (answer, suiteBefore)) = try await Concurrent.both { [writer] () async throws(PortError) in
            try await writer?.write(
                for: incident, location: location, base: base, reproduction: reproduction?.test)
        } and: { [sandbox] () async throws(PortError) in
            try await Concurrent.both { () async throws(PortError) in
                try await RepairProgram(sandbox: sandbox).candidates(for: job, in: tree)
            } and: { () async throws(PortError) in
                try await runs.run([])
            }
        }
        let result = try await screening.screen(
            (written?.candidate).map { [$0] + answer.candidates } ?? answer.candidates, base: base, tree: tree,
            plan: plan, reproduction: reproduction?.test, suiteBefore: suiteBefore, crash: incident.crash)
        await settle(written?.draft, with: result, of: incident)
        guard let (candidate, patch, changes) = result.passed else {
            let none = answer.candidates.isEmpty ? ["No template fits this failure."] : []
            return .none(tried: none + result.refused + answer.notes.map { BoundedText.line($0, limit: 300) })
        }
        guard reproduction != nil else { return .none(tried: result.refused + [unproven(candidate)]) }
        return .proposed(
            Proposal(
                attempt: incident.proposals.count + 1, patch: patch, base: base,
                diff: try await repository.diff(of: changes, against: base), plan: plan,
                explanation: explanation(of: candidate), mode: candidate.mode,
                owners: own.owners.isEmpty ? nil : own.owners))
    }

    /// Writes down what became of the model's patch, now that the tests have spoken.
    private func settle(_ draft: ConsultationDraft?, with result: PatchScreening.Result, of incident: Incident) async {
        guard var draft, let writer else { return }
        if draft.outcome == .used, result.passed?.candidate.template != ModelPatchWriter.template {
            let why = result.refused.first { $0.hasPrefix(ModelPatchWriter.template) } ?? "it was not tried"
            draft.outcome = .fellBack(reason: "its patch was refused: \(BoundedText.line(why, limit: 300))")
        }
        await writer.adviser.record(draft, of: incident)
    }

    private func explanation(of candidate: RepairAnswer.Candidate) -> String {
        let text = BoundedText.headAndTail(of: candidate.explanation, limit: 1_500)
        return "\(text) Chosen because \(BoundedText.line(candidate.rationale, limit: 300))."
    }

    /// What a template would do where nothing shows that it works: a hint for the person who takes over.
    private func unproven(_ candidate: RepairAnswer.Candidate) -> String {
        "An idea that nothing proves, since the bug was not reproduced: "
            + BoundedText.line(candidate.explanation, limit: 600)
    }
}
