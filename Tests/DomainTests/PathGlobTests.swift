import Domain
import Testing

@Suite struct PathGlobTests {
    @Test(arguments: [
        ("src/", "src/a/b.py"), ("src/**", "src/a.py"), ("src/*.py", "src/a.py"), ("*.sql", "db/schema/a.sql"),
        ("**/billing/*", "a/b/billing/x.py"), ("billing/**/x.py", "billing/x.py"), ("a?c.py", "abc.py"),
        ("/app.py", "app.py"), ("src/**/deep/**", "src/a/b/deep/c/d.py"), ("a*b*c.py", "axxbxxbc.py"),
    ])
    func `a pattern fits`(pattern: String, path: String) {
        #expect(PathGlob(pattern).matches(path))
    }

    @Test(arguments: [
        ("src/", "srcs/a.py"), ("src/*.py", "src/a/b.py"), ("*.sql", "a.sql.py"), ("/app.py", "src/app.py"),
        ("a?c.py", "ac.py"), ("src/**", "src"), ("billing/**/x.py", "billing/x.pyc"),
    ])
    func `a pattern does not fit`(pattern: String, path: String) {
        #expect(!PathGlob(pattern).matches(path))
    }

    @Test func `no pattern takes long`() {
        let pattern = String(repeating: "a*", count: 60) + "b"
        #expect(!PathGlob(pattern).matches(String(repeating: "a", count: 2_000)))
    }
}
