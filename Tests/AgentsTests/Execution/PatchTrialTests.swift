import Domain
import Foundation
import TestSupport
import Testing

@testable import Agents

@Suite struct PatchTrialTests {
    @Test(arguments: [
        (["python3", "-m", "pytest", "-q", "-p", "no:cacheprovider"], ["-q", "-p", "no:cacheprovider"]),
        (
            ["env", "PYTHONPATH=src", "python3", "-m", "pytest", "-q", "-o", "addopts=", "lib"],
            ["-q", "-o", "addopts="]
        ),
        (["python3", "-m", "pytest", "tests", "-k", "not slow"], ["-k", "not slow"]),
    ])
    func `pytest is told some files in place of where it would look`(suite: [String], options: [String]) throws {
        let plan = TestPlan(suite: suite, reproduction: nil, timeoutSeconds: 60)
        let narrow = try #require(plan.narrowed(to: ["tests/test_a.py"]))
        let runner = try #require(suite.firstIndex(of: "pytest"))
        #expect(narrow.suite == suite[...runner] + options + ["tests/test_a.py"])
    }

    @Test func `other runners, and a repository's own report, are left as they are`() {
        let unittest = TestPlan(
            suite: ["python3", "-m", "unittest", "discover"], reproduction: nil, timeoutSeconds: 60)
        #expect(unittest.narrowed(to: ["test_a.py"]) == nil)
        let pytest = TestPlan(suite: ["python3", "-m", "pytest"], reproduction: nil, timeoutSeconds: 60)
        #expect(pytest.narrowed(to: []) == nil)
    }

    @Test func `tests that name a changed module are found, wherever they lie`() throws {
        let tree = FileManager.default.temporaryDirectory.appending(path: "touching-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: tree) }
        for (path, text) in [
            ("tests/test_cart.py", "from shop.cart import total\n"), ("tests/test_carton.py", "import carton\n"),
            ("shop/cart_test.py", "import shop.cart\n"), ("shop/cart.py", "import cart\n"),
            ("tests/test_package.py", "import shop\n"),
        ] {
            let file = tree.appending(path: path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        func found(_ path: String) -> [String] {
            TouchingTests.files(for: [FileChange(path: path, contents: "")], in: tree)
        }
        #expect(found("shop/cart.py") == ["shop/cart_test.py", "tests/test_cart.py"])
        #expect(found("shop/__init__.py").contains("tests/test_package.py"))
        #expect(found("README.md") == [])
    }
}
