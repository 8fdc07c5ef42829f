import Agents
import Domain
import Testing

@Suite struct TestPlannerTests {
    private func plan(
        for file: String, _ files: [String: String], reproduction: TestFile? = nil
    ) async throws -> TestPlan {
        try await TestPlanner(timeoutSeconds: 7).plan(
            for: file, files: files.keys.sorted(), reproduction: reproduction
        ) { path async throws(PortError) in files[path] }
    }

    @Test func `pytest runs where a test uses it`() async throws {
        let plan = try await plan(
            for: "app.py", ["app.py": "", "tests/test_app.py": "def test_a():\n    pass\n"],
            reproduction: TestFile(path: "tests/test_incident.py", contents: "import unittest"))
        #expect(plan.suite == ["python3", "-m", "pytest", "-q", "-p", "no:cacheprovider"])
        #expect(plan.reproduction == plan.suite + ["tests/test_incident.py"])
        #expect(plan.timeoutSeconds == 7)
    }

    @Test func `unittest discovers from the folder of the tests`() async throws {
        let text = "import unittest\nclass A(unittest.TestCase):\n    def test_a(self): pass\n"
        let reproduction = TestFile(path: "tests/test_incident.py", contents: text)
        let flat = try await plan(for: "app.py", ["app.py": "", "tests/test_app.py": text], reproduction: reproduction)
        #expect(flat.suite == ["python3", "-m", "unittest", "discover", "-s", "tests"])
        #expect(flat.reproduction == flat.suite + ["-p", "test_incident.py"])
        let package = try await plan(
            for: "app.py", ["app.py": "", "tests/__init__.py": "", "tests/test_app.py": text],
            reproduction: reproduction)
        #expect(package.suite == ["python3", "-m", "unittest", "discover", "-s", "tests", "-t", "."])
    }

    @Test func `code below src is made importable unless a setting does so`() async throws {
        let files = ["src/shop/cart.py": "", "tests/test_cart.py": "def test_a(): pass"]
        let plain = try await plan(for: "src/shop/cart.py", files)
        #expect(plain.suite.prefix(3) == ["env", "PYTHONPATH=src", "python3"])
        let set = ["pyproject.toml": "[tool.pytest.ini_options]\npythonpath = [\"src\"]\n"]
        let settled = try await plan(for: "src/shop/cart.py", files.merging(set) { $1 })
        #expect(settled.suite.first == "python3")
    }

    @Test func `options of plug-ins that may be missing are set aside`() async throws {
        let plan = try await plan(
            for: "app.py", ["app.py": "", "setup.cfg": "[tool:pytest]\naddopts = --cov=app -q\n"])
        #expect(plan.suite.suffix(2) == ["-o", "addopts="])
    }

    @Test func `of several projects the one of the file is tested`() async throws {
        let files = [
            "services/crm/pyproject.toml": "[tool.pytest.ini_options]", "services/crm/contacts.py": "",
            "services/crm/tests/test_contacts.py": "", "services/mail/tests/test_app.py": "",
        ]
        let plan = try await plan(for: "services/crm/contacts.py", files)
        #expect(plan.suite.prefix(2) == ["env", "PYTHONPATH=services/crm"])
        #expect(plan.suite.last == "services/crm")
    }
}
