import Agents
import Domain
import Testing

@Suite struct PatchPolicyTests {
    let policy = PatchPolicy()

    func refusal(of path: String, fixed: String = "b = 2\n", additions: [TestFile] = []) -> PolicyRefusal? {
        let patch = Patch(edits: [Patch.Edit(file: path, original: "a = 1\n", fixed: fixed)], additions: additions)
        return policy.refusal(
            of: patch, files: [path], reproduction: TestFile(path: "tests/test_incident.py", contents: "x"))
    }

    @Test(arguments: ["app.py", "src/shop/cart.py", "contest/latest.py", "testimonials/views.py"])
    func `source code may be changed`(path: String) {
        #expect(refusal(of: path) == nil)
    }

    @Test(arguments: [
        ("tests/test_cart.py", PolicyRefusal.Rule.test), ("shop/cart_test.py", .test), ("tests/data/rows.json", .test),
        ("web/cart.spec.ts", .test), ("conftest.py", .testSettings), ("shop/conftest.py", .testSettings),
        ("pytest.ini", .testSettings), ("setup.cfg", .testSettings), ("tox.ini", .testSettings),
        ("pyproject.toml", .testSettings), ("sitecustomize.py", .testSettings), ("lib/a.pth", .testSettings),
        (".github/workflows/ci.yml", .continuousIntegration), (".gitlab-ci.yml", .continuousIntegration),
        (".gitattributes", .hiddenFile), ("shop/.env", .hiddenFile), ("poetry.lock", .lockFile),
        ("package-lock.json", .lockFile), ("../app.py", .outside), ("/etc/passwd", .outside), ("a//b.py", .outside),
        ("a\\b.py", .outside), ("shop/fast.so", .binary),
    ])
    func `what could bend the proof may not be changed`(path: String, rule: PolicyRefusal.Rule) {
        let refusal = refusal(of: path)
        #expect(refusal?.rule == rule)
        #expect(refusal?.path == path)
        #expect(refusal?.description.contains(path) == true)
    }

    @Test func `a file that is no regular file of the commit may not be changed`() {
        let patch = Patch(edits: [Patch.Edit(file: "link.py", original: "a", fixed: "b")])
        #expect(policy.refusal(of: patch, files: ["app.py"], reproduction: nil)?.rule == .notARegularFile)
    }

    @Test func `only the reproduction's test may be added, to the letter`() {
        let test = TestFile(path: "tests/test_incident.py", contents: "x")
        #expect(refusal(of: "app.py", additions: [test]) == nil)
        let other = TestFile(path: "tests/test_incident.py", contents: "y")
        #expect(refusal(of: "app.py", additions: [other])?.rule == .addsAnotherFile)
        let hook = TestFile(path: "tests/conftest.py", contents: "x")
        #expect(refusal(of: "app.py", additions: [hook])?.rule == .addsAnotherFile)
    }

    @Test func `a patch of tests alone, an empty one and a huge one are refused`() {
        let test = TestFile(path: "tests/test_incident.py", contents: "x")
        let empty = Patch(edits: [], additions: [test])
        #expect(policy.refusal(of: empty, files: [], reproduction: test)?.rule == .changesNoSource)
        #expect(refusal(of: "app.py", fixed: String(repeating: "a = 1\n", count: 50_000))?.rule == .tooLarge)
        let many = Patch(edits: (0..<9).map { Patch.Edit(file: "m\($0).py", original: "a", fixed: "b") })
        #expect(policy.refusal(of: many, files: Set(many.files), reproduction: nil)?.rule == .tooLarge)
    }

    @Test func `characters that hide code from its reader are refused`() {
        #expect(refusal(of: "app.py", fixed: "a = 1 # \u{202E}no\n")?.rule == .hiddenCharacters)
    }
}
