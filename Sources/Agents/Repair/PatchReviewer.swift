import Domain
import Foundation

/// The scene a patch is judged in: one commit, its rules, and what is known of the bug.
struct PatchScene: Sendable {
    let incident: Incident
    let base: CommitID
    let tree: URL
    let files: [String]
    let policy: RepositoryPolicy
    let reproduction: Reproduction?
    let planner: TestPlanner
    let repository: any SourceRepository

    /// How a patch of this file will be tested.
    ///
    /// - Parameter test: the test that joins the patch, where one does.
    func plan(for file: String, test: TestFile?) async throws(PortError) -> TestPlan {
        try await planner.plan(for: file, files: files, reproduction: test, policy: policy) {
            path async throws(PortError) in try await repository.contents(of: path, at: base)
        }
    }
}

/// A patch that may be put before people, with what was seen of it.
struct ReviewedPatch: Sendable {
    let patch: Patch
    let changes: [FileChange]
    let plan: TestPlan
    let diff: String
    /// What becomes of the logged request, as far as running and reading it tells.
    let outcome: PatchOutcome
    /// Why raising an error is right here, where the patch does that and something says so.
    let documented: String?
    /// In one line, what the logged call does with the patch; nil where it could not be seen.
    let observed: String?
    /// The same as far as the regression test asserts it; nil where there is none.
    let asserted: RepairJob.Observed?
    let reproduction: Assessment.Reproduction
    let warnings: [String]

    func assessment(touching: Assessment.Tests?, suite: Assessment.Tests) -> Assessment {
        Assessment(
            digest: ProposalDigest(diff: diff, base: base, plan: plan), reproduction: reproduction, touching: touching,
            suite: suite, warnings: warnings)
    }

    fileprivate let base: CommitID
}

/// The one way from a patch, whoever wrote it, to what may be shown of it: the rules, the reading of its code, the logged
/// call with it, and the regression test that asserts what the call gives.
struct PatchReviewer: Sendable {
    enum Review: Sendable {
        case refused(String)
        case reviewed(ReviewedPatch)
    }

    let gate: PatchGate
    let scrutiny: PatchScrutiny
    let runner: TestRunner
    let observer: OutcomeObserver

    init(sandbox: any Sandbox, gate: PatchGate) {
        self.gate = gate
        scrutiny = PatchScrutiny(sandbox: sandbox)
        runner = TestRunner(sandbox: sandbox)
        observer = OutcomeObserver(sandbox: sandbox)
    }

    func review(
        _ edits: [Patch.Edit], additions: [TestFile] = [], in scene: PatchScene
    ) async throws(PortError) -> Review {
        let bare = Patch(edits: edits, additions: additions)
        let changes: [FileChange]
        switch try await gate.changes(of: bare, at: scene.base, reproduction: scene.reproduction?.test) {
        case .refused(let sentence): return .refused(sentence)
        case .made(let value): changes = bare.edited(value)
        }
        let reading = try await scrutiny.reading(of: changes, in: scene.tree, crash: scene.incident.crash)
        if let refusal = reading.refusal { return .refused(refusal) }
        guard let reproduction = scene.reproduction else {
            return .reviewed(
                try await reviewed(
                    edits, nil, scene, seen: nil, check: .notAvailable(scene.whyNotReproduced), reading.warnings))
        }
        let seen = try await observer.observe(
            reproduction, with: changes, in: scene.tree,
            exception: scene.incident.correlation?.mainError?.signature.exception ?? reproduction.exception,
            settings: try await scene.plan(for: edits.first?.file ?? "", test: reproduction.test))
        let (test, check) = Self.reading(of: seen, reproduction)
        let patch = try await reviewed(
            edits, test, scene, seen: seen, check: check ?? .passes, reading.warnings + seen.callers)
        guard check == nil, let test else { return .reviewed(patch) }
        let trial = PatchTrial(runner: runner, tree: scene.tree, plan: patch.plan, changes: patch.changes)
        return .reviewed(patch.checked(try await trial.reproduction(of: test.path)))
    }

    /// The test that joins the patch; and what the reproduction says already, nil where that test is to be run.
    private static func reading(
        of seen: ObservedOutcome, _ reproduction: Reproduction
    ) -> (TestFile?, Assessment.Reproduction?) {
        switch seen.kind {
        case .returned, .raised, .exited:
            guard seen.asserts, let test = seen.test else {
                return (nil, .inconclusive("With the patch the logged call \(seen.summary), which no test can assert."))
            }
            return (test, nil)
        case .same:
            guard reproduction.entry?.isWhole ?? true else {
                return (
                    nil,
                    .inconclusive(
                        "`\(reproduction.input)` still fails, but it enters below the place where the log's calls began."
                    )
                )
            }
            return (reproduction.test, .stillFails("With the patch `\(reproduction.input)` \(seen.summary)."))
        case .accident, .nothing:
            return (nil, .inconclusive("With the patch `\(reproduction.input)` \(seen.summary)."))
        }
    }

    private func reviewed(
        _ edits: [Patch.Edit], _ test: TestFile?, _ scene: PatchScene, seen: ObservedOutcome?,
        check: Assessment.Reproduction, _ warnings: [String]
    ) async throws(PortError) -> ReviewedPatch {
        let patch = Patch(edits: edits, additions: test.map { [$0] } ?? [])
        guard case .made(let changes) = try await gate.changes(of: patch, at: scene.base, reproduction: test) else {
            throw PortError(
                port: "Agent", operation: "add the regression test", recovery: .giveUp,
                reason: "the patch fits the commit without its test and not with it")
        }
        return ReviewedPatch(
            patch: patch, changes: changes,
            plan: try await scene.plan(for: edits.first?.file ?? "", test: test),
            diff: try await scene.repository.diff(of: changes, against: scene.base),
            outcome: Self.outcome(of: patch, seen), documented: seen?.documented, observed: seen?.summary,
            asserted: test.flatMap { _ in seen?.asserted }, reproduction: check, warnings: warnings, base: scene.base)
    }

    /// An error raised on purpose leaves the request failing, unless something says that it has to fail so.
    private static func outcome(of patch: Patch, _ seen: ObservedOutcome?) -> PatchOutcome {
        switch seen?.kind {
        case .returned: .fixed
        case .raised: seen?.documented == nil ? .contained : .fixed
        case .exited, .accident: .contained
        case .same, .nothing, nil: patch.raisesMore ? .contained : .fixed
        }
    }
}

extension ReviewedPatch {
    fileprivate func checked(_ check: Assessment.Reproduction) -> ReviewedPatch {
        ReviewedPatch(
            patch: patch, changes: changes, plan: plan, diff: diff, outcome: outcome, documented: documented,
            observed: observed, asserted: asserted, reproduction: check, warnings: warnings, base: base)
    }
}

extension PatchScene {
    fileprivate var whyNotReproduced: String {
        guard case .notReproduced(let failure) = incident.reproduction else { return "No reproduction was tried." }
        return failure.reason
    }
}

extension Patch {
    /// Whether it raises an error at more places than the code did: all that can be said of it where nothing runs.
    var raisesMore: Bool {
        func count(_ text: String) -> Int {
            text.split(whereSeparator: \.isWhitespace).count { ["raise", "throw", "panic!("].contains($0) }
        }
        return edits.contains { count($0.fixed) > count($0.original) }
    }
}

extension ObservedOutcome {
    /// What its test asserts of the call.
    fileprivate var asserted: RepairJob.Observed? {
        guard asserts, kind == .returned || kind == .raised else { return nil }
        return RepairJob.Observed(kind: kind.rawValue, type: type, value: value)
    }
}
