package import Domain
import Foundation

/// Proves or refutes the patch on the table: reproduction and the repository's tests, before and after, in the sandbox.
///
/// Applies the patch to the pinned base commit to the letter. The verdict comes from reports and exit statuses alone.
package struct ExecutionAgent: IncidentAgent {
    private let sandbox: any Sandbox
    private let repository: any SourceRepository
    private let gate: PatchGate
    private let runner: TestRunner
    private let scrutiny: PatchScrutiny?

    /// - Parameters:
    ///   - policy: the bot's own rules for patches.
    ///   - policies: where the repository's rules come from.
    ///   - readsCode: false only to see what running a hostile patch shows, without the reading that refuses it first.
    package init(
        sandbox: any Sandbox, repository: any SourceRepository, policy: PatchPolicy = PatchPolicy(),
        policies: any PolicySource = NoRepositoryPolicy(), readsCode: Bool = true
    ) {
        self.sandbox = sandbox
        self.repository = repository
        gate = PatchGate(policy: policy, policies: policies, repository: repository)
        runner = TestRunner(sandbox: sandbox)
        scrutiny = readsCode ? PatchScrutiny(sandbox: sandbox) : nil
    }

    package func run(on incident: Incident) async throws(PortError) -> Verification {
        guard let proposal = incident.proposal else {
            throw PortError(
                port: "Sandbox", operation: "verify a patch", recovery: .giveUp, reason: "the incident has no patch")
        }
        let reproduction: TestFile? = if case .reproduced(let value) = incident.reproduction { value.test } else { nil }
        let changes: [FileChange]
        switch try await gate.changes(of: proposal.patch, at: proposal.base, reproduction: reproduction) {
        case .made(let value): changes = value
        case .refused(let sentence): return refused(proposal, because: sentence)
        }
        let edited = proposal.patch.edited(changes)
        if let sentence = try await scrutiny?.refusal(
            of: edited, in: repository.checkOut(proposal.base), crash: incident.crash)
        {
            return refused(proposal, because: sentence)
        }
        guard try await repository.diff(of: changes, against: proposal.base) == proposal.diff else {
            return refused(proposal, because: "The patch does not make the diff that was shown.")
        }
        return try await verification(of: proposal, changes: changes)
    }

    private func verification(of proposal: Proposal, changes: [FileChange]) async throws(PortError) -> Verification {
        let tree = try await repository.checkOut(proposal.base)
        let reproduction = try await reproduction(of: proposal, tree: tree, changes: changes)
        let suite = try await SuiteRuns(plan: proposal.plan, tree: tree, runner: runner).compare(with: changes)
        let interference = Interference.complaints(
            before: [suite.comparison.before, reproduction?.before].compactMap(\.self),
            after: [suite.comparison.after, reproduction?.after].compactMap(\.self),
            changed: proposal.patch.edits.map(\.file))
        let complaints =
            (reproduction?.complaints ?? []) + suite.complaints + interference + unproven(suite, reproduction)
        let seconds = (reproduction?.seconds ?? 0) + suite.seconds
        return Verification(
            digest: proposal.digest, verdict: complaints.isEmpty ? .passed : .failed(complaints),
            reproductionBefore: reproduction?.before.run, reproductionAfter: reproduction?.after.run,
            suiteBefore: suite.comparison.before.run, suiteAfter: suite.comparison.after.run,
            flaky: suite.flaky, reruns: suite.reruns, sandbox: sandbox.name, seconds: seconds)
    }

    /// The reproduction on the base, where only the files that the patch adds are there, and twice with the patch.
    private func reproduction(
        of proposal: Proposal, tree: URL, changes: [FileChange]
    ) async throws(PortError) -> ReproductionComparison? {
        guard let command = proposal.plan.reproduction else { return nil }
        let additions = Set(proposal.patch.additions.map(\.path))
        let run: @Sendable ([FileChange]) async throws(PortError) -> TestAttempt = {
            [runner] changes async throws(PortError) in
            try await runner.run(
                command, tree: tree, changes: changes, timeoutSeconds: proposal.plan.timeoutSeconds,
                settings: proposal.plan)
        }
        let (before, after) = try await Concurrent.both { () async throws(PortError) in
            try await run(changes.filter { additions.contains($0.path) })
        } and: { () async throws(PortError) in
            try await run(changes)
        }
        let again = after.run.succeeded ? try await run(changes) : after
        return ReproductionComparison(before: before, after: after, again: again)
    }

    /// A patch about which no test says anything is not proven.
    private func unproven(_ suite: SuiteComparison, _ reproduction: ReproductionComparison?) -> [String] {
        guard reproduction == nil, suite.comparison.after.run.passed.isEmpty else { return [] }
        return ["There is no reproduction and no passing test, so nothing shows that the patch works."]
    }

    private func refused(_ proposal: Proposal, because sentence: String) -> Verification {
        let none = TestRun(passed: [], failed: [], skipped: [], exitCode: nil, output: "", seconds: 0)
        return Verification(
            digest: proposal.digest, verdict: .failed([sentence]), reproductionBefore: nil, reproductionAfter: nil,
            suiteBefore: none, suiteAfter: none, sandbox: sandbox.name, seconds: 0)
    }
}
