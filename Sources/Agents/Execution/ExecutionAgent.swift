package import Domain
import Foundation

/// Proves or refutes the patch on the table: its regression test and the repository's tests, before and after, in the sandbox.
///
/// Applies the patch to the pinned base commit to the letter. The verdict comes from reports and exit statuses alone; how
/// much it shows is the proof's level. A failing test without a repair is proven to fail.
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
        let changes: [FileChange]
        switch try await gate.changes(
            of: proposal.patch, at: proposal.base, reproduction: incident.ownTest(of: proposal))
        {
        case .made(let value): changes = value
        case .refused(let sentence): return refused(proposal, because: sentence)
        }
        let edited = proposal.patch.edited(changes)
        let reading = try await scrutiny?.reading(
            of: edited, in: repository.checkOut(proposal.base), crash: incident.crash)
        if let sentence = reading?.refusal { return refused(proposal, because: sentence) }
        guard try await repository.diff(of: changes, against: proposal.base) == proposal.diff else {
            return refused(proposal, because: "The patch does not make the diff that was shown.")
        }
        let doubts = (reading?.warnings ?? []) + (incident.assessment?.warnings ?? [])
        return proposal.isFailingTest
            ? try await failure(of: proposal, changes: changes)
            : try await verification(of: proposal, changes: changes, incident: incident, doubts: doubts.uniqued)
    }

    private func verification(
        of proposal: Proposal, changes: [FileChange], incident: Incident, doubts: [String]
    ) async throws(PortError) -> Verification {
        let tree = try await repository.checkOut(proposal.base)
        let reproduction = try await reproduction(of: proposal, tree: tree, changes: changes)
        let suite = try await SuiteRuns(plan: proposal.plan, tree: tree, runner: runner).compare(with: changes)
        let tests = Assessment.Tests(suite)
        let interference = Interference.complaints(
            before: [suite.comparison.before, reproduction?.before].compactMap(\.self),
            after: [suite.comparison.after, reproduction?.after].compactMap(\.self),
            changed: proposal.patch.edits.map(\.file))
        let complaints = (reproduction?.complaints ?? []) + suite.complaints + interference
        let seen: Assessment.Tests =
            if case .notRun = tests, let touching = incident.assessment?.touching, touching.hasRun { touching } else {
                tests
            }
        let level = ProofLevel(
            isReproduced: reproduction != nil, tests: seen, isWhole: seen == tests, hasDoubt: !doubts.isEmpty)
        return Verification(
            digest: proposal.digest, verdict: complaints.isEmpty ? .passed : .failed(complaints),
            reproductionBefore: reproduction?.before.run, reproductionAfter: reproduction?.after.run,
            suiteBefore: suite.comparison.before.run, suiteAfter: suite.comparison.after.run,
            flaky: suite.flaky, reruns: suite.reruns, level: complaints.isEmpty ? level : nil,
            remarks: doubts + incident.whyNotProven + [suite.comparison.whyNothingRan].compactMap(\.self),
            sandbox: sandbox.name, seconds: (reproduction?.seconds ?? 0) + suite.seconds)
    }

    /// The test that the proposal adds, on the base commit: it must fail there every time, and disturb no other.
    private func failure(of proposal: Proposal, changes: [FileChange]) async throws(PortError) -> Verification {
        let tree = try await repository.checkOut(proposal.base)
        let (first, second) = try await Concurrent.both { () async throws(PortError) in
            try await run(proposal.plan.reproduction, of: proposal, tree: tree, changes: changes)
        } and: { () async throws(PortError) in
            try await run(proposal.plan.reproduction, of: proposal, tree: tree, changes: changes)
        }
        let fails = [first, second].allSatisfy { attempt in
            attempt.problem == nil && attempt.run.failed.contains { !$0.hasPrefix(TestComparison.collecting) }
        }
        let complaints = fails ? [] : ["The test does not fail on the base commit in every run, so it shows nothing."]
        return Verification(
            digest: proposal.digest, verdict: complaints.isEmpty ? .passed : .failed(complaints),
            reproductionBefore: first.run, reproductionAfter: nil, suiteBefore: first.run, suiteAfter: second.run,
            sandbox: sandbox.name, seconds: first.run.seconds + second.run.seconds)
    }

    /// The reproduction on the base, where only the files that the patch adds are there, and twice with the patch.
    private func reproduction(
        of proposal: Proposal, tree: URL, changes: [FileChange]
    ) async throws(PortError) -> ReproductionComparison? {
        guard let command = proposal.plan.reproduction else { return nil }
        let additions = Set(proposal.patch.additions.map(\.path))
        let (before, after) = try await Concurrent.both { () async throws(PortError) in
            try await run(
                command, of: proposal, tree: tree, changes: changes.filter { additions.contains($0.path) })
        } and: { () async throws(PortError) in
            try await run(command, of: proposal, tree: tree, changes: changes)
        }
        let again = after.run.succeeded ? try await run(command, of: proposal, tree: tree, changes: changes) : after
        return ReproductionComparison(before: before, after: after, again: again)
    }

    private func run(
        _ command: [String]?, of proposal: Proposal, tree: URL, changes: [FileChange]
    ) async throws(PortError) -> TestAttempt {
        try await runner.run(
            command ?? proposal.plan.suite, tree: tree, changes: changes,
            timeoutSeconds: proposal.plan.timeoutSeconds, settings: proposal.plan)
    }

    private func refused(_ proposal: Proposal, because sentence: String) -> Verification {
        let none = TestRun(passed: [], failed: [], skipped: [], exitCode: nil, output: "", seconds: 0)
        return Verification(
            digest: proposal.digest, verdict: .failed([sentence]), reproductionBefore: nil, reproductionAfter: nil,
            suiteBefore: none, suiteAfter: none, sandbox: sandbox.name, seconds: 0)
    }
}

extension Incident {
    /// The test of the bot's own that a proposal adds: at the reproduction's path, with what the patch makes of the call.
    fileprivate func ownTest(of proposal: Proposal) -> TestFile? {
        guard let path = reproduction?.reproduction?.test.path else { return nil }
        return proposal.patch.additions.first { $0.path == path }
    }

    /// Why no regression test stands behind the patch, where none does.
    fileprivate var whyNotProven: [String] {
        switch assessment?.reproduction {
        case .notAvailable(let reason), .inconclusive(let reason): [reason]
        case .passes, .stillFails, nil: []
        }
    }
}

extension [String] {
    /// Each once, in order.
    fileprivate var uniqued: [String] {
        var known: Set<String> = []
        return filter { known.insert($0).inserted }
    }
}
