import Adapters
import Agents
import Domain
import Foundation

/// Everything the suite asks about one program.
struct ClaimsTrial: Sendable {
    struct Outcome: Sendable {
        let name: String
        let repair: ClaimsProgram.Repair
        var error = "none"
        var reproduction = "no"
        var isReproduced = false
        var claim = Claim.handedOver
        /// What the card says in the end, before anybody decides.
        var level: ProofLevel?
        var verdict = ClaimsVerdict.handedOver
        /// Whether the proof after an approval passed, and at what level; nil without a patch.
        var isVerified: Bool?
        var verifiedLevel: ProofLevel?
        /// Until the patch was on the table.
        var seconds = 0.0
        var remarks = ""
        var feedback: FeedbackTrial.Outcome?
    }

    let program: ClaimsProgram
    let sandbox: any Sandbox

    func outcome() async throws -> Outcome {
        let directory = FileManager.default.temporaryDirectory.appending(path: "incident-bench-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: directory) }
        var course = try IncidentCourse(
            of: program.folder, tree: program.folder.appending(path: "repository"), directory: directory,
            sandbox: sandbox)
        let (clock, start) = (ContinuousClock(), ContinuousClock.now)
        try await course.investigate()
        let investigated = course
        let fix = try await course.propose()
        var outcome = Outcome(name: program.name, repair: program.expected.repair)
        outcome.seconds = (clock.now - start).seconds
        outcome.error = course.error
        outcome.reproduction = course.incident.reproduction?.words ?? "no"
        outcome.isReproduced = course.incident.reproduction?.reproduction != nil
        outcome.claim = Claim(fix)
        outcome.remarks = course.incident.unreproduced + fix.words
        try await judge(fix.proposal, in: course, into: &outcome)
        if let feedback = program.feedback {
            outcome.feedback = try await FeedbackTrial(
                feedback: feedback, tests: program.tests("test_feedback")
            ).outcome(after: investigated)
        }
        return outcome
    }

    /// What is seen of the patch before and after an approval, and whether what it claims is true.
    private func judge(
        _ proposal: Proposal?, in investigated: IncidentCourse, into outcome: inout Outcome
    ) async throws {
        var course = investigated
        try await course.assess()
        outcome.level = course.incident.proposalLevel
        let proof = try await course.verify()
        (outcome.isVerified, outcome.verifiedLevel) = (proof?.passed, proof?.level)
        var passes = false
        if let proposal, proposal.isRepair {
            let result = try await course.run(program.tests("test_accepted"), with: proposal.patch.edits)
            passes = result.pass
            outcome.remarks += ([proposal.explanation] + result.failed + [result.problem].compactMap(\.self))
                .joined(separator: " ")
        }
        if case .failed(let complaints)? = proof?.verdict {
            outcome.remarks = "NOT VERIFIED: \(complaints.joined(separator: " ")) " + outcome.remarks
        }
        outcome.verdict = ClaimsVerdict(
            claim: proposal.map { $0.outcome ?? .fixed }, of: program.expected, passes: passes)
    }
}

extension Incident {
    /// What the card says of the patch before anybody decides; nil without a repair.
    var proposalLevel: ProofLevel? { proposal?.isRepair == true ? assessment?.level : nil }

    /// Why the bug was not made to happen; empty where it was.
    var unreproduced: String {
        if case .notReproduced(let failure) = reproduction { "NOT REPRODUCED: \(failure.reason) " } else { "" }
    }
}
