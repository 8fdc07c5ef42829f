/// Why it happened, as far as the evidence carries, with everything it rests on.
package struct Diagnosis: Sendable, Codable, Equatable {
    package enum Verdict: Sendable, Codable, Equatable {
        /// The repository holds the cause, at this place.
        case codeCause(CodeLocation)
        /// The evidence names a cause that no change to the repository removes: an outage elsewhere, a full disk, a certificate.
        case outside
        /// The evidence names neither a place in the repository nor a cause outside it.
        case unsure

        private enum CodingKeys: String, CodingKey {
            case codeCause
            // The name from when both were one; what was written then is read as "outside".
            case outside = "noCodeCause"
            case unsure
        }
    }

    package let verdict: Verdict
    /// Two or three sentences for a person.
    package let summary: String
    package let citations: [Citation]
    package let confidence: Confidence
    /// What to follow when there is no patch to make.
    package let runbook: Passage?
    /// The commit that was read. Patches are made against it.
    package let base: CommitID
    package let mode: ReasoningMode
    /// Commits that may have brought it in, the likeliest first; nil where the history was not asked.
    package let suspects: [Suspect]?
    /// Who answers for the place, as the repository says: `@user`, `@organisation/team`. Untrusted.
    package let owners: [String]?

    package init(
        verdict: Verdict,
        summary: String,
        citations: [Citation],
        confidence: Confidence,
        runbook: Passage?,
        base: CommitID,
        mode: ReasoningMode,
        suspects: [Suspect]? = nil,
        owners: [String]? = nil
    ) {
        self.suspects = suspects
        self.owners = owners
        self.verdict = verdict
        self.summary = summary
        self.citations = citations
        self.confidence = confidence
        self.runbook = runbook
        self.base = base
        self.mode = mode
    }

    package var location: CodeLocation? {
        if case .codeCause(let location) = verdict { location } else { nil }
    }

    /// The newest suspect that is fresh: taking it back is an alternative to the patch.
    package var rollback: Suspect? {
        suspects?.filter(\.isFresh).max { $0.commit.date < $1.commit.date }
    }

    /// The same diagnosis with what the history says.
    package func with(suspects: [Suspect]?, owners: [String]?) -> Diagnosis {
        Diagnosis(
            verdict: verdict, summary: summary, citations: citations, confidence: confidence, runbook: runbook,
            base: base, mode: mode, suspects: suspects, owners: owners)
    }
}

/// A line of the repository, and the function it stands in.
package struct CodeLocation: Sendable, Codable, Equatable {
    /// Relative to the repository's root, with forward slashes.
    package let file: String
    /// 1-based.
    package let line: Int
    package let function: String?
    package let language: Language
    /// The source text of that line, trimmed.
    package let code: String

    package init(file: String, line: Int, function: String?, language: Language, code: String) {
        self.file = file
        self.line = line
        self.function = function
        self.language = language
        self.code = code
    }
}

/// Something a claim rests on.
package enum Citation: Sendable, Codable, Equatable {
    /// A line of the log, quoted. Untrusted.
    case log(String)
    /// A line of the repository at the diagnosed commit.
    case source(CodeLocation)
    /// A past incident or runbook.
    case knowledge(Passage)
}

/// How sure the diagnosis is, and why.
package struct Confidence: Sendable, Codable, Equatable {
    package enum Level: String, Sendable, Codable {
        case low, medium, high
    }

    package let level: Level
    package let reason: String

    package init(level: Level, reason: String) {
        self.level = level
        self.reason = reason
    }
}
