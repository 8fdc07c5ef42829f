import Adapters
import Agents
import Domain
import Foundation

/// One case, measured twice: with the rules alone, and with a model that writes the change of the next release.
struct RealWorldTrial: Sendable {
    struct Outcome: Sendable {
        let name: String
        var half: Half { Half(of: name) }
        /// Why nothing could be measured; nil where it was.
        var obstacle: String?
        var rules: RealWorldRun.Sight?
        var model: RealWorldRun.Sight?
    }

    let folder: URL
    let environment: RealWorldEnvironment
    /// For each of both runs.
    let limitSeconds: Double

    func outcome(_ runs: Set<RealWorldRun.Kind>) async -> Outcome {
        var outcome = Outcome(name: folder.lastPathComponent)
        do {
            let run = try prepared()
            if runs.contains(.rules) { outcome.rules = try await run.sight(of: .rules, limitSeconds: limitSeconds) }
            if runs.contains(.model) { outcome.model = try await run.sight(of: .model, limitSeconds: limitSeconds) }
        } catch {
            outcome.obstacle = "\(error)"
        }
        return outcome
    }

    private func prepared() throws -> RealWorldRun {
        let wanted = try RealWorldCase.read(folder)
        let buggy = try root(wanted, version: wanted.buggy)
        let edits = try NextVersion.edits(
            from: buggy, to: try root(wanted, version: wanted.fixed), restrictedTo: wanted.change)
        return RealWorldRun(
            folder: folder, tree: buggy,
            // As an operator names it in SANDBOX_READONLY_PATHS.
            sandbox: BubblewrapSandbox(readOnlyPaths: [try environment.virtual(for: wanted).path]),
            wanted: edits, accepted: try HiddenTests(apart: folder.appending(path: "accepted/test_accepted.py")))
    }

    private func root(_ wanted: RealWorldCase, version: String) throws -> URL {
        let tree = try environment.tree(of: wanted.package, version)
        return wanted.root.isEmpty ? tree : tree.appending(path: wanted.root)
    }
}
