import Domain
import Foundation
import Rehearsal
import TestSupport
import Testing

@testable import IncidentBot

/// The seven prepared incidents, played as a person would, and checked with git and pytest behind the bot's back.
@Suite(.serialized, .timeLimit(.minutes(5))) struct ScenarioTests {
    @Test func `every prepared incident ends in a pull request that proves itself`() async throws {
        try await Stage.use { stage, directory in
            let player = ScenarioPlayer(
                person: stage.person(), engine: stage.bot.engine, directory: directory)
            for scenario in TestDepth.some(2, of: try Scenario.all()) {
                let report = try await player.play(scenario)
                #expect(report.differences == [], "scenario \(scenario.number)")
                #expect(report.mode == "rule-based")
                let pull = try #require(report.pullRequest)
                try await Self.checkProof(of: pull, in: directory)
            }
        }
    }

    /// On the branch everything passes; its new test fails on the base; nothing else of the repository was touched.
    private static func checkProof(of pull: ScenarioReport.PullRequestReport, in directory: DemoDirectory) async throws
    {
        let repository = directory.repository
        let tree = directory.root.appending(path: "check-\(pull.head.prefix(8))")
        let range = "\(pull.base)..\(pull.head)"
        #expect(try await run(["git", "rev-list", "--count", range], in: repository).output == "1\n")
        #expect(try await run(["git", "status", "--porcelain"], in: repository).output == "")
        let added = try await run(["git", "diff", "--name-only", "--diff-filter=A", range], in: repository).output
        let test = try #require(added.split(separator: "\n").first.map(String.init))

        try await run(["git", "worktree", "add", "--detach", tree.path, pull.branch], in: repository)
        let fixed = try await run(["python3", "-m", "pytest", "-q", "-p", "no:cacheprovider"], in: tree)
        #expect(fixed.status == 0, "\(fixed.output)")
        try await run(["git", "checkout", pull.base, "--", "."], in: tree)
        let broken = try await run(["python3", "-m", "pytest", "-q", "-p", "no:cacheprovider", test], in: tree)
        #expect(broken.status == 1, "the regression test passes on the base: \(broken.output)")
        try await run(["git", "worktree", "remove", "--force", tree.path], in: repository)
    }
}
