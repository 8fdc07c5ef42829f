import Adapters
import Agents
import Domain
import Foundation
import TestSupport
import Testing

/// One small program whose patches are verified for real, in the sandbox.
enum Shop {
    static let shop = """
        def share(part, whole):
            return part / whole


        def double(number):
            return number * 2
        """
    static let tests = """
        import pytest
        from shop import double, share

        def test_share():
            assert share(1, 2) == 0.5

        def test_double():
            assert double(2) == 4

        def test_known_failure():
            assert double(2) == 5

        @pytest.mark.skip
        def test_skipped():
            assert False
        """
    static let reproduction = TestFile(
        path: "tests/test_incident.py",
        contents: "from shop import share\n\ndef test_zero():\n    assert share(1, 0) == 0\n")
    static let files = ["shop.py": shop, "tests/test_shop.py": tests, "other.py": "x = 1\n"]

    static func verify(
        _ fixed: String, original: String = "    return part / whole\n", file: String = "shop.py",
        plan: TestPlan? = nil, files: [String: String] = Shop.files, timeout: Int = 30
    ) async throws -> Verification {
        let patch = Patch(
            edits: [Patch.Edit(file: file, original: original, fixed: fixed)], additions: [Shop.reproduction])
        return try await verify(patch, plan: plan, files: files, timeout: timeout)
    }

    static func verify(
        _ patch: Patch, plan: TestPlan? = nil, diff: String? = nil, files: [String: String] = Shop.files,
        timeout: Int = 30
    ) async throws -> Verification {
        let repository = InMemoryRepository(files)
        let suite = ["python3", "-m", "pytest", "-q", "-p", "no:cacheprovider"]
        let plan =
            plan ?? TestPlan(suite: suite, reproduction: suite + [Shop.reproduction.path], timeoutSeconds: timeout)
        let changes = (try? await PatchApplication.apply(patch) { files[$0] }) ?? []
        let made = try await repository.diff(of: changes, against: repository.base)
        let proposal = Proposal(
            attempt: 1, patch: patch, base: repository.base, diff: diff ?? made, plan: plan, explanation: "",
            mode: .ruleBased)
        let location = CodeLocation(file: "shop.py", line: 2, function: "share", language: .python, code: "")
        let incident = try #require(
            Incident.made(of: [
                .reproduced(
                    Reproduction(
                        input: "share(1, 0)", test: Shop.reproduction, exception: "ZeroDivisionError",
                        location: location, tried: 1, seconds: 0)),
                .patchProposed(proposal),
            ]))
        return try await ExecutionAgent(sandbox: BubblewrapSandbox(), repository: repository, readsCode: false).run(
            on: incident)
    }

    static func sentences(_ verification: Verification) -> String {
        if case .failed(let sentences) = verification.verdict { sentences.joined(separator: "\n") } else { "" }
    }

    static let right = "    return part / whole if whole else 0\n"
    static let kept = "    return part / whole\n"
}
