package import Domain
import Foundation

/// A diagnosis with what the repository's history adds: who changed the failing line, which recent commits touched the
/// files of the trace, and who owns the place.
///
/// Wraps the agent that makes the diagnosis and changes nothing of what that says. A history that can't be read adds
/// nothing and stops nothing.
package struct SuspectSearch: IncidentAgent {
    /// Files of the trace that are looked at, the deepest frames first.
    private static let maximumFiles = 5
    private static let maximumSuspects = 3

    private let diagnosis: any IncidentAgent<Diagnosis>
    private let repository: any SourceRepository
    private let history: any SourceHistory
    private let freshSeconds: Double

    /// - Parameter freshHours: how old a commit may be, when the incident opens, for taking it back to be offered.
    package init(
        after diagnosis: any IncidentAgent<Diagnosis>, repository: any SourceRepository,
        history: any SourceHistory, freshHours: Int = 48
    ) {
        self.diagnosis = diagnosis
        self.repository = repository
        self.history = history
        freshSeconds = Double(freshHours) * 3_600
    }

    package func run(on incident: Incident) async throws(PortError) -> Diagnosis {
        let found = try await diagnosis.run(on: incident)
        guard let location = found.location else { return found }
        let suspects = try? await suspects(at: location, in: found.base, of: incident)
        let owners = try? await CodeOwners.read(from: repository, at: found.base).owners(of: location.file)
        return found.with(suspects: suspects, owners: owners)
    }

    private func suspects(
        at location: CodeLocation, in base: CommitID, of incident: Incident
    ) async throws(PortError) -> [Suspect] {
        let files = try await files(of: incident, at: location, in: base)
        let blamed = try await history.blame(line: location.line, of: location.file, at: base)
        let recent = try await history.commits(touching: files, upTo: base, limit: 10)
        let ranking = SuspectRanking(
            location: location, files: files, openedAt: incident.openedAt, freshSeconds: freshSeconds)
        return ranking.order(blamed: blamed, recent: recent).prefix(Self.maximumSuspects).map { commit, reason in
            let age = max(0, incident.openedAt.timeIntervalSince(commit.date))
            return Suspect(
                commit: commit, url: history.address(of: commit.id), reason: reason, ageSeconds: age,
                isFresh: age <= freshSeconds)
        }
    }

    /// Where it failed, then the other files of the trace that are in the repository, the nearest to the failure first.
    private func files(
        of incident: Incident, at location: CodeLocation, in base: CommitID
    ) async throws(PortError) -> [String] {
        let paths = RepositoryPaths(try await repository.files(at: base))
        var files = [location.file]
        for frame in (incident.correlation?.mainError?.signature.frames ?? []).reversed() where !frame.isVendored {
            guard let match = paths.matches(for: frame).first, match.isWhole, !files.contains(match.file) else {
                continue
            }
            files.append(match.file)
        }
        return Array(files.prefix(Self.maximumFiles))
    }
}
