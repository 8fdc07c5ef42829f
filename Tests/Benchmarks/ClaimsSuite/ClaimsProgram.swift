package import Domain
import Foundation

/// A program of the suite of claims: `incident.log`, `repository`, `expected.json`, `accepted/test_accepted.py`, and perhaps
/// `complaints.txt` and `feedback.json` with `accepted/test_feedback.py`.
package struct ClaimsProgram: Sendable {
    package enum Repair: String, Sendable, Decodable {
        /// The code, its documents or its callers say what is right.
        case known
        /// Only people can say it. Whoever claims to know is wrong.
        case unknowable
    }

    package struct Expectation: Sendable, Decodable {
        package let repair: Repair
        /// What a careful engineer's patch could make of the request at best; nil where no patch is right.
        package let outcome: PatchOutcome?

        package init(repair: Repair, outcome: PatchOutcome?) {
            self.repair = repair
            self.outcome = outcome
        }
    }

    /// What a person answers to a first patch.
    struct Feedback: Sendable, Decodable {
        /// That patch, as a unified diff.
        let first: String
        let feedback: String
        /// False where only insiders know what is meant.
        let understandable: Bool
    }

    let folder: URL
    let expected: Expectation
    let feedback: Feedback?

    var name: String { folder.lastPathComponent }

    init(_ folder: URL) throws {
        self.folder = folder
        expected = try JSONDecoder().decode(
            Expectation.self, from: Data(contentsOf: folder.appending(path: "expected.json")))
        feedback = try (try? Data(contentsOf: folder.appending(path: "feedback.json"))).map {
            try JSONDecoder().decode(Feedback.self, from: $0)
        }
    }

    func tests(_ name: String) throws -> HiddenTests {
        try HiddenTests(atRoot: folder.appending(path: "accepted/\(name).py"))
    }
}
