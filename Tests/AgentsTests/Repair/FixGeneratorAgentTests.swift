import Adapters
import Agents
import Domain
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5))) struct FixGeneratorAgentTests {
    let sandbox = BubblewrapSandbox()

    private func outcome(
        _ program: BrokenProgram, reproduced: Bool = true, after facts: [Fact] = []
    ) async throws -> FixOutcome {
        let repository = InMemoryRepository(program.files)
        var found: [Fact] = []
        if reproduced { found = try await program.reproduced(in: repository, sandbox).map { [.reproduced($0)] } ?? [] }
        let incident = try #require(program.incident(in: repository, reproduced: false, after: found + facts))
        return try await FixGeneratorAgent(sandbox: sandbox, repository: repository).run(on: incident)
    }

    private func proposal(
        _ program: BrokenProgram, reproduced: Bool = true, after facts: [Fact] = []
    ) async throws -> Proposal {
        guard case .proposed(let proposal) = try await outcome(program, reproduced: reproduced, after: facts) else {
            throw Missing()
        }
        return proposal
    }

    private struct Missing: Error {}

    private struct Unexpected: Error { let outcome: FixOutcome }

    @Test func `a proposal carries the reproduction's test, the plan and an explanation`() async throws {
        let program = try BrokenProgram.named("p01")
        let proposal = try await proposal(program)
        let test = try #require(proposal.patch.additions.first)
        #expect(proposal.attempt == 1)
        #expect(proposal.patch.additions.count == 1)
        #expect(test.contents.contains("there is no warehouse 'ORD'"), "the test asserts the result")
        #expect(proposal.assessment?.level == .proven)
        #expect(proposal.diff.contains("+            raise UnknownWarehouse(code)"))
        #expect(proposal.plan.suite == ["python3", "-m", "pytest", "-q", "-p", "no:cacheprovider"])
        #expect(proposal.plan.reproduction == proposal.plan.suite + [test.path])
        #expect(proposal.explanation.contains("`pick` (stockroom/levels.py:33)"))
        #expect(proposal.mode == .ruleBased)
    }

    @Test func `feedback of a person decides what comes next, and nothing comes twice`() async throws {
        let program = try BrokenProgram.named("p12")
        let first = try await proposal(program)
        #expect(first.diff.contains("return 0"))

        let rejected: [Fact] = [
            .patchProposed(first),
            .rejected(
                first.digest, feedback: "An auction without bids must raise a ValueError, don't return a number."),
        ]
        let answer = try await outcome(program, after: rejected)
        switch answer {
        case .proposed(let second):
            #expect(second.attempt == 2 && second.diff != first.diff)
            #expect(second.requirements?.isEmpty == false, "what was asked for is shown back")
        case .kept(let kept): #expect(kept.digest == first.digest && !kept.requirements.isEmpty)
        case .none: Issue.record("what was asked for is lost")
        }
    }

    @Test func `a person who asks for an error gets one`() async throws {
        let program = try BrokenProgram.named("p19")
        let first = try await proposal(program)
        #expect(first.diff.contains("return \"\""))
        let rejected: [Fact] = [
            .patchProposed(first),
            .rejected(first.digest, feedback: "Raise an error instead of returning an empty string."),
        ]
        let answer = try await outcome(program, after: rejected)
        guard case .proposed(let second) = answer else { throw Unexpected(outcome: answer) }
        #expect(second.diff.contains("raise ValueError("))
        #expect(second.attempt == 2)
    }

    @Test func `a bug that was not reproduced gets no patch, only a hint`() async throws {
        let program = try BrokenProgram.named("p06")
        guard case .none(let tried, _) = try await outcome(program, reproduced: false) else { throw Missing() }
        #expect(tried.last?.contains("was not reproduced") == true)
    }

    @Test func `other languages are declined in words`() async throws {
        let program = try BrokenProgram.named("p01")
        let repository = InMemoryRepository(program.files)
        let location = CodeLocation(file: "app.rb", line: 1, function: nil, language: .ruby, code: "")
        let diagnosis = Diagnosis(
            verdict: .codeCause(location), summary: "", citations: [], confidence: Confidence(level: .low, reason: ""),
            runbook: nil, base: repository.base, mode: .ruleBased)
        let incident = try #require(Incident.made(of: [.diagnosed(diagnosis)]))
        let outcome = try await FixGeneratorAgent(sandbox: sandbox, repository: repository).run(on: incident)
        guard case .none(let tried, _) = outcome else { throw Missing() }
        #expect(tried.count == 1 && tried[0].contains("Python only"))
    }

    @Test func `reproduced, with nothing that speaks for a repair: the failing test is offered once`() async throws {
        let program = BrokenProgram(
            name: "coins",
            files: [
                "coins.py": """
                def parts_of(coins, total):
                    if total == 0:
                        return 1
                    first, *rest = coins
                    return parts_of(rest, total) + (parts_of(coins, total - first) if first <= total else 0)

                """
            ],
            log: """
                Traceback (most recent call last):
                  File "/srv/app/coins.py", line 4, in parts_of
                    first, *rest = coins
                    ^^^^^^^^^^^^
                ValueError: not enough values to unpack (expected at least 1, got 0)

                """)
        let offered = try await proposal(program)
        #expect(offered.isFailingTest && offered.patch.edits.isEmpty && offered.patch.additions.count == 1)
        #expect(offered.explanation.contains("raises the error of the log"))
        let rejected: [Fact] = [.patchProposed(offered), .rejected(offered.digest, feedback: "")]
        guard case .none = try await outcome(program, after: rejected) else { throw Missing() }
    }
}
