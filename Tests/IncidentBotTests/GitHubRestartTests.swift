import Domain
import Foundation
import Rehearsal
import Testing
import Workflows

@testable import IncidentBot

/// The bot as a process, killed between the calls that make a pull request on GitHub, and started again.
@Suite(.serialized, .timeLimit(.minutes(4))) struct GitHubRestartTests {
    private static let calls = ["POST blobs", "POST trees", "POST commits", "POST refs", "POST pulls"]

    @Test func `killed after any call of the pull request, it opens one, on one branch, with the approved tree`()
        async throws
    {
        let scenario = try #require(try Scenario.all().first { $0.number == 7 })
        let theatre = try await Theatre(onGitHub: true)
        defer { theatre.directory.remove() }
        let gitHub = try #require(theatre.gitHub).standIn
        let (incident, keys) = try await theatre.whileOpen {
            (try await Self.playKilling(scenario, in: theatre, gitHub), try await theatre.messageKeys())
        }
        #expect(incident.status == .resolved)
        #expect(incident.entries.count { $0.fact.kind == .pullRequestOpened } == 1)
        #expect(await gitHub.pulls.count == 1)
        #expect(Set(keys).count == keys.count, "a message stands twice: \(keys.sorted())")

        let store = theatre.directory.root.appending(path: "github/order-platform.git")
        let branches = try run(["git", "for-each-ref", "--format=%(refname:short)", "refs/heads/incident"], in: store)
        #expect(branches.output.split(separator: "\n").count == 1, "one branch: \(branches.output)")
        try Self.checkTree(of: incident, in: theatre.directory, store)
    }

    private static func playKilling(
        _ scenario: Scenario, in theatre: Theatre, _ gitHub: GitHubStandIn
    ) async throws -> Incident {
        var bot = try await theatre.start()
        defer { bot.kill() }
        let id = try await theatre.player.open(scenario)
        for decision in scenario.decisions {
            let digest = try await waiting(for: "a patch") { () -> ProposalDigest? in
                guard let now = try await theatre.engine.incident(id), now.isAwaitingDecision else { return nil }
                return now.proposal?.digest
            }
            try await theatre.player.decide(decision, digest: digest)
        }
        for call in calls {
            // What GitHub has done by then stays done; the process learns of it only when it looks.
            _ = try await waiting(for: call) { await gitHub.records.first { $0.call == call } }
            bot.kill()
            bot = try await theatre.start()
        }
        // Another process writes, so the journal is looked at again and again.
        _ = try await waiting(for: "the end") { () -> Incident? in
            guard let now = try await theatre.engine.incident(id), !now.status.isOpen else { return nil }
            return now
        }
        return try await theatre.player.ended(id)
    }

    private static func waiting<Value>(
        for what: String, _ find: () async throws -> Value?
    ) async throws -> Value {
        for _ in 1...9_000 {
            if let found = try await find() { return found }
            try await Task.sleep(for: .milliseconds(10))
        }
        throw DemoError("waited in vain for \(what)")
    }

    private static func checkTree(of incident: Incident, in directory: DemoDirectory, _ store: URL) throws {
        let (pull, proposal) = (try #require(incident.pullRequest), try #require(incident.proposal))
        let (tree, patch) = ("\(directory.root.path)/check", "\(directory.root.path)/approved.patch")
        try Data(proposal.diff.utf8).write(to: URL(filePath: patch))
        try run(["git", "worktree", "add", "-q", "--detach", tree, pull.base.rawValue], in: store)
        try run(["git", "-C", tree, "apply", "--index", patch], in: store)
        let approved = try run(["git", "-C", tree, "write-tree"], in: store).output
        #expect(try run(["git", "rev-parse", "\(pull.branch)^{tree}"], in: store).output == approved)
    }
}
