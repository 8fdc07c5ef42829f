import Domain

/// What was seen of a patch before anybody decided.
struct AssessmentView {
    let assessment: Assessment

    var html: HTML {
        """
        <dl class="facts">
        <dt>Reproduction</dt><dd>\(reproduction)</dd>
        \(assessment.touching.map { "<dt>Tests of what it changes</dt><dd>\(words($0))</dd>" as HTML })
        <dt>Repository's tests</dt><dd>\(words(assessment.suite))</dd>
        </dl>
        \(list("Speaks against it", assessment.objections))\(list("Read twice", assessment.warnings))
        """
    }

    private var reproduction: String {
        switch assessment.reproduction {
        case .notAvailable(let reason): "none: \(reason)"
        case .passes: "fails on the base commit and passes with the patch"
        case .stillFails(let words): words
        case .inconclusive(let words): "says nothing about this patch: \(words)"
        }
    }

    private func words(_ tests: Assessment.Tests) -> String {
        switch tests {
        case .running: "still running"
        case .ran(_, 0, let broken) where broken.isEmpty: "there are none that pass on the base commit"
        case .ran(let kept, let count, _): "\(kept) of \(count) as before"
        case .notRun(let reason): reason
        }
    }

    private func list(_ title: String, _ sentences: [String]) -> HTML? {
        guard !sentences.isEmpty else { return nil }
        return "<h4>\(title)</h4><ul>\(sentences.prefix(10).map { "<li>\($0)</li>" as HTML })</ul>"
    }
}
