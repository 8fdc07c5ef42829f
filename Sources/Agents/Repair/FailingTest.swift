import Domain

/// What is offered where the bug was made to happen and nothing speaks for a repair: the failing test itself.
struct FailingTest: Sendable {
    let repository: any SourceRepository

    /// A proposal that adds the reproduction's test and changes nothing else; nil without a reproduction, and where one was
    /// turned down already.
    ///
    /// - Parameters:
    ///   - tried: why each candidate was dropped, a line each.
    ///   - asked: what people asked for, which a test alone doesn't do.
    func proposal(
        in scene: PatchScene, tried: [String], asked: [Requirement]
    ) async throws(PortError) -> Proposal? {
        guard let reproduction = scene.reproduction, let location = scene.incident.diagnosis?.location else {
            return nil
        }
        let patch = Patch(edits: [], additions: [reproduction.test])
        let changes = [FileChange(path: reproduction.test.path, contents: reproduction.test.contents)]
        let proposal = Proposal(
            attempt: scene.incident.proposals.count + 1, patch: patch, base: scene.base,
            diff: try await repository.diff(of: changes, against: scene.base),
            plan: try await scene.plan(for: location.file, test: reproduction.test),
            explanation: explanation(of: reproduction, tried: tried), mode: .ruleBased,
            owners: scene.policy.owners.isEmpty ? nil : scene.policy.owners, outcome: .failingTest,
            requirements: asked.isEmpty ? nil : asked)
        return scene.incident.ruledOut.contains { $0.diff == proposal.diff && $0.base == proposal.base }
            ? nil : proposal
    }

    private func explanation(of reproduction: Reproduction, tried: [String]) -> String {
        let head =
            "`\(BoundedText.line(reproduction.input, limit: 200))` raises the error of the log. "
            + "Nothing in the repository says what should happen instead, so this is the failing test without a repair."
        let dropped = tried.prefix(6).map { "- " + BoundedText.line($0, limit: 240) }
        return dropped.isEmpty ? head : head + "\nWhat was tried:\n" + dropped.joined(separator: "\n")
    }
}
