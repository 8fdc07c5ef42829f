import Domain
import Testing

@Suite struct AssessmentTests {
    private func assessment(
        _ reproduction: Assessment.Reproduction = .passes, touching: Assessment.Tests? = nil,
        suite: Assessment.Tests, warnings: [String] = []
    ) -> Assessment {
        Assessment(
            digest: ProposalDigest(rawValue: "d"), reproduction: reproduction, touching: touching, suite: suite,
            warnings: warnings)
    }

    private let kept = Assessment.Tests.ran(kept: 3, of: 3, broken: [])
    private let none = Assessment.Tests.ran(kept: 0, of: 0, broken: [])

    @Test func `proven takes a reproduction that passes, tests as before, and no doubt`() {
        #expect(assessment(suite: kept).level == .proven)
        #expect(assessment(suite: none).level == .proven, "a repository without tests has none that could break")
        #expect(assessment(suite: kept, warnings: ["It catches KeyError."]).level == .tested)
        #expect(assessment(.inconclusive("exits"), suite: kept).level == .tested)
        #expect(assessment(.notAvailable("why"), suite: kept).level == .tested)
    }

    @Test func `where no test can run nothing is claimed`() {
        #expect(assessment(.notAvailable("why"), suite: .notRun("No module named 'x'")).level == .untested)
        #expect(assessment(.notAvailable("why"), suite: none).level == .untested)
        #expect(assessment(.passes, suite: .notRun("No module named 'x'")).level == .tested)
    }

    @Test func `what speaks against a patch takes its level away`() {
        #expect(assessment(.stillFails("KeyError"), suite: kept).level == nil)
        #expect(assessment(suite: .ran(kept: 2, of: 3, broken: ["`t` fails"])).level == nil)
        #expect(assessment(suite: .ran(kept: 2, of: 3, broken: ["`t` fails"])).objections == ["`t` fails"])
    }

    @Test func `while tests run, those that touch the change carry a level, and never the highest`() {
        #expect(assessment(suite: .running).level == nil && !assessment(suite: .running).isComplete)
        #expect(assessment(touching: kept, suite: .running).level == .tested)
        #expect(assessment(touching: .ran(kept: 0, of: 1, broken: ["`t` fails"]), suite: .running).level == nil)
    }

    @Test func `levels are ordered`() {
        #expect(ProofLevel.untested < .tested && .tested < .proven)
    }
}
