import Adapters
import Agents
import Domain
import Foundation
import TestSupport
import Testing

/// Repair and proof of whole programs in the real sandbox. `MEASURE_PROGRAMS=1` takes all of them, else a few of many kinds.
@Suite(.timeLimit(.minutes(10))) struct ProgramRepairTests {
    static let few = ["p03", "p04", "p05", "p09", "p11", "p19"]
    let sandbox = BubblewrapSandbox()

    @Test func `programs are repaired as an engineer would, and nothing claimed fails`() async throws {
        let isMeasuring = ProcessInfo.processInfo.environment["MEASURE_PROGRAMS"] != nil
        let programs = try BrokenProgram.all(prefix: "p").filter { program in
            isMeasuring || Self.few.contains { program.name.hasPrefix($0) }
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
    }

    private func measure(_ programs: [BrokenProgram]) async throws -> [Line] {
        try await withThrowingTaskGroup(of: Line.self) { group in
            for program in programs { group.addTask { try await line(for: program) } }
            return try await group.reduce(into: []) { $0.append($1) }.sorted { $0.name < $1.name }
        }
    }

    private func line(for program: BrokenProgram) async throws -> Line {
        let repository = InMemoryRepository(program.files)
        let incident = try #require(program.incident(in: repository))
        let agent = FixGeneratorAgent(sandbox: sandbox, repository: repository)
        guard case .proposed(let proposal) = try await agent.run(on: incident) else {
            let text = "\(program.name): no repair: \(try await agent.run(on: incident))"
            return Line(name: program.name, text: text, isRepaired: false, isAccepted: false, claimsWrongly: false)
        }
        let proposed = try #require(program.incident(in: repository, after: [.patchProposed(proposal)]))
        let verification = try await ExecutionAgent(sandbox: sandbox, repository: repository).run(on: proposed)
        let isAccepted = try await accepts(proposal, of: program, in: repository)
        let verdict = verification.passed ? "verified" : "REFUTED \(verification.verdict)"
        return Line(
            name: program.name,
            text: "\(program.name): \(verdict), \(isAccepted ? "accepted" : "NOT ACCEPTED\n\(proposal.diff)")",
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
