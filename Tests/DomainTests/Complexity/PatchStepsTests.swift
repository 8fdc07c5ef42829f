import Foundation
import TestSupport
import Testing

@testable import Domain

/// That neither a patch nor a pattern of paths can be written so that reading it takes long.
@Suite struct PatchStepsTests {
    @Test func `bytes are found in one pass, however alike they are`() {
        for (needle, unit) in [("aaaaab", "a"), ("abababac", "ab"), ("\n\n\n\n\n", "\n"), ("x", "é")] {
            let growth = Growth(from: 4_096) { size in
                let counted = CountedBytes(HostileText.repeated([unit], bytes: size))
                _ = ByteSearch(Array(needle.utf8)).places(in: counted)
                return counted.counter.looks
            }
            #expect(growth.isLinear(perByte: 1), "\(needle): \(growth)")
        }
    }

    @Test func `every place is found, those that overlap too`() {
        #expect(ByteSearch(Array("aa".utf8)).places(in: Array("aaaa".utf8)) == [0, 1, 2])
        #expect(ByteSearch(Array("abab".utf8)).places(in: Array("abababab".utf8), atMost: 2) == [0, 2])
        #expect(ByteSearch([]).places(in: Array("abc".utf8)) == [])
        #expect(ByteSearch(Array("abcd".utf8)).places(in: Array("abc".utf8)) == [])
    }

    /// What took cubic time: the hunk's surroundings are alike wherever one looks.
    @Test(.timeLimit(.minutes(1))) func `a change among fifty thousand alike lines becomes one edit`() async throws {
        let lines = 50_000
        let base = String(repeating: "pass\n", count: lines)
        let diff = try UnifiedDiff(
            "--- a/x.py\n+++ b/x.py\n@@ -25000,1 +25000,1 @@\n-pass\n+return\n", counts: .exact)
        let patch = try await diff.patch { _ in base }
        let changed = try await PatchApplication.apply(patch) { _ in base }
        let expected =
            String(repeating: "pass\n", count: 24_999) + "return\n"
            + String(repeating: "pass\n", count: lines - 25_000)
        #expect(changed.first?.contents == expected)
    }

    /// What took quadratic time: each file was compared with all before it.
    @Test(.timeLimit(.minutes(1)))
    func `a patch of twenty thousand files is read, and a path that comes twice refused`()
        throws
    {
        let files = (0..<20_000).map { "--- a/f\($0)\n+++ b/f\($0)\n@@ -1 +1 @@\n-a\n+b\n" }
        #expect(try UnifiedDiff(files.joined(), counts: .exact).files.count == 20_000)
        #expect(throws: DiffProblem.self) { try UnifiedDiff((files + files.prefix(1)).joined(), counts: .exact) }
    }

    @Test(.timeLimit(.minutes(1))) func `many hunks in one file become edits that give the same text`() async throws {
        let lines = (0..<4_000).map { $0.isMultiple(of: 2) ? "same\n" : "line \($0 % 7)\n" }
        let hunks = stride(from: 1, to: 4_000, by: 4).map { "@@ -\($0) +\($0) @@\n-same\n+other\n" }
        let diff = try UnifiedDiff("--- a/x\n+++ b/x\n" + hunks.joined(), counts: .exact)
        let patch = try await diff.patch { _ in lines.joined() }
        let changed = try await PatchApplication.apply(patch) { _ in lines.joined() }
        let expected = lines.enumerated().map { $0.offset.isMultiple(of: 4) ? "other\n" : $0.element }
        #expect(changed.first?.contents == expected.joined())
    }

    /// What took exponential time: each `**` tried every depth again.
    @Test(.timeLimit(.minutes(1))) func `patterns with many wildcards are held against deep paths at once`() {
        let pattern = String(repeating: "**/a/", count: 60) + "b"
        let path = String(repeating: "a/", count: 400) + "c"
        #expect(!PathGlob(pattern).matches(path))
        #expect(PathPattern(pattern)?.matches(path) == false)
        #expect(PathGlob(pattern).matches(String(repeating: "a/", count: 400) + "b"))
        #expect(PathPattern(pattern)?.matches(String(repeating: "a/", count: 400) + "b") == true)
    }
}
