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

    @Test func `the reproduction's test may stand alone, and no other`() {
        let test = TestFile(path: "tests/test_incident.py", contents: "x")
        let alone = Patch(edits: [], additions: [test])
        #expect(policy.refusal(of: alone, files: [], reproduction: test) == nil)
        #expect(policy.refusal(of: alone, files: [], reproduction: nil)?.rule == .addsAnotherFile)
    }

    @Test func `an empty patch and a huge one are refused`() {
        #expect(policy.refusal(of: Patch(edits: []), files: [], reproduction: nil)?.rule == .changesNoSource)
        #expect(refusal(of: "app.py", fixed: String(repeating: "a = 1\n", count: 50_000))?.rule == .tooLarge)
        let many = Patch(edits: (0..<9).map { Patch.Edit(file: "m\($0).py", original: "a", fixed: "b") })
        #expect(policy.refusal(of: many, files: Set(many.files), reproduction: nil)?.rule == .tooLarge)
    }

    @Test func `characters that hide code from its reader are refused`() {
        #expect(refusal(of: "app.py", fixed: "a = 1 # \u{202E}no\n")?.rule == .hiddenCharacters)
    }

    @Test func `the repository's own rules add to the bot's, and are named with their line`() throws {
        var own = RepositoryPolicy()
        own.protected = [RepositoryPolicy.Pattern("billing/**", line: 7)]
        own.allowed = [RepositoryPolicy.Pattern("shop/", line: 3), RepositoryPolicy.Pattern("billing/", line: 4)]
        own.maximumLines = RepositoryPolicy.Limit(2, line: 9)
        func refusal(_ path: String, _ fixed: String = "b\n") -> PolicyRefusal? {
            let patch = Patch(edits: [Patch.Edit(file: path, original: "a\n", fixed: fixed)])
            return policy.refusal(of: patch, files: [path], reproduction: nil, own: own)
        }
        #expect(refusal("shop/cart.py") == nil)
        let protected = try #require(refusal("billing/tax.py"))
        #expect(protected.rule == .protected)
        #expect(protected.description.contains("`billing/**`, line 7 of .incident-bot.yml"))
        #expect(refusal("other.py")?.rule == .notAllowed)
        let large = try #require(refusal("shop/cart.py", "b\nc\nd\n"))
        #expect(large.description.contains("4 changed lines, 2 allowed by line 9 of .incident-bot.yml"))
        own.protected = []
        #expect(refusal("tests/test_cart.py")?.rule == .test)
    }

    @Test(arguments: [
        "import pytest\n", "if 'PYTEST_CURRENT_TEST' in os.environ: return 0\n", "import os; os._exit(0)\n",
        "x = sys.modules['a']\n", "exec(code)\n", "from unittest import mock\n", "gc.get_objects()\n",
        "f = e.__traceback__.tb_frame\n", "return __import__('x')\n",
    ])
    func `words by which code finds its judge are refused, with their line`(line: String) throws {
        let refusal = try #require(self.refusal(of: "app.py", fixed: "a = 1\n" + line))
        #expect(refusal.rule == .judge)
        #expect(refusal.detail?.hasPrefix("line 2 of change 1: ") == true)
    }

    @Test(arguments: [
        "cursor.exec('select 1')\n", "executor.submit(f)\n", "model.eval()\n", "# as pytest does\n",
        "evaluated = evaluate(x)\n", "sys.exit(1)\n", "atexit.register(close)\n",
        "class A:\n    def __eq__(self, other):\n        if self is other:\n            return True\n        return self.a == other.a\n",
    ])
    func `words that only look like it are not`(line: String) {
        #expect(refusal(of: "app.py", fixed: "a = 1\n" + line) == nil)
    }

    @Test func `a word that the file holds already may stay and move`() {
        let original = "import unittest\n\na = 1\n"
        let patch = Patch(edits: [
            Patch.Edit(file: "app.py", original: original, fixed: "a = 2\n\n\nimport unittest\n")
        ])
        #expect(policy.refusal(of: patch, files: ["app.py"], reproduction: nil) == nil)
    }

    @Test func `an object that equals everything is refused`() {
        let fixed = "class Any(dict):\n    def __eq__(self, other):\n        return True\n"
        #expect(refusal(of: "app.py", fixed: fixed)?.rule == .equalToAll)
    }

    @Test(arguments: [
        ("lib.rs", "if cfg!(test) { return 0; }\n"), ("app.js", "if (process.env.NODE_TEST_CONTEXT) return 0\n"),
        ("Cart.java", "new Throwable().getStackTrace();\n"), ("cart.go", "if testing.Testing() { return }\n"),
    ])
    func `other languages have their words`(file: String, line: String) {
        #expect(refusal(of: file, fixed: line)?.rule == .judge)
    }
}
