package import Domain

/// Makes a proposal of a unified diff that a person wrote. The same rules hold for it as for any other patch.
package struct PersonalPatch: Sendable {
    package enum Outcome: Sendable, Equatable {
        case proposed(Proposal)
        /// One or two sentences that name the place or the rule, and say what to do.
        case refused(String)
    }

    /// Larger texts are refused unread.
    package static let maximumBytes = 400_000

    private let repository: any SourceRepository
    private let gate: PatchGate
    private let planner: TestPlanner

    package init(
        repository: any SourceRepository, planner: TestPlanner = TestPlanner(), policy: PatchPolicy = PatchPolicy(),
        policies: any PolicySource = NoRepositoryPolicy()
    ) {
        self.repository = repository
        self.planner = planner
        gate = PatchGate(policy: policy, policies: policies, repository: repository)
    }

    /// Reads the diff against the pinned base commit of the diagnosis.
    ///
    /// The regression test joins by itself, whether the diff holds it or not.
    package func read(
        _ text: String, explanation: String, for incident: Incident, counts: UnifiedDiff.Counts = .asWritten
    ) async throws(PortError) -> Outcome {
        guard let base = incident.diagnosis?.base else {
            return .refused("There is no diagnosis yet to make a patch for.")
        }
        guard text.utf8.count <= Self.maximumBytes else { return .refused("The patch is too large to be read.") }
        let reproduction = incident.reproduction?.reproduction?.test
        let patch: Patch
        do {
            let written = try await UnifiedDiff(text, counts: counts).patch { path throws(PortError) in
                try await repository.contents(of: path, at: base)
            }
            let additions = written.additions.filter { $0 != reproduction }
            patch = Patch(edits: written.edits, additions: additions + (reproduction.map { [$0] } ?? []))
        } catch let problem as DiffProblem {
            return .refused(problem.description)
        } catch let failure as PortError {
            throw failure
        } catch {
            return .refused("The patch can't be read.")
        }
        switch try await gate.changes(of: patch, at: base, reproduction: reproduction) {
        case .refused(let sentence): return .refused(sentence)
        case .made(let changes):
            return try await proposal(patch, changes, base, explanation, incident)
        }
    }

    private func proposal(
        _ patch: Patch, _ changes: [FileChange], _ base: CommitID, _ explanation: String, _ incident: Incident
    ) async throws(PortError) -> Outcome {
        let diff = try await repository.diff(of: changes, against: base)
        let proposal = Proposal(
            attempt: incident.proposals.count + 1, patch: patch, base: base, diff: diff,
            plan: try await plan(for: patch, incident, base),
            explanation: explanation.isEmpty
                ? "Written by a person." : BoundedText.headAndTail(of: explanation, limit: 1_500),
            mode: .ruleBased)
        if proposal.digest == incident.proposal?.digest {
            return .refused("This is the patch that is on the card already: nothing was changed in it.")
        }
        if let earlier = incident.ruledOut.first(where: { $0.digest == proposal.digest }) {
            return .refused("This is patch \(earlier.attempt) again, which was turned down or failed. Change it.")
        }
        return .proposed(proposal)
    }

    /// The plan of the patch that is replaced, so that both are held to the same tests; made afresh where there is none.
    private func plan(
        for patch: Patch, _ incident: Incident, _ base: CommitID
    ) async throws(PortError) -> TestPlan {
        if let plan = incident.proposal?.plan { return plan }
        let files = try await repository.files(at: base)
        return try await planner.plan(
            for: patch.edits.first?.file ?? "", files: files,
            reproduction: incident.reproduction?.reproduction?.test
        ) { path async throws(PortError) in try await repository.contents(of: path, at: base) }
    }
}
