/// How much was seen of a patch. What a person reads before deciding, and what `REQUIRE_PROOF` compares.
package enum ProofLevel: String, Sendable, Codable, CaseIterable, Comparable {
    /// No test could run.
    case untested
    /// The error was not made to happen, or a doubt is left; the repository's tests end as before.
    case tested
    /// The logged error happened on the base commit and is gone with the patch, its result asserted; the repository's
    /// tests end as before.
    case proven

    package static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// What becomes of the logged request once a proposal is merged.
package enum PatchOutcome: String, Sendable, Codable, CaseIterable {
    /// It gives a result that the code, its history or a person says is right.
    case fixed
    /// It still fails, on purpose and in words.
    case contained
    /// Nothing: the proposal holds the failing test alone, and the repair is a person's.
    case failingTest = "failing_test"
}

/// One demand of the people who turned a patch down, and what the next patch makes of it.
package struct Requirement: Sendable, Codable, Equatable {
    package enum Answer: String, Sendable, Codable {
        case met, notMet, notUnderstood
        /// It is understood, or may be, but nothing tells whether the patch meets it: the code of somebody else's patch was
        /// not read for it.
        case notChecked
    }

    /// The demand, in the words of whoever made it. Untrusted.
    package let text: String
    package let answer: Answer
    /// How it is met, or why not: one sentence; empty where there is nothing to add.
    package let note: String

    package init(text: String, answer: Answer, note: String) {
        self.text = text
        self.answer = answer
        self.note = note
    }

    /// "Asked: return zero. Not met: three tests want an error"
    package var line: String {
        let said =
            switch answer {
            case .met: "Met"
            case .notMet: "Not met"
            case .notUnderstood: "Not understood"
            case .notChecked: "Not checked"
            }
        return "Asked: \(text). \(said)\(note.isEmpty ? "" : ": \(note)")"
    }
}

/// A patch of the rules that stands beside the one a model wrote, for people to compare.
package struct AlternativePatch: Sendable, Codable, Equatable {
    /// Git's unified diff against the proposal's base.
    package let diff: String
    package let explanation: String
    package let outcome: PatchOutcome
    package let level: ProofLevel?

    package init(diff: String, explanation: String, outcome: PatchOutcome, level: ProofLevel?) {
        self.diff = diff
        self.explanation = explanation
        self.outcome = outcome
        self.level = level
    }
}

/// A patch that stays on the table although it was turned down, since nothing better was found.
package struct PatchKept: Sendable, Codable, Equatable {
    package let digest: ProposalDigest
    /// What was asked for, and what no patch can meet.
    package let requirements: [Requirement]
    /// What was tried, a line each.
    package let tried: [String]

    package init(digest: ProposalDigest, requirements: [Requirement], tried: [String]) {
        self.digest = digest
        self.requirements = requirements
        self.tried = tried
    }
}
