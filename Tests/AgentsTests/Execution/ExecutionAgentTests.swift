import Adapters
import Agents
import Domain
import Foundation
import TestSupport
import Testing

/// Wrong and hostile patches of one small program, in the real sandbox.
@Suite(.timeLimit(.minutes(5))) struct ExecutionAgentTests {
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

    private func verify(
        _ fixed: String, original: String = "    return part / whole\n", file: String = "shop.py",
        plan: TestPlan? = nil, files: [String: String] = files, timeout: Int = 30
    ) async throws -> Verification {
        let patch = Patch(
            edits: [Patch.Edit(file: file, original: original, fixed: fixed)], additions: [Self.reproduction])
        return try await verify(patch, plan: plan, files: files, timeout: timeout)
    }

    private func verify(
        _ patch: Patch, plan: TestPlan? = nil, diff: String? = nil, files: [String: String] = files, timeout: Int = 30
    ) async throws -> Verification {
        let repository = InMemoryRepository(files)
        let suite = ["python3", "-m", "pytest", "-q", "-p", "no:cacheprovider"]
        let plan =
            plan ?? TestPlan(suite: suite, reproduction: suite + [Self.reproduction.path], timeoutSeconds: timeout)
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
                        input: "share(1, 0)", test: Self.reproduction, exception: "ZeroDivisionError",
                        location: location, tried: 1, seconds: 0)),
                .patchProposed(proposal),
            ]))
        return try await ExecutionAgent(sandbox: BubblewrapSandbox(), repository: repository).run(on: incident)
    }

    private func sentences(_ verification: Verification) -> String {
        if case .failed(let sentences) = verification.verdict { sentences.joined(separator: "\n") } else { "" }
    }

    static let right = "    return part / whole if whole else 0\n"

    @Test func `a right patch passes, with tests that failed before left out`() async throws {
        let verification = try await verify(Self.right)
        #expect(verification.passed, "\(verification.verdict)")
        #expect(verification.reproductionBefore?.failed == ["tests/test_incident.py::test_zero"])
        #expect(verification.reproductionAfter?.passed == ["tests/test_incident.py::test_zero"])
        #expect(verification.suiteBefore.failed == ["tests/test_shop.py::test_known_failure"])
        #expect(verification.suiteBefore.skipped == ["tests/test_shop.py::test_skipped"])
        #expect(verification.suiteAfter.passed.count == 3)
        #expect(verification.sandbox == "bubblewrap")
    }

    @Test func `a patch that changes nothing is refused`() async throws {
        let verification = try await verify("    return part / whole\n")
        #expect(sentences(verification).contains("changes nothing"))
    }

    @Test func `a patch that changes something else leaves the reproduction failing`() async throws {
        let verification = try await verify("x = 2\n", original: "x = 1\n", file: "other.py")
        #expect(sentences(verification).contains("`tests/test_incident.py::test_zero` does not pass"))
    }

    @Test func `a patch that breaks a test is refused by the test's name`() async throws {
        let verification = try await verify("    return 0\n")
        #expect(
            sentences(verification).contains("`tests/test_shop.py::test_share` passed on the base commit and fails"))
        #expect(!sentences(verification).contains("test_known_failure"))
    }

    @Test func `a patch of a test is refused by the rule's name`() async throws {
        let verification = try await verify(
            "def test_share():\n    pass\n", original: "def test_share():\n    assert share(1, 2) == 0.5\n",
            file: "tests/test_shop.py")
        #expect(sentences(verification).contains("must not change tests (`tests/test_shop.py`)"))
    }

    @Test func `text that does not fit the base is refused`() async throws {
        let verification = try await verify("x", original: "return part // whole")
        #expect(sentences(verification).contains("replaces text that `shop.py` does not hold"))
    }

    @Test func `a diff other than the one shown is refused`() async throws {
        let patch = Patch(edits: [Patch.Edit(file: "shop.py", original: "part / whole", fixed: "part / (whole or 1)")])
        let verification = try await verify(patch, diff: "--- something else\n")
        #expect(sentences(verification).contains("does not make the diff that was shown"))
    }

    @Test(arguments: [
        ("exit on import", "import os; os._exit(0)\n"),
        ("exit at the end with success", "import atexit, os; atexit.register(os._exit, 0)\n"),
        ("success said and left", "import sys; print('1 passed in 0.01s'); sys.exit(0)\n"),
    ])
    func `a process that leaves early proves nothing`(kind: String, code: String) async throws {
        let verification = try await verify("    return part / whole\n\n\n\(code)")
        #expect(!verification.passed, "\(kind)")
        #expect(
            ["sound end", "does not pass", "Refused by rule"].contains { sentences(verification).contains($0) })
    }

    @Test func `a forged report is not believed`() async throws {
        let forged = """
            import glob, json, os
            names = ["tests/test_incident.py::test_zero", "tests/test_shop.py::test_share", "tests/test_shop.py::test_double"]
            tests = [{"name": name, "outcome": "passed"} for name in names]
            report = {"token": "", "tests": tests, "finished": True, "exit": 0, "problem": None}
            for path in glob.glob(".incident*") + [".incident-report-", "report.json"]:
                open(path, "w").write(json.dumps(report))
            for descriptor in range(3, 64):
                try:
                    for test in tests:
                        os.write(descriptor, (json.dumps({"event": "test", **test}) + "\\n").encode())
                    os.write(descriptor, b'{"event": "finished", "code": 0}\\n')
                except OSError:
                    pass
            os._exit(0)
            """
        let verification = try await verify("    return part / whole\n\n\n\(forged)\n")
        #expect(!verification.passed)
        #expect(verification.suiteAfter.passed.isEmpty)
    }

    @Test func `tests that vanish or are skipped count as lost`() async throws {
        let skip = "import pytest; pytest.skip('not today', allow_module_level=True)\n"
        let verification = try await verify("    return part / whole if whole else 0\n\n\n\(skip)")
        #expect(!verification.passed)
    }

    @Test func `an endless loop is stopped and said`() async throws {
        let verification = try await verify("    while whole == 0: pass\n    return part / whole\n", timeout: 3)
        #expect(sentences(verification).contains("stopped after 3 s"))
    }

    @Test func `a flood of output is bounded`() async throws {
        let verification = try await verify("    print('x' * 10_000_000)\n    raise SystemError('flood')\n")
        #expect(!verification.passed)
        #expect(verification.suiteAfter.output.count <= 8_000)
    }

    @Test func `a reproduction that passes without the patch proves nothing`() async throws {
        var files = Self.files
        files["shop.py"] = Self.shop.replacingOccurrences(of: "part / whole", with: "part / whole if whole else 0")
        let verification = try await verify("x = 2\n", original: "x = 1\n", file: "other.py", files: files)
        #expect(sentences(verification).contains("does not fail on the base commit"))
    }

    @Test func `a command of another form is not run`() async throws {
        let plan = TestPlan(suite: ["sh", "-c", "exit 0"], reproduction: nil, timeoutSeconds: 10)
        let verification = try await verify(
            Patch(edits: [Patch.Edit(file: "other.py", original: "x = 1", fixed: "x = 2")]), plan: plan)
        #expect(!verification.passed)
    }
}
