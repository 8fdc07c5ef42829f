import Domain
import Testing

@Suite struct CodeOwnersTests {
    @Test func `the last pattern that matches counts, also when it names nobody`() {
        let owners = CodeOwners(
            """
            # everything
            *       @acme/everyone
            *.py    @snake dev@example.com  # not @this
            /docs/  @writer
            apps/   @octocat
            apps/github
            """)
        #expect(owners.owners(of: "README") == ["@acme/everyone"])
        #expect(owners.owners(of: "a/b.py") == ["@snake", "dev@example.com"])
        #expect(owners.owners(of: "docs/deep/x.md") == ["@writer"])
        #expect(owners.owners(of: "src/docs/x.md") == ["@acme/everyone"])
        #expect(owners.owners(of: "apps/x.py") == ["@octocat"])
        #expect(owners.owners(of: "apps/github/x.py") == [])
        #expect(owners.owners(of: ["a.py", "b.py", "apps/x"]) == ["@snake", "dev@example.com", "@octocat"])
    }

    @Test(arguments: [
        ("*", "a/b/c", true), ("*.js", "x/y.js", true), ("*.js", "x/y.jsx", false),
        ("/build/logs/", "build/logs/a", true),
        ("/build/logs/", "x/build/logs/a", false), ("docs/*", "docs/a.md", true), ("docs/*", "docs/x/a.md", false),
        ("docs/*", "x/docs/a.md", false), ("apps/", "x/apps/y/z", true), ("apps/", "apps", false),
        ("**/logs", "a/b/logs/c", true), ("**/logs", "logs", true), ("a/**", "a/b/c", true), ("a/**", "a", false),
        ("a/**/z", "a/z", true), ("a/**/z", "a/b/c/z", true), ("file?.txt", "x/file1.txt", true),
        ("file?.txt", "file12.txt", false), ("/a.py", "a.py", true), ("/a.py", "b/a.py", false),
        ("a\\ b.txt", "a b.txt", true), ("src/*/x.py", "src/a/x.py", true), ("src/*/x.py", "src/a/b/x.py", false),
    ])
    func `patterns match as code hosts match them`(pattern: String, path: String, matches: Bool) {
        #expect(CodeOwners("\(pattern) @owner").owners(of: path) == (matches ? ["@owner"] : []))
    }

    @Test func `what can't be read is left out`() {
        let owners = CodeOwners("* @good\n!*.py @bad\n[a-z] @bad\n*.py not-an-owner <script> @ok\n\u{0} \n")
        #expect(owners.owners(of: "x.txt") == ["@good"])
        #expect(owners.owners(of: "x.py") == ["@ok"])
    }

    @Test(.timeLimit(.minutes(1))) func `a pattern made to take for ever doesn't`() {
        let pattern = String(repeating: "*a", count: 2_000) + "b"
        #expect(CodeOwners("\(pattern) @x").owners(of: String(repeating: "a", count: 4_000)) == [])
    }
}
