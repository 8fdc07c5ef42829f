import Agents
import Domain

extension Steps {
    /// How often a base branch that never rests is followed for one approval; then the last check counts.
    private static let maximumMoves = 3

    /// What it means for the approved patch that the base branch has moved; nil when it hasn't, or this move is known.
    ///
    /// The pull request starts from the approved base in any case, with the approved bytes. Where the branch went on, the
    /// patch is made and proven again at its newest commit first.
    func baseMove(under proposal: Proposal, of incident: Incident) async throws(PortError) -> BaseMove? {
        let newest = try await repository.baseCommit()
        let known = incident.baseMoves(of: proposal.digest)
        guard newest != proposal.base, known.last?.to != newest, known.count < Self.maximumMoves else { return nil }
        return BaseMove(
            digest: proposal.digest, from: proposal.base, to: newest,
            finding: try await finding(for: proposal, at: newest, of: incident))
    }

    private func finding(
        for proposal: Proposal, at newest: CommitID, of incident: Incident
    ) async throws(PortError) -> BaseMove.Finding {
        guard let changes = try await changes(of: proposal.patch, at: newest) else {
            return .changed("The approved patch does not fit the newest commit of the base branch.")
        }
        let moved = Proposal(
            attempt: proposal.attempt, patch: proposal.patch, base: newest,
            diff: try await repository.diff(of: changes, against: newest), plan: proposal.plan,
            explanation: proposal.explanation, mode: proposal.mode)
        guard DiffBody(moved.diff) == DiffBody(proposal.diff) else {
            return .changed("The approved patch makes another change on the newest commit of the base branch.")
        }
        guard let supposed = incident.supposing(moved) else { return .changed("The history can't be continued.") }
        let proof = try await agents.execution.run(on: supposed)
        guard proof.passed else {
            return .changed("On the newest commit of the base branch the approved patch does not pass its tests.")
        }
        return .holds(proof)
    }
}

extension Incident {
    /// What was found for one approval, in order.
    fileprivate func baseMoves(of digest: ProposalDigest) -> [BaseMove] {
        entries.compactMap { entry in
            if case .baseMoved(let move) = entry.fact, move.digest == digest { move } else { nil }
        }
    }

    /// This incident as it would be with another patch on the table. Nothing of it is ever written.
    fileprivate func supposing(_ proposal: Proposal) -> Incident? {
        guard let last = entries.last else { return nil }
        var supposed = self
        supposed.apply(
            JournalEntry(
                incident: id, sequence: last.sequence + 1, time: last.time, actor: .workflow,
                fact: .patchProposed(proposal), previousHash: last.hash, hash: ""))
        return supposed
    }
}

/// What a diff does, wherever in the files and from whatever blobs: its lines without line numbers and hashes.
struct DiffBody: Equatable {
    private let lines: [[UInt8]]

    init(_ diff: String) {
        lines = diff.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).compactMap { line in
            if line.starts(with: "index ".utf8) { return nil }
            // The words behind the second @@ quote a neighbouring line.
            return line.starts(with: "@@ ".utf8) ? Array("@@".utf8) : Array(line)
        }
    }
}
