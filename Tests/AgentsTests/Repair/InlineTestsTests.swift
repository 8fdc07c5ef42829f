import Adapters
import Agents
import Domain
import TestSupport
import Testing

/// Tests that stand in the file that a patch edits.
@Suite struct InlineTestsTests {
    private func verify(_ text: String, _ original: String, _ fixed: String, path: String) async throws -> String {
        let repository = InMemoryRepository([path: text])
        let patch = Patch(edits: [Patch.Edit(file: path, original: original, fixed: fixed)])
        let changes = try await PatchApplication.apply(patch) { _ in text }
        let proposal = Proposal(
            attempt: 1, patch: patch, base: repository.base,
            diff: try await repository.diff(of: changes, against: repository.base),
            plan: TestPlan(suite: ["python3", "-m", "pytest"], reproduction: nil, timeoutSeconds: 5), explanation: "",
            mode: .ruleBased)
        let incident = try #require(Incident.made(of: [.patchProposed(proposal)]))
        let sandbox = TestSupport.ScriptedSandbox { job in SealedRun.result(of: job, tests: ["a": "passed"]) }
        let agent = ExecutionAgent(sandbox: sandbox, repository: repository, readsCode: false)
        return Shop.sentences(try await agent.run(on: incident))
    }

    private static let doctest = "def half(x):\n    \"\"\"\n    >>> half(4)\n    2\n    \"\"\"\n    return x / 2\n"
    private static let rust = """
        pub fn half(x: i32) -> i32 { x / 2 }

        #[cfg(test)]
        mod tests {
            use super::*;
            #[test]
            fn halves() { assert_eq!(half(4), 2); }
        }
        """
    private static let function = "def half(x):\n    return x / 2\n\n\ndef test_half():\n    assert half(4) == 2\n"

    @Test func `an expectation beside the code may not be changed`() async throws {
        #expect(try await verify(Self.doctest, "    2\n", "    3\n", path: "a.py").contains(">>> half(4)"))
        let rust = try await verify(Self.rust, "half(4), 2", "half(4), 3", path: "src/lib.rs")
        #expect(rust.contains("must not change tests that stand beside the code (`src/lib.rs`, `#[cfg(test)]`)"))
        let function = try await verify(Self.function, "half(4) == 2", "half(4) == 3", path: "a.py")
        #expect(function.contains("def test_half():"))
        #expect(try await verify(Self.rust, "#[cfg(test)]\n", "#[cfg(any())]\n", path: "src/lib.rs").contains("beside"))
    }

    @Test func `the code beside a test may be changed`() async throws {
        #expect(try await verify(Self.doctest, "x / 2\n", "x // 2\n", path: "a.py").isEmpty)
        #expect(try await verify(Self.rust, "{ x / 2 }", "{ x.wrapping_div(2) }", path: "src/lib.rs").isEmpty)
        #expect(try await verify(Self.function, "    return x / 2\n", "    return x // 2\n", path: "a.py").isEmpty)
    }
}
