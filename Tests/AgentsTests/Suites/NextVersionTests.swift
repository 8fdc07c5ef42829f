import Domain
import Foundation
import Testing
import incident_bench

@testable import Agents

/// The change that a later release made, as a model's answer: what the benchmark of real crashes rests on.
struct NextVersionTests {
    private let old = """
        import re

        LIMIT = 3


        class Shelf:
            def put(self, book):
                self.books.append(book)

            def take(self, title):
                return self.index[title]


        def count(shelf):
            return len(shelf.books)

        """
    private let new = """
        import re
        import threading

        LIMIT = 4


        def known(shelf, title):
            return title in shelf.index


        class Shelf:
            def put(self, book):
                self.books.insert(0, book)

            def take(self, title):
                if not known(self, title):
                    return None
                return self.index[title]


        def count(shelf):
            return len(shelf.books) + 1

        """

    @Test func `only the named functions change, and what they need is taken over`() async throws {
        let text = try await patched(["Shelf.take", "known"])
        #expect(text.contains("if not known(self, title):"))
        #expect(text.contains("def known(shelf, title):"))
        #expect(text.contains("self.books.append(book)"))
        #expect(text.contains("LIMIT = 3"))
        #expect(text.hasSuffix("return len(shelf.books)\n"))
        #expect(!text.contains("threading"))
    }

    @Test(arguments: [["LIMIT", "import:threading"], ["threading", "LIMIT"]])
    func `constants and imports can be named`(names: [String]) async throws {
        let wanted = old.replacing("LIMIT = 3", with: "LIMIT = 4").replacing(
            "import re\n", with: "import re\nimport threading\n")
        #expect(try await patched(names) == wanted)
    }

    @Test func `without names the whole file changes`() async throws {
        #expect(try await patched([]) == new)
    }

    @Test func `a name that neither version has is refused`() async {
        await #expect(throws: (any Error).self) { try await patched(["Shelf.lend"]) }
    }

    @Test func `equal lines elsewhere don't make an edit ambiguous`() async throws {
        let before = (0..<4).map { "def f\($0)():\n    x = 1\n    return x\n" }.joined(separator: "\n")
        let after = before.replacing("def f2():\n    x = 1\n", with: "def f2():\n    x = 2\n")
        #expect(try await patched(["f2"], before, after) == after)
    }

    @Test func `the answer has the form that the prompt asks for`() throws {
        let edits = [
            Patch.Edit(file: "a/b.py", original: "def f():\n    return 1", fixed: "def f():\n\n    return 2"),
            Patch.Edit(file: "a/b.py", original: "x = 1", fixed: "x = 2\ny = 3"),
        ]
        let text = try PatchText.parse(NextVersion.answer(edits, nonce: "n0nce"), nonce: "n0nce")
        #expect(text.edits == edits)
        #expect(!text.explanation.isEmpty)
    }

    /// The old text with the named parts of the new one, after the way through a model's answer.
    private func patched(_ names: [String], _ before: String? = nil, _ after: String? = nil) async throws -> String {
        let folder = FileManager.default.temporaryDirectory.appending(path: "next-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, text) in [("old", before ?? old), ("new", after ?? new)] {
            let tree = folder.appending(path: "\(name)/shop")
            try FileManager.default.createDirectory(at: tree, withIntermediateDirectories: true)
            try Data(text.utf8).write(to: tree.appending(path: "shelf.py"))
        }
        let edits = try NextVersion.edits(
            from: folder.appending(path: "old"), to: folder.appending(path: "new"),
            restrictedTo: [.init(file: "shop/shelf.py", functions: names)])
        let answer = try PatchText.parse(NextVersion.answer(edits, nonce: "n"), nonce: "n")
        let changes = try await PatchApplication.apply(Patch(edits: answer.edits)) { (_) async throws(PortError) in
            before ?? old
        }
        return changes.first?.contents ?? ""
    }
}
