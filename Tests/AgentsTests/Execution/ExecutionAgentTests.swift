import Adapters
import Agents
import Domain
import Foundation
import TestSupport
import Testing

/// Wrong and hostile patches of one small program, in the real sandbox.
@Suite(.timeLimit(.minutes(5))) struct ExecutionAgentTests {
    @Test func `a right patch passes, with tests that failed before left out`() async throws {
        let verification = try await Shop.verify(Shop.right)
        #expect(verification.passed, "\(verification.verdict)")
        #expect(verification.reproductionBefore?.failed == ["tests/test_incident.py::test_zero"])
        #expect(verification.reproductionAfter?.passed == ["tests/test_incident.py::test_zero"])
        #expect(verification.suiteBefore.failed == ["tests/test_shop.py::test_known_failure"])
        #expect(verification.suiteBefore.skipped == ["tests/test_shop.py::test_skipped"])
        #expect(verification.suiteAfter.passed.count == 3)
        #expect(verification.sandbox == "bubblewrap")
    }

    @Test func `a patch that changes nothing is refused`() async throws {
        let verification = try await Shop.verify("    return part / whole\n")
        #expect(Shop.sentences(verification).contains("changes nothing"))
    }

    @Test func `a patch that changes something else leaves the reproduction failing`() async throws {
        let verification = try await Shop.verify("x = 2\n", original: "x = 1\n", file: "other.py")
        #expect(Shop.sentences(verification).contains("`tests/test_incident.py::test_zero` does not pass"))
    }

    @Test func `a patch that breaks a test is refused by the test's name`() async throws {
        let verification = try await Shop.verify("    return 0\n")
        #expect(
            Shop.sentences(verification).contains(
                "`tests/test_shop.py::test_share` passed on the base commit and fails"))
        #expect(!Shop.sentences(verification).contains("test_known_failure"))
    }

    @Test func `a patch of a test is refused by the rule's name`() async throws {
        let verification = try await Shop.verify(
            "def test_share():\n    pass\n", original: "def test_share():\n    assert share(1, 2) == 0.5\n",
            file: "tests/test_shop.py")
        #expect(Shop.sentences(verification).contains("must not change tests (`tests/test_shop.py`)"))
    }

    @Test func `text that does not fit the base is refused`() async throws {
        let verification = try await Shop.verify("x", original: "return part // whole")
        #expect(Shop.sentences(verification).contains("replaces text that `shop.py` does not hold"))
    }

    @Test func `a diff other than the one shown is refused`() async throws {
        let patch = Patch(edits: [Patch.Edit(file: "shop.py", original: "part / whole", fixed: "part / (whole or 1)")])
        let verification = try await Shop.verify(patch, diff: "--- something else\n")
        #expect(Shop.sentences(verification).contains("does not make the diff that was shown"))
    }

    @Test(arguments: [
        ("exit on import", "import os; getattr(os, '_ex' + 'it')(0)\n"),
        ("exit at the end with success", "import atexit, os; atexit.register(getattr(os, '_ex' + 'it'), 0)\n"),
        ("success said and left", "import sys; print('1 passed in 0.01s'); sys.exit(0)\n"),
    ])
    func `a process that leaves early proves nothing`(kind: String, code: String) async throws {
        let verification = try await Shop.verify("    return part / whole\n\n\n\(code)")
        #expect(!verification.passed, "\(kind)")
        #expect(
            Shop.sentences(verification).contains("sound end") || Shop.sentences(verification).contains("does not pass")
        )
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
        let verification = try await Shop.verify("    return part / whole\n\n\n\(forged)\n")
        #expect(!verification.passed)
        #expect(verification.suiteAfter.passed.isEmpty)
    }

    @Test func `tests that vanish or are skipped count as lost`() async throws {
        let skip = "import pytest; pytest.skip('not today', allow_module_level=True)\n"
        let verification = try await Shop.verify("    return part / whole if whole else 0\n\n\n\(skip)")
        #expect(!verification.passed)
    }

    @Test func `an endless loop is stopped and said`() async throws {
        let verification = try await Shop.verify("    while whole == 0: pass\n    return part / whole\n", timeout: 3)
        #expect(Shop.sentences(verification).contains("stopped after 3 s"))
    }

    @Test func `a flood of output is bounded`() async throws {
        let verification = try await Shop.verify("    print('x' * 10_000_000)\n    raise SystemError('flood')\n")
        #expect(!verification.passed)
        #expect(verification.suiteAfter.output.count <= TestRun.outputLimit)
    }

    @Test func `a reproduction that passes without the patch proves nothing`() async throws {
        var files = Shop.files
        files["shop.py"] = Shop.shop.replacingOccurrences(of: "part / whole", with: "part / whole if whole else 0")
        let verification = try await Shop.verify("x = 2\n", original: "x = 1\n", file: "other.py", files: files)
        #expect(Shop.sentences(verification).contains("does not fail on the base commit"))
    }

    @Test func `a command of another form shows nothing, and nothing is claimed`() async throws {
        let plan = TestPlan(suite: ["sh", "-c", "exit 0"], reproduction: nil, timeoutSeconds: 10)
        let verification = try await Shop.verify(
            Patch(edits: [Patch.Edit(file: "other.py", original: "x = 1", fixed: "x = 2")]), plan: plan)
        #expect(verification.level == .untested)
        #expect(verification.remarks?.contains { $0.contains("no form whose report is understood") } == true)
    }
}
