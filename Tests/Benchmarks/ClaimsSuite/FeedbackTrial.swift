import Adapters
import Agents
import Domain
import Foundation

/// A first patch turned down with a reason, and what the bot answers.
struct FeedbackTrial: Sendable {
    struct Outcome: Sendable {
        let verdict: FeedbackVerdict
        let requirements: [Requirement]
        let remarks: String
    }

    let feedback: ClaimsProgram.Feedback
    /// Of what the feedback asks for.
    let tests: HiddenTests

    /// - Parameter investigated: the incident as it stands before there is a patch.
    func outcome(after investigated: IncidentCourse) async throws -> Outcome {
        var course = investigated
        guard let first = try await proposal(of: feedback.first, in: course) else {
            return Outcome(verdict: .silence, requirements: [], remarks: "the first patch can't be put on the table")
        }
        course.put(first)
        try await course.assess()
        course.reject(feedback: feedback.feedback)
        let fix = try await course.propose()
        let next = fix.proposal.flatMap { $0.isRepair ? $0 : nil }
        var (passes, remarks) = (false, fix.words)
        if let next {
            let result = try await course.run(tests, with: next.patch.edits)
            passes = result.pass
            remarks = (result.failed + [result.problem].compactMap(\.self)).joined(separator: " ")
        }
        let requirements = fix.requirements
        let verdict = FeedbackVerdict(
            isPatch: next != nil, passes: passes, requirements: requirements, understandable: feedback.understandable)
        return Outcome(verdict: verdict, requirements: requirements, remarks: remarks)
    }

    /// The diff as a patch that the bot proposed: by the rules that hold for all; else, where they refuse it, as it is.
    private func proposal(of diff: String, in course: IncidentCourse) async throws -> Proposal? {
        if case .proposed(let proposal) = try await course.read(diff) { return proposal }
        guard let base = course.incident.diagnosis?.base else { return nil }
        let repository = course.repository
        let read = { (path: String) async throws(PortError) in try await repository.contents(of: path, at: base) }
        let patch = try await UnifiedDiff(diff, counts: .asWritten).patch(reading: read)
        let changes = try await PatchApplication.apply(patch, reading: read)
        let plan = try await TestPlanner().plan(
            for: patch.edits.first?.file ?? "", files: try await repository.files(at: base), reproduction: nil,
            reading: read)
        return Proposal(
            attempt: 1, patch: patch, base: base, diff: try await repository.diff(of: changes, against: base),
            plan: plan, explanation: "", mode: .ruleBased, outcome: .fixed)
    }
}

extension FixOutcome {
    /// What is said of people's demands.
    fileprivate var requirements: [Requirement] {
        switch self {
        case .proposed(let proposal): proposal.requirements ?? []
        case .kept(let kept): kept.requirements
        case .none(_, let requirements): requirements
        }
    }
}
