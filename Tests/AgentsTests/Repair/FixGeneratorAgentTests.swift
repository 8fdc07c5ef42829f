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
        let incident = try #require(program.incident(in: repository, reproduced: reproduced, after: facts))
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

    @Test func `a proposal carries the reproduction's test, the plan and an explanation`() async throws {
        let program = try BrokenProgram.named("p01")
        let proposal = try await proposal(program)
        let test = try #require(program.reproduction)
        #expect(proposal.attempt == 1)
        #expect(proposal.patch.additions == [test])
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
        // The reproduction asks for a first bid to be taken, so an error can't pass it: another default, never the same.
        if case .proposed(let second) = answer {
            #expect(second.attempt == 2)
            #expect(second.diff != first.diff)
        }
    }

    @Test func `a person who asks for an error gets one`() async throws {
        let program = try BrokenProgram.named("p19")
        let first = try await proposal(program)
        #expect(first.diff.contains("return \"\""))
        let lenient = BrokenProgram(
            program,
            reproduction: """
                from contacts import country_code

                def test_a_local_number():
                    try:
                        country_code("0341 5550")
                    except ValueError:
                        pass
                """)
        let rejected: [Fact] = [
            .patchProposed(first),
            .rejected(first.digest, feedback: "Raise an error instead of returning an empty string."),
        ]
        let second = try await proposal(lenient, after: rejected)
        #expect(second.diff.contains("raise ValueError("))
        #expect(second.attempt == 2)
    }

    @Test func `a bug that was not reproduced gets no patch, only a hint`() async throws {
        let program = try BrokenProgram.named("p06")
        guard case .none(let tried) = try await outcome(program, reproduced: false) else { throw Missing() }
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
        guard case .none(let tried) = outcome else { throw Missing() }
        #expect(tried.count == 1 && tried[0].contains("Python only"))
    }

    @Test func `no repair that passes means no proposal, with every attempt named`() async throws {
        let program = try BrokenProgram.named("p01")
        let hopeless = BrokenProgram(program, reproduction: "def test_nothing_helps():\n    assert False\n")
        guard case .none(let tried) = try await outcome(hopeless) else { throw Missing() }
        #expect(tried.count >= 2)
        #expect(tried.allSatisfy { !$0.isEmpty && $0.count < 400 })
        #expect(tried[0].contains("the reproduction still fails"))
    }
}
