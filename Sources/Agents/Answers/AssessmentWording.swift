import Domain

/// What was seen of a patch before anybody decided, a sentence each.
struct AssessmentWording {
    private let assessment: Assessment

    init(_ assessment: Assessment) { self.assessment = assessment }

    var sentences: [String] {
        let level = assessment.level.map { "The patch is \(OutcomeWording.level($0)) so far." }
        return [level, reproduction, Self.words(assessment.touching, "tests that use the changed code")].compactMap(
            \.self)
            + [Self.words(assessment.suite, "repository tests")].compactMap(\.self)
            + assessment.objections.prefix(5).map { "Against it: \($0)" }
            + assessment.warnings.prefix(5).map { "Look twice: \($0)" }
    }

    private var reproduction: String {
        switch assessment.reproduction {
        case .passes: "The reproduction fails without the patch and passes with it."
        case .stillFails: "The reproduction still fails with the patch."
        case .inconclusive(let how): "The reproduction says nothing either way: \(how)"
        case .notAvailable(let why): "The bot could not reproduce the error: \(why)"
        }
    }

    private static func words(_ tests: Assessment.Tests?, _ what: String) -> String? {
        switch tests {
        case .running: "The \(what) still run."
        case .ran(let kept, let count, _): "\(kept) of \(count) \(what) end as before."
        case .notRun(let why): "The \(what) could not be run: \(why)"
        case nil: nil
        }
    }
}
