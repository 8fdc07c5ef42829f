/// A rule that a patch breaks, and where.
package struct PolicyRefusal: Error, Sendable, Equatable, CustomStringConvertible {
    package enum Rule: String, Sendable, CaseIterable {
        case changesNoSource = "a patch must change source code"
        case tooLarge = "a patch must stay small"
        case outside = "a patch stays inside the repository"
        case test = "a patch must not change tests"
        case inlineTest = "a patch must not change tests that stand beside the code"
        case testSettings = "a patch must not change how tests or builds are run"
        case continuousIntegration = "a patch must not change continuous integration"
        case hiddenFile = "a patch must not change hidden files"
        case lockFile = "a patch must not change lock files"
        case binary = "a patch must not change binary files"
        case notARegularFile = "a patch edits regular files of the base commit only"
        case hiddenCharacters = "a patch must not hold invisible characters"
        case secret = "a patch must not put a secret of the source in more places than before"
        case judge = "a patch must not look at, or reach for, what tests it"
        case equalToAll = "a patch must not make objects equal to whatever they are compared with"
        case addsAnotherFile = "a patch adds no file but the reproduction's test"
        case protected = "the repository protects this path"
        case notAllowed = "the repository allows patches of other paths only"
    }

    package let rule: Rule
    package let path: String?
    /// Which line of the patch, or of the repository's own rules; nil where the path says it all.
    package let detail: String?

    init(_ rule: Rule, path: String?, detail: String? = nil) {
        self.rule = rule
        self.path = path
        self.detail = detail
    }

    package var description: String {
        let place = [path.map { "`\(BoundedText.line($0, limit: 200))`" }, detail].compactMap(\.self)
        return "Refused by rule: \(rule.rawValue)\(place.isEmpty ? "" : " (\(place.joined(separator: ", ")))")."
    }
}
