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
    private let scrutiny: PatchScrutiny

    package init(sandbox: any Sandbox, repository: any SourceRepository, policy: PatchPolicy = PatchPolicy()) {
        self.sandbox = sandbox
        self.repository = repository
        gate = PatchGate(policy: policy, repository: repository)
        runner = TestRunner(sandbox: sandbox)
        scrutiny = PatchScrutiny(sandbox: sandbox)
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
        if let sentence = try await scrutiny.refusal(
            of: proposal.patch.edited(changes), in: repository.checkOut(proposal.base), crash: incident.crash)
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
        let limit = proposal.plan.timeoutSeconds
        let additions = Set(proposal.patch.additions.map(\.path))
        let onBase = changes.filter { additions.contains($0.path) }

        var reproduction: ReproductionComparison?
        if let command = proposal.plan.reproduction {
            let (before, after) = try await Concurrent.both { [runner] () async throws(PortError) in
                try await runner.run(command, tree: tree, changes: onBase, timeoutSeconds: limit)
            } and: { [runner] () async throws(PortError) in
                try await runner.run(command, tree: tree, changes: changes, timeoutSeconds: limit)
            }
            reproduction = ReproductionComparison(before: before, after: after)
        }
        let suite = try await SuiteRuns(command: proposal.plan.suite, tree: tree, limit: limit, runner: runner)
            .compare(with: changes)
        let complaints = (reproduction?.complaints ?? []) + suite.complaints + unproven(suite, reproduction)
        let seconds =
            (reproduction.map { $0.before.run.seconds + $0.after.run.seconds } ?? 0) + suite.seconds
        return Verification(
            digest: proposal.digest, verdict: complaints.isEmpty ? .passed : .failed(complaints),
            reproductionBefore: reproduction?.before.run, reproductionAfter: reproduction?.after.run,
            suiteBefore: suite.comparison.before.run, suiteAfter: suite.comparison.after.run,
            sandbox: sandbox.name, seconds: seconds)
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
