import Domain
import TestSupport
import Testing

@Suite struct UnifiedDiffTests {
    let text = "one\ntwo\nthree\nfour\nfive\n"

    func patch(_ diff: String, _ files: [String: String], counts: UnifiedDiff.Counts = .exact) async throws -> Patch {
        try await UnifiedDiff(diff, counts: counts).patch { path throws(PortError) in files[path] }
    }

    /// What the file is after the patch, which is applied the way the product applies every patch.
    func result(_ diff: String, _ text: String, counts: UnifiedDiff.Counts = .exact) async throws -> String? {
        let patch = try await patch(diff, ["a.txt": text], counts: counts)
        return try await PatchApplication.apply(patch) { _ throws(PortError) in text }.first?.contents
    }

    @Test func `a diff becomes exact replacements, one for each hunk`() async throws {
        let diff =
            "--- a/a.txt\n+++ b/a.txt\n@@ -1,2 +1,2 @@\n-one\n+ONE\n two\n@@ -4,2 +4,3 @@ x\n four\n+four and a half\n five\n"
        let patch = try await patch(diff, ["a.txt": text])
        #expect(patch.edits.count == 2)
        #expect(try await result(diff, text) == "ONE\ntwo\nthree\nfour\nfour and a half\nfive\n")
    }

    @Test func `a line that stands many times is told from its like by its neighbours`() async throws {
        let text = String(repeating: "if x:\n    pass\n", count: 5)
        let diff = "--- a/a.txt\n+++ b/a.txt\n@@ -6,1 +6,1 @@\n-    pass\n+    stop()\n"
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        lines[5] = "    stop()"
        #expect(try await result(diff, text) == lines.joined(separator: "\n"))
    }

    @Test(arguments: 1...60) func `any change of lines, written as a diff, comes back to the byte`(seed: Int)
        async throws
    {
        var random = SeededGenerator(seed: UInt64(seed))
        let words = ["a", "b", "", "  c", "\tdé", "\u{301}e", "--", "++", "-- x", "++ y"]
        let old = (0..<Int.random(in: 1...25, using: &random)).map { _ in words.randomElement(using: &random) ?? "" }
        var new = old
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            let place = Int.random(in: 0...new.count, using: &random)
            if Bool.random(using: &random), place < new.count {
                new.remove(at: place)
            } else {
                new.insert("new \(seed)", at: place)
            }
        }
        let (before, after) = (old.joined(separator: "\n") + "\n", new.joined(separator: "\n") + "\n")
        guard before != after, !new.isEmpty else { return }
        let diff = LineDiff.unified(path: "a.txt", old: before, new: after)
        for counts in [UnifiedDiff.Counts.exact, .asWritten] {
            #expect(try await result(diff, before, counts: counts) == after, "\(diff)")
        }
    }

    @Test func `by hand nobody counts, in a file the counts must be right`() async throws {
        let diff = "--- a/a.txt\n+++ b/a.txt\n@@ -2,1 +2,1 @@\n two\n+two and a half\n three\n"
        #expect(try await result(diff, text, counts: .asWritten)?.contains("two and a half\nthree") == true)
        let problem = try #require(await #expect(throws: DiffProblem.self) { try await result(diff, text) })
        #expect(problem.description.contains("hunk 1") || problem.description.contains("Line"))
    }

    @Test func `what doesn't stand in the base is named with hunk and line`() async throws {
        let diff = "--- a/a.txt\n+++ b/a.txt\n@@ -1,1 +1,1 @@\n-one\n+1\n@@ -3,2 +3,2 @@\n three\n-vier\n+4\n"
        let problem = try #require(await #expect(throws: DiffProblem.self) { try await result(diff, text) })
        #expect(
            problem.description
                == "Hunk 2 of a.txt, line 4: the patch expects “vier”, the base commit has “four”.")
    }

    @Test(arguments: [
        ("hello", "no unified diff"), ("@@ -1 +1 @@\n-a\n+b\n", "before any file"),
        ("--- a/a.txt\n+++ b/b.txt\n@@ -1 +1 @@\n-a\n+b\n", "two files"),
        ("rename from a\nrename to b\n", "renaming"), ("--- a/a.txt\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n", "deleting"),
        ("--- a/a.txt\n+++ b/a.txt\n@@ one @@\n-a\n", "header of hunk 1"),
        ("--- a/a.txt\n+++ b/a.txt\n@@ -1,1 +1,1 @@\n*a\n", "neither"),
        ("--- a/a.txt\n+++ b/a.txt\n@@ -1,1 +1,1 @@\n one\n", "changes nothing"),
        ("--- a/a.txt\n+++ b/a.txt\n@@ -90,1 +90,1 @@\n-a\n+b\n", "beyond the file"),
        ("--- a/no.txt\n+++ b/no.txt\n@@ -1,1 +1,1 @@\n-a\n+b\n", "has no no.txt"),
        ("--- /dev/null\n+++ b/a.txt\n@@ -0,0 +1,1 @@\n+b\n", "there already"),
        ("--- a/a.txt\n+++ b/a.txt\n@@ -1,3 +1,1 @@\n-one\n", "promises 3 old"),
    ])
    func `what can't be applied is refused with what to do`(diff: String, words: String) async throws {
        let problem = try #require(await #expect(throws: DiffProblem.self) { try await result(diff, text) })
        #expect(problem.description.contains(words), "\(problem)")
    }

    @Test func `a missing line break at the end is kept or mended as the diff says`() async throws {
        let mend = "--- a/a.txt\n+++ b/a.txt\n@@ -1,1 +1,1 @@\n-x\n\\ No newline at end of file\n+x\n"
        #expect(try await result(mend, "x") == "x\n")
        let keep =
            "--- a/a.txt\n+++ b/a.txt\n@@ -1,1 +1,1 @@\n-x\n\\ No newline at end of file\n+y\n\\ No newline at end of file\n"
        #expect(try await result(keep, "x") == "y")
    }

    @Test func `carriage returns are bytes like others`() async throws {
        let diff = "--- a/a.txt\n+++ b/a.txt\n@@ -1,2 +1,2 @@\n one\r\n-two\r\n+2\r\n"
        #expect(try await result(diff, "one\r\ntwo\r\n") == "one\r\n2\r\n")
    }

    @Test func `a new file is an addition`() async throws {
        let diff =
            "diff --git a/t.py b/t.py\nnew file mode 100644\n--- /dev/null\n+++ b/t.py\n@@ -0,0 +1,2 @@\n+a\n+b\n"
        #expect(try await patch(diff, [:]).additions == [TestFile(path: "t.py", contents: "a\nb\n")])
    }
}

/// The same numbers for the same seed.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }
}
