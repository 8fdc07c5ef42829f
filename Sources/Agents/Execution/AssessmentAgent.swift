package import Domain

/// Sees more of the patch on the table while people read it: first the tests that use what it changes, then all.
///
/// Each run gives the next piece; the last one is complete. See `Assessment`.
package struct AssessmentAgent: IncidentAgent {
    private let repository: any SourceRepository
    private let runner: TestRunner

    package init(sandbox: any Sandbox, repository: any SourceRepository) {
        self.repository = repository
        runner = TestRunner(sandbox: sandbox)
    }

    package func run(on incident: Incident) async throws(PortError) -> Assessment {
        guard let proposal = incident.proposal, let known = incident.assessment else {
            throw PortError(
                port: "Sandbox", operation: "assess a patch", recovery: .giveUp, reason: "the incident has no patch")
        }
        let changes: [FileChange]
        do {
            changes = try await PatchApplication.apply(proposal.patch) { path async throws(PortError) in
                try await repository.contents(of: path, at: proposal.base)
            }
        } catch let failure as PortError {
            throw failure
        } catch {
            return known.adding(touching: known.touching, suite: .notRun("The patch doesn't fit the commit: \(error)."))
        }
        let trial = PatchTrial(
            runner: runner, tree: try await repository.checkOut(proposal.base), plan: proposal.plan, changes: changes)
        if known.touching == nil, let touching = try await trial.touching() {
            return known.adding(touching: touching, suite: .running)
        }
        return known.adding(touching: known.touching, suite: try await trial.suite())
    }
}

extension Assessment {
    fileprivate func adding(touching: Tests?, suite: Tests) -> Assessment {
        Assessment(
            digest: digest, reproduction: reproduction, touching: touching, suite: suite, warnings: warnings)
    }
}
