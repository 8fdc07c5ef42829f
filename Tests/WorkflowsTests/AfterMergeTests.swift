import Domain
import Foundation
import Logging
import TestSupport
import Testing
import Workflows

@Suite(.timeLimit(.minutes(1))) struct AfterMergeTests {
    let bench = Bench()
    let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    /// An incident that has come to its pull request.
    private func resolved(key: String = "k") async throws -> Incident {
        let proposal = try await bench.proposal(attempt: 1, fixed: "return d.get('x')")
        let id = try await bench.engine.open(Example.intake, by: bench.person, key: key)
        let agents = bench.agents(proposals: [proposal])
        _ = try await bench.run(agents, of: id) { $0.isAwaitingDecision }
        _ = try await bench.engine.record(.approved(proposal.digest), of: id, by: bench.person)
        return try await bench.run(agents, of: id) { $0.status == .resolved }
    }

    private var watch: PullRequestWatch {
        PullRequestWatch(
            engine: bench.engine, directory: bench.journal, codeHost: bench.codeHost, interval: .seconds(1),
            logger: logger)
    }

    @Test func `a merge is written once, and is when the incident was over`() async throws {
        let incident = try await resolved()
        await watch.look()
        #expect(try await bench.engine.incident(incident.id)?.merge == nil)
        let end = PullRequestEnd(at: incident.openedAt.addingTimeInterval(7_200), commit: nil, by: "octocat")
        await bench.codeHost.settle(.merged(end))
        await watch.look()
        await watch.look()
        let merged = try #require(try await bench.engine.incident(incident.id))
        #expect(merged.merge == end && merged.endedAt == end.at && merged.status == .resolved)
        #expect(merged.entries.count { $0.fact.kind == .pullRequestMerged } == 1)
    }

    @Test func `only open pull requests are asked about, fifty at a time, each in its turn`() async throws {
        let end = PullRequestEnd(at: ManualClock.start, commit: nil, by: nil)
        for number in 1...70 {
            let id = try await bench.engine.open(Example.intake, by: bench.person, key: "\(number)")
            var facts: [Fact] = [.pullRequestOpened(pullRequest(number)), .resolved]
            if number.isMultiple(of: 10) { facts.append(.pullRequestMerged(end)) }
            for (place, fact) in facts.enumerated() {
                _ = try await bench.journal.append(fact, to: id, by: .workflow, expectedCount: place + 1)
            }
        }
        let last = await watch.look()
        #expect(await bench.codeHost.asked.count == 50 && last != nil)
        let anew = await watch.look(after: last)
        let asked = await bench.codeHost.asked.compactMap(\.number)
        #expect(anew == nil)
        #expect(asked == (1...70).reversed().filter { !$0.isMultiple(of: 10) })
    }

    private func pullRequest(_ number: Int) -> PullRequest {
        let known = Example.pullRequest
        return PullRequest(
            repository: known.repository, base: known.base, baseBranch: known.baseBranch, branch: "b\(number)",
            head: known.head, url: known.url, title: known.title, body: known.body, number: number)
    }

    @Test func `a pull request closed without a merge may still be merged, and not the other way round`() async throws {
        let incident = try await resolved()
        let end = PullRequestEnd(at: incident.openedAt, commit: nil, by: nil)
        let news = PullRequestNews(engine: bench.engine, logger: logger)
        await news.record(.closed(end), of: incident.id)
        #expect(try await bench.engine.incident(incident.id)?.closure == end)
        await news.record(.merged(end), of: incident.id)
        await news.record(.closed(end), of: incident.id)
        let merged = try #require(try await bench.engine.incident(incident.id))
        #expect(merged.merge == end && merged.closure == nil)
    }

    @Test func `an error that comes back after the merge opens its incident again, with the new evidence`() async throws
    {
        let first = try await resolved()
        let news = PullRequestNews(engine: bench.engine, logger: logger)
        await news.record(.merged(PullRequestEnd(at: first.openedAt, commit: nil, by: nil)), of: first.id)
        let second = try await bench.engine.open(Example.intake, by: bench.person, key: "again")
        let proposal = try await bench.proposal(attempt: 2, fixed: "return d['x'] if 'x' in d else 0")
        let agents = bench.agents(proposals: [proposal, proposal])
        let ended = try await bench.run(agents, of: second) { !$0.status.isOpen }
        #expect(ended.cancellation?.contains("incident \(first.id)") == true)
        let reopened = try #require(try await bench.engine.incident(first.id))
        #expect(reopened.status.isOpen && reopened.reopening?.incident == second)
        #expect(reopened.pullRequest == nil && reopened.endedAt == nil)
        #expect(try await bench.engine.openIncidents() == [first.id])

        // It goes on to a second pull request, on a branch of its own.
        _ = try await bench.run(agents, of: first.id) { $0.isAwaitingDecision }
        _ = try await bench.engine.record(.approved(proposal.digest), of: first.id, by: bench.person)
        let again = try await bench.run(agents, of: first.id) { $0.status == .resolved }
        #expect(await bench.codeHost.opened.map(\.branch).last == "\(first.pullRequest?.branch ?? "")-2")
        #expect(again.merge == nil)
    }

    @Test func `without a merge, or with another error, nothing is opened again`() async throws {
        let first = try await resolved()
        let second = try await bench.engine.open(Example.intake, by: bench.person, key: "again")
        let proposal = try await bench.proposal(attempt: 1, fixed: "return d.get('x', 0)")
        let waiting = try await bench.run(bench.agents(proposals: [proposal]), of: second) {
            $0.isAwaitingDecision || !$0.status.isOpen
        }
        #expect(waiting.isAwaitingDecision)
        #expect(try await bench.engine.incident(first.id)?.status == .resolved)
    }

    @Test func `the same error is the same function's, wherever it is installed`() {
        func error(_ exception: String, _ file: String, _ function: String, _ line: Int) -> ErrorSignature {
            ErrorSignature(
                language: .python, exception: exception, message: "order \(line)",
                frames: [StackFrame(file: file, line: line, function: function, isVendored: false)])
        }
        let known = error("KeyError", "/srv/app/pay.py", "charge", 87).likeness
        #expect(known == error("builtins.KeyError", "/opt/new/pay.py", "charge", 91).likeness)
        #expect(known != error("KeyError", "/srv/app/pay.py", "refund", 87).likeness)
        #expect(known != error("IndexError", "/srv/app/pay.py", "charge", 87).likeness)
        func plain(_ message: String) -> String {
            ErrorSignature(language: nil, exception: "Timeout", message: message, frames: []).likeness
        }
        #expect(plain("after 30 s") == plain("after 1245 s"))
        #expect(plain("after 30 s") != plain("never"))
    }
}
