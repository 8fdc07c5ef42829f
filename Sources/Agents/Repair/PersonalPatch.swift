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
    private let reviewer: PatchReviewer
    private let planner: TestPlanner
    private let policies: any PolicySource

    package init(
        sandbox: any Sandbox, repository: any SourceRepository, planner: TestPlanner = TestPlanner(),
        policy: PatchPolicy = PatchPolicy(), policies: any PolicySource = NoRepositoryPolicy()
    ) {
        self.repository = repository
        self.planner = planner
        self.policies = policies
        reviewer = PatchReviewer(
            sandbox: sandbox, gate: PatchGate(policy: policy, policies: policies, repository: repository))
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
        let reproduction = incident.reproduction?.reproduction
        let written: Patch
        do {
            written = try await UnifiedDiff(text, counts: counts).patch { path throws(PortError) in
                try await repository.contents(of: path, at: base)
            }
        } catch let problem as DiffProblem {
            return .refused(problem.description)
        } catch let failure as PortError {
            throw failure
        } catch {
            return .refused("The patch can't be read.")
        }
        let scene = PatchScene(
            incident: incident, base: base, tree: try await repository.checkOut(base),
            files: try await repository.files(at: base), policy: try await policies.policy(at: base),
            reproduction: reproduction, planner: planner, repository: repository)
        let others = written.additions.filter { $0.path != reproduction?.test.path }
        switch try await reviewer.review(written.edits, additions: others, in: scene) {
        case .refused(let sentence): return .refused(sentence)
        case .reviewed(let patch): return proposal(patch, explanation, in: scene)
        }
    }

    private func proposal(_ patch: ReviewedPatch, _ explanation: String, in scene: PatchScene) -> Outcome {
        let incident = scene.incident
        let proposal = Proposal(
            attempt: incident.proposals.count + 1, patch: patch.patch, base: scene.base, diff: patch.diff,
            plan: patch.plan,
            explanation: explanation.isEmpty
                ? "Written by a person." : BoundedText.headAndTail(of: explanation, limit: 1_500),
            mode: .ruleBased, owners: scene.policy.owners.isEmpty ? nil : scene.policy.owners,
            outcome: patch.outcome, support: patch.documented,
            assessment: patch.assessment(touching: nil, suite: .running))
        if proposal.digest == incident.proposal?.digest {
            return .refused("This is the patch that is on the card already: nothing was changed in it.")
        }
        if let earlier = incident.ruledOut.first(where: { $0.digest == proposal.digest }) {
            return .refused("This is patch \(earlier.attempt) again, which was turned down or failed. Change it.")
        }
        return .proposed(proposal)
    }
}
