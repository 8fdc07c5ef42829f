import Adapters
import Agents
import Domain
import Foundation
import TestSupport
import Testing

/// Repair and proof of whole programs in the real sandbox: a few of many kinds, or with `MEASURE_PROGRAMS=all` (or the
/// beginning of a name) every one, and those of the reproduction too.
@Suite(.timeLimit(.minutes(10))) struct ProgramRepairTests {
    static let few = TestDepth.some(2, of: ["p03", "p04", "p05", "p09", "p11", "p19", "p22", "p23"])
    static let measured = ProcessInfo.processInfo.environment["MEASURE_PROGRAMS"]
    let sandbox = BubblewrapSandbox()

    @Test func `programs are repaired as an engineer would, and nothing claimed fails`() async throws {
        let programs = try BrokenProgram.all(prefix: "p").filter { program in
            Self.measured != nil || Self.few.contains { program.name.hasPrefix($0) }
        }
        let lines = try await measure(programs)
        for line in lines { print(line.text) }
        print("repaired programs: \(lines.count { $0.isRepaired }) of \(programs.count)")
        print("accepted programs: \(lines.count { $0.isAccepted }) of \(programs.count)")
        #expect(lines.allSatisfy { !$0.claimsWrongly })
        #expect(lines.filter { !$0.isAccepted }.map(\.name).isEmpty)
    }

    struct Line: Sendable {
        let name: String
        let text: String
        let isRepaired: Bool
        let isAccepted: Bool
        /// Proposed by the one agent and refuted by the other.
        let claimsWrongly: Bool
        let isReproduced: Bool

        init(
            _ name: String, text: String, isReproduced: Bool = false, isRepaired: Bool = false,
            isAccepted: Bool = false,
            claimsWrongly: Bool = false
        ) {
            self.name = name
            self.text = text
            self.isReproduced = isReproduced
            self.isRepaired = isRepaired
            self.isAccepted = isAccepted
            self.claimsWrongly = claimsWrongly
        }
    }

    private func measure(_ programs: [BrokenProgram]) async throws -> [Line] {
        // One after another: a search has a budget that crowding would eat.
        var lines: [Line] = []
        for program in programs { lines.append(try await line(for: program)) }
        return lines
    }

    private func line(for program: BrokenProgram) async throws -> Line {
        let repository = InMemoryRepository(program.files)
        guard let reproduction = try await program.reproduced(in: repository, sandbox) else {
            return Line(program.name, text: "\(program.name): not reproduced")
        }
        let found = [Fact.reproduced(reproduction)]
        let incident = try #require(program.incident(in: repository, reproduced: false, after: found))
        let agent = FixGeneratorAgent(sandbox: sandbox, repository: repository)
        let proposal: Proposal
        switch try await agent.run(on: incident) {
        case .kept: return Line(program.name, text: "\(program.name): kept", isReproduced: true)
        case .proposed(let value) where value.isFailingTest:
            return Line(
                program.name, text: "\(program.name): failing test only: \(value.explanation)", isReproduced: true)
        case .proposed(let value): proposal = value
        case .none(let tried, _):
            let text = "\(program.name): no repair: \(tried.joined(separator: " | "))"
            return Line(program.name, text: text, isReproduced: true)
        }
        let proposed = try #require(
            program.incident(in: repository, reproduced: false, after: found + [.patchProposed(proposal)]))
        let verification = try await ExecutionAgent(sandbox: sandbox, repository: repository).run(on: proposed)
        let isAccepted = try await accepts(proposal, of: program, in: repository)
        let verdict = verification.passed ? "verified" : "REFUTED \(verification.verdict)"
        let taken =
            program.accepted == nil
            ? "\n\(proposal.diff)" : isAccepted ? ", accepted" : ", NOT ACCEPTED\n\(proposal.diff)"
        return Line(
            program.name, text: "\(program.name): \(verdict)\(taken)", isReproduced: true,
            isRepaired: verification.passed, isAccepted: isAccepted, claimsWrongly: !verification.passed)
    }

    /// Whether the tests that no agent saw pass on the patched program.
    private func accepts(
        _ proposal: Proposal, of program: BrokenProgram, in repository: InMemoryRepository
    ) async throws -> Bool {
        guard let accepted = program.accepted else { return true }
        var changes = try await PatchApplication.apply(proposal.patch) { program.files[$0] }
        changes.append(FileChange(path: "test_zz_accepted.py", contents: accepted))
        let attempt = try await TestRunner(sandbox: sandbox).run(
            [
                "env", "PYTHONPATH=src", "python3", "-m", "pytest", "-q", "-p", "no:cacheprovider", "-o", "addopts=",
                "test_zz_accepted.py",
            ],
            tree: try await repository.checkOut(repository.base), changes: changes, timeoutSeconds: 60)
        return attempt.problem == nil && attempt.run.failed.isEmpty && !attempt.run.passed.isEmpty
    }
}
