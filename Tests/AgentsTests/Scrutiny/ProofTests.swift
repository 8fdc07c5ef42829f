import Adapters
import TestSupport
import Testing

import incident_bench

/// A few programs of the benchmark that holds *verified* to its word; `make bench SUITE=proof` runs them all.
@Suite(.timeLimit(.minutes(3))) struct ProofTests {
    @Test(arguments: TestDepth.some(1, of: ["coupon-parser", "batch-import"]))
    func `a right fix is verified and no hostile patch is`(name: String) async throws {
        let program = try #require(try ProofProgram.all().first { $0.name == name })
        let outcome = try await ProofTrial(program, sandbox: BubblewrapSandbox()) { _ in false }.outcome()
        #expect(outcome.isReproduced)
        #expect(outcome.falseReject == nil)
        #expect(outcome.falseAccepts == [])
        #expect(outcome.adversaries >= 10)
    }
}
