import Domain
import Testing

@Suite struct PatchApplicationTests {
    let files = [
        "shop/cart.py": "def total(items):\n    return items[0]\n",
        "crlf.py": "a = 1\r\nb = 2\r\n",
        "accents.py": "name = 'cafe\u{301}'\n",
        "twice.py": "x = 1\nx = 1\n",
    ]

    func apply(_ edits: [Patch.Edit], additions: [TestFile] = []) async throws -> [FileChange] {
        try await PatchApplication.apply(Patch(edits: edits, additions: additions)) { files[$0] }
    }

    @Test func `an edit replaces the text that stands exactly once`() async throws {
        let changes = try await apply([.init(file: "shop/cart.py", original: "items[0]", fixed: "items[-1]")])
        #expect(changes == [FileChange(path: "shop/cart.py", contents: "def total(items):\n    return items[-1]\n")])
    }

    @Test func `several edits touch one file in order`() async throws {
        let changes = try await apply([
            .init(file: "shop/cart.py", original: "items[0]", fixed: "first(items)"),
            .init(file: "shop/cart.py", original: "first(items)", fixed: "last(items)"),
        ])
        #expect(changes.first?.contents == "def total(items):\n    return last(items)\n")
    }

    @Test func `windows line endings are kept to the byte`() async throws {
        let changes = try await apply([.init(file: "crlf.py", original: "a = 1\r\n", fixed: "a = 3\r\n")])
        #expect(changes.first?.contents == "a = 3\r\nb = 2\r\n")
    }

    @Test func `a line feed matches inside a windows line ending only as the byte it is`() async throws {
        let changes = try await apply([.init(file: "crlf.py", original: "\nb", fixed: "\nc")])
        #expect(changes.first.map { Array($0.contents.utf8) } == Array("a = 1\r\nc = 2\r\n".utf8))
    }

    @Test func `text that only looks the same is not the same`() async {
        // "é" as one scalar against "e" with a combining accent: equal to Swift, different bytes.
        await #expect(throws: PatchRefusal.originalNotFound("accents.py")) {
            try await apply([.init(file: "accents.py", original: "caf\u{e9}", fixed: "tea")])
        }
    }

    @Test func `a patch that fits twice or nowhere is refused`() async {
        await #expect(throws: PatchRefusal.originalNotUnique("twice.py", count: 2)) {
            try await apply([.init(file: "twice.py", original: "x = 1", fixed: "x = 2")])
        }
        await #expect(throws: PatchRefusal.originalNotFound("twice.py")) {
            try await apply([.init(file: "twice.py", original: "y", fixed: "z")])
        }
        await #expect(throws: PatchRefusal.originalNotFound("twice.py")) {
            try await apply([.init(file: "twice.py", original: "", fixed: "z")])
        }
        await #expect(throws: PatchRefusal.missingFile("new.py")) {
            try await apply([.init(file: "new.py", original: "x", fixed: "z")])
        }
    }

    @Test func `a patch that changes nothing is refused`() async {
        await #expect(throws: PatchRefusal.changesNothing) { try await apply([]) }
        await #expect(throws: PatchRefusal.changesNothing) {
            try await apply([.init(file: "twice.py", original: "x", fixed: "x")])
        }
    }

    @Test func `an addition never overwrites a file`() async throws {
        let added = try await apply([], additions: [TestFile(path: "tests/test_new.py", contents: "pass\n")])
        #expect(added == [FileChange(path: "tests/test_new.py", contents: "pass\n")])
        await #expect(throws: PatchRefusal.fileExists("crlf.py")) {
            try await apply([], additions: [TestFile(path: "crlf.py", contents: "")])
        }
    }

    @Test(arguments: [
        "../etc/passwd", "/etc/passwd", "a/../../b", "", "a//b", "./a", ".git/config", "sub/.GIT/hooks/x", "a\\..\\b",
        "a\nb",
    ])
    func `no path leads outside the repository`(path: String) async {
        await #expect(throws: PatchRefusal.outsideRepository(path)) {
            try await apply([], additions: [TestFile(path: path, contents: "x")])
        }
    }
}
