import Domain
import Testing

@Suite struct ProposalDigestTests {
    func digest(
        diff: String = "-a\n+b\n", base: String = String(repeating: "a", count: 40),
        suite: [String] = ["pytest", "-q"],
        reproduction: [String]? = ["pytest", "t.py"], timeout: Int = 60
    ) throws -> ProposalDigest {
        let base = try #require(CommitID(rawValue: base))
        let plan = TestPlan(suite: suite, reproduction: reproduction, timeoutSeconds: timeout)
        return ProposalDigest(diff: diff, base: base, plan: plan)
    }

    @Test func `the same proposal has the same digest`() throws {
        #expect(try digest() == digest())
        #expect(try digest().rawValue.count == 64)
    }

    @Test func `every part of a proposal is bound`() throws {
        let original = try digest()
        #expect(try digest(diff: "-a\n+c\n") != original)
        #expect(try digest(base: String(repeating: "b", count: 40)) != original)
        #expect(try digest(suite: ["pytest"]) != original)
        #expect(try digest(reproduction: nil) != original)
        #expect(try digest(timeout: 61) != original)
    }

    @Test func `moving text from one part to the next changes the digest`() throws {
        #expect(try digest(suite: ["pytest -q"]) != digest(suite: ["pytest", "-q"]))
        #expect(try digest(suite: ["a"], reproduction: ["b"]) != digest(suite: ["a", "b"], reproduction: []))
        #expect(try digest(reproduction: nil) != digest(reproduction: []))
    }

    @Test(arguments: ["", "abc", "HEAD", String(repeating: "A", count: 40), String(repeating: "g", count: 40)])
    func `only a full hash is a commit`(text: String) {
        #expect(CommitID(rawValue: text) == nil)
    }
}
