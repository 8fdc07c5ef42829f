import Adapters
import Agents
import Domain
import Foundation
import Synchronization

/// An incident of a case, from its log to the accepted tests on what was proposed.
struct RealWorldRun: Sendable {
    enum Kind: String, Sendable, CaseIterable { case rules, model }

    /// What was seen until it ended, or was cut short.
    struct Sight: Sendable {
        var error = "none"
        /// Whether the diagnosis names the package's deepest frame; nil where the log shows none.
        var frame: Bool?
        var reproduction = "no"
        var isReproduced = false
        /// Nil until there is an answer.
        var claim: Claim?
        /// Who wrote what is on the table; nil where nothing is.
        var author: PatchAuthor?
        /// Whether it is the change of the next release.
        var isNextVersion = false
        /// Whether all was seen that can be seen before anybody decides.
        var isAssessed = false
        /// What the card says then; nil where something speaks against the patch.
        var level: ProofLevel?
        var isVerified: Bool?
        var verifiedLevel: ProofLevel?
        var accepted: Bool?
        /// Until the answer was on the card.
        var seconds: Double?
        /// What it was cut short in, or failed in; nil where it came to its end.
        var stopped: String?
        var remarks = ""
    }

    let folder: URL
    let tree: URL
    let sandbox: any Sandbox
    /// The change of the next release.
    let wanted: [Patch.Edit]
    let accepted: HiddenTests

    func sight(of kind: Kind, limitSeconds: Double) async throws -> Sight {
        let directory = FileManager.default.temporaryDirectory.appending(path: "incident-bench-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: directory) }
        let course = try IncidentCourse(
            of: folder, tree: tree, directory: directory, sandbox: sandbox,
            model: kind == .model ? NextVersion.model(knowing: wanted) : nil)
        let notes = Notes()
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                do { try await follow(course, notes) } catch {
                    notes.write { $0.stopped = "\($0.stopped ?? ""): \(error)" }
                }
            }
            group.addTask {
                // Nothing is cut short after the other has come to its end.
                try? await Task.sleep(for: .seconds(limitSeconds))
            }
            await group.next()
            if notes.sight.stopped != nil { notes.close(after: limitSeconds) }
            group.cancelAll()
        }
        return notes.sight
    }

    private func follow(_ started: IncidentCourse, _ notes: Notes) async throws {
        var course = started
        let (clock, start) = (ContinuousClock(), ContinuousClock.now)
        notes.write { $0.stopped = "investigating" }
        try await course.investigate()
        try await note(course, in: notes)
        notes.write { $0.stopped = "proposing" }
        let fix = try await course.propose()
        let seconds = (clock.now - start).seconds
        let unused = course.unusedPatch.map { "PATCH NOT USED: \($0) " } ?? ""
        notes.write { sight in
            sight.seconds = seconds
            sight.claim = Claim(fix)
            sight.remarks += unused + fix.words
        }
        guard let proposal = fix.proposal else { return notes.write { $0.stopped = nil } }
        let author = course.incident.authorKind(of: proposal)
        notes.write { sight in
            sight.author = author
            sight.isNextVersion = proposal.patch.edits == wanted
            sight.stopped = "assessing"
        }
        try await judge(proposal, in: course, notes)
    }

    private func note(_ course: IncidentCourse, in notes: Notes) async throws {
        let log = try String(contentsOf: folder.appending(path: "incident.log"), encoding: .utf8)
        let base = try await course.repository.baseCommit()
        let frame = CrashFrame(in: log, files: try await course.repository.files(at: base))
        let incident = course.incident
        notes.write { sight in
            sight.error = course.error
            sight.frame = frame?.isNamed(by: incident.diagnosis?.location)
            sight.reproduction = incident.reproduction?.words ?? "no"
            sight.isReproduced = incident.reproduction?.reproduction != nil
            sight.remarks = incident.unreproduced
        }
    }

    private func judge(_ proposal: Proposal, in proposed: IncidentCourse, _ notes: Notes) async throws {
        var course = proposed
        if proposal.isRepair {
            // First, as it is short and says most.
            let result = try await course.run(accepted, with: proposal.patch.edits)
            notes.write { sight in
                sight.accepted = result.pass
                sight.remarks += (result.failed + [result.problem].compactMap(\.self)).joined(separator: " ") + " "
            }
        }
        try await course.assess()
        let (level, words) = (course.incident.proposalLevel, course.incident.assessment?.words ?? "")
        notes.write { sight in
            (sight.isAssessed, sight.level) = (true, level)
            sight.remarks += words
            sight.stopped = "verifying"
        }
        guard let proof = try await course.verify() else { return }
        notes.write { sight in
            (sight.isVerified, sight.verifiedLevel, sight.stopped) = (proof.passed, proof.level, nil)
            if case .failed(let complaints) = proof.verdict {
                sight.remarks += " NOT VERIFIED: \(complaints.joined(separator: " "))"
            }
        }
    }
}

/// What was seen so far, also when the rest takes too long.
private final class Notes: Sendable {
    private let state = Mutex((sight: RealWorldRun.Sight(), isClosed: false))

    var sight: RealWorldRun.Sight { state.withLock { $0.sight } }

    func write(_ change: @Sendable (inout RealWorldRun.Sight) -> Void) {
        state.withLock { state in
            if !state.isClosed { change(&state.sight) }
        }
    }

    /// Writes down that time was up; what comes later doesn't count.
    func close(after seconds: Double) {
        write { sight in
            if sight.stopped?.contains(": ") == false { sight.stopped = "\(sight.stopped ?? "") for \(Int(seconds)) s" }
        }
        state.withLock { $0.isClosed = true }
    }
}

extension Assessment {
    /// Why it isn't higher.
    fileprivate var words: String {
        let check: String? =
            switch reproduction {
            case .notAvailable(let words), .stillFails(let words), .inconclusive(let words): words
            case .passes: nil
            }
        let unrun: String? = if case .notRun(let words) = suite { words } else { nil }
        return ([check, unrun].compactMap(\.self) + objections + warnings).joined(separator: " ")
    }
}
