import Domain
import Workflows

/// What a patch is, in the words people decide on: who wrote it, what becomes of the logged request, how much the bot saw.
///
/// Never more certain than what was seen: *fixed* and *contained* are said where the reproduction passes.
struct PatchWords {
    let proposal: Proposal
    let author: PatchAuthor
    /// What was seen before anybody decided; nil where nothing was.
    let assessment: Assessment?
    /// The proof, once there is one.
    let verification: Verification?

    /// The patch on the table, as far as it is known now.
    init?(onTableOf incident: Incident) {
        guard let proposal = incident.proposal else { return nil }
        self.init(proposal, of: incident, assessment: incident.assessment, verification: incident.verification)
    }

    /// A patch as it was when it was proposed.
    init(proposed proposal: Proposal, of incident: Incident) {
        self.init(proposal, of: incident, assessment: proposal.assessment, verification: nil)
    }

    private init(
        _ proposal: Proposal, of incident: Incident, assessment: Assessment?, verification: Verification?
    ) {
        self.proposal = proposal
        self.assessment = assessment
        self.verification = verification
        author = incident.authorKind(of: proposal)
    }

    /// How much was seen: by the proof where there is one, else before it; nil for a failing test.
    var level: ProofLevel? {
        guard !proposal.isFailingTest else { return nil }
        return verification.map(\.level) ?? assessment?.level
    }

    static func name(_ level: ProofLevel) -> String {
        switch level {
        case .proven: "proven"
        case .tested: "tested, not proven"
        case .untested: "untested"
        }
    }

    /// Whether a run has shown what becomes of the logged request.
    private var isSeen: Bool {
        verification.map { $0.passed && $0.reproductionAfter?.succeeded == true }
            ?? (assessment?.reproduction == .passes)
    }
}

// MARK: - Who wrote it, and what becomes of the request

extension PatchWords {
    /// A person is named, with a mention, beside the buttons.
    var writer: [RichText.Leaf] {
        switch (author, proposal.mode) {
        case (.person, _): [.words("Written by a person.")]
        case (.model, .model(let name)): [.words("Written by the model "), .untrusted(name, 80, .code), .words(".")]
        default: [.words(proposal.isFailingTest ? "Offered by the rules." : "Written by the rules.")]
        }
    }

    /// In one or two words; nil in journals older than the distinction.
    var outcome: String? {
        switch proposal.outcome {
        case .fixed: isSeen ? "Fixed" : "Meant as a fix"
        case .contained: isSeen ? "Contained" : "Meant to contain"
        case .failingTest: "Failing test only"
        case nil: nil
        }
    }

    /// What the outcome means here, and what says that it is right.
    var consequence: [RichText.Leaf] {
        guard let outcome, let meaning else { return [] }
        var leaves: [RichText.Leaf] = [.words("\(outcome): ", .bold), .words("\(meaning) ")]
        if let support = proposal.support, !support.isEmpty {
            leaves += [.words("What says that this is right: ")] + .line(support, 160) + [.words(" ")]
        } else if proposal.outcome == .fixed, isSeen {
            leaves.append(.words("Nothing in the code says that its result is right; you decide. "))
        }
        return leaves
    }

    private var meaning: String? {
        switch proposal.outcome {
        case .fixed:
            isSeen
                ? "the logged request no longer fails."
                : "the bot has not seen the logged request work with it."
        case .contained:
            isSeen
                ? "the logged request still fails, on purpose and in words."
                : "the logged request is to fail on purpose and in words; the bot has not seen that."
        case .failingTest: "no repair. The pull request holds the test that shows the bug."
        case nil: nil
        }
    }
}

// MARK: - What was seen

extension PatchWords {
    /// The level and what it rests on; nothing where nothing was assessed.
    var seen: [RichText.Leaf] {
        guard let assessment, !proposal.isFailingTest else { return [] }
        return [.words("\(heading(of: assessment)) ", .bold)] + reproduction(assessment.reproduction)
            + tests(assessment)
    }

    private func heading(of assessment: Assessment) -> String {
        guard assessment.objections.isEmpty else { return "Something speaks against it." }
        guard assessment.isComplete else { return "Tests are still running." }
        return switch assessment.level {
        case .proven: "Proven."
        case .tested: "Tested, not proven."
        case .untested, nil: "Untested."
        }
    }

    private func reproduction(_ reproduction: Assessment.Reproduction) -> [RichText.Leaf] {
        switch reproduction {
        case .passes: [.words("The reproduction fails without it and passes with it. ")]
        // How stands with what speaks against the patch.
        case .stillFails: [.words("The reproduction still fails. ")]
        case .inconclusive(let how):
            [.words("The reproduction says nothing either way: ")] + .line(how, 150) + [.words(" ")]
        case .notAvailable(let why):
            [.words("The bot could not reproduce the error: ")] + .line(why, 150) + [.words(" ")]
        }
    }

    private func tests(_ assessment: Assessment) -> [RichText.Leaf] {
        switch assessment.suite {
        case .running:
            guard case .ran(let kept, let count, _) = assessment.touching else {
                return [.words("No test of the repository has ended yet.")]
            }
            return [.words("\(Self.part(kept, of: count)) as before; the others still run.")]
        case .ran(_, 0, _): return [.words("No test of the repository passes without the patch.")]
        case .ran(let kept, let count, _):
            return [
                .words("\(kept) of \(count) repository \(count == 1 ? "test" : "tests") as before\(share(assessment)).")
            ]
        case .notRun(let why):
            let part =
                if case .ran(let kept, let count, _) = assessment.touching {
                    "\(Self.part(kept, of: count)) as before. "
                } else { "" }
            return [.words("\(part)The repository's tests say nothing: ")] + .line(why, 150)
        }
    }

    private func share(_ assessment: Assessment) -> String {
        guard case .ran(_, let count, _) = assessment.touching, count > 0 else { return "" }
        return ", \(count) of them \(count == 1 ? "uses" : "use") the changed code"
    }

    private static func part(_ kept: Int, of count: Int) -> String {
        "\(kept) of \(count) \(count == 1 ? "test that uses" : "tests that use") the changed code"
    }

    /// What speaks against the patch, and what is to be read twice: a few of each, the rest counted.
    var doubts: [RichText] {
        guard let assessment, verification == nil else { return [] }
        return Self.named("Against it: ", assessment.objections, showing: 3)
            + Self.named("Look twice: ", assessment.warnings, showing: 2)
    }

    /// - Parameter bytes: of each sentence.
    static func named(_ title: String, _ sentences: [String], showing count: Int, bytes: Int = 140) -> [RichText] {
        guard let first = sentences.first else { return [] }
        guard sentences.count > 1 else { return [.section([.words(title, .bold)] + .line(first, bytes))] }
        let more = sentences.count - count
        return [
            .section([.words(title, .bold)]),
            .list(sentences.prefix(count).map { .line($0, bytes) } + (more > 0 ? [[.words("and \(more) more")]] : [])),
        ]
    }
}

// MARK: - In one line

extension PatchWords {
    /// For questions and notices, which hold no more: "Contained: the request still fails, in words. Tested, not proven."
    var brief: String { [what, standing].compactMap(\.self).joined(separator: " ") }

    private var what: String? {
        switch (proposal.outcome, isSeen) {
        case (.fixed, true): "Fixed: the request no longer fails."
        case (.contained, true): "Contained: the request still fails, in words."
        case (.fixed, false), (.contained, false): outcome.map { "\($0); not seen to work." }
        case (.failingTest, _): "Failing test only."
        case (nil, _): nil
        }
    }

    /// A patch that stands beside the proposed one: "Contained. Proven."
    static func comparison(_ patch: AlternativePatch) -> String {
        let outcome =
            switch patch.outcome {
            case .fixed: "Fixes the logged request."
            case .contained: "Contains it: the logged request still fails, on purpose and in words."
            case .failingTest: "A failing test."
            }
        return "\(outcome) \((patch.level.map(name) ?? "its tests have not ended").capitalizedFirst)."
    }

    private var standing: String? {
        if let level { return "\(Self.name(level).capitalizedFirst)." }
        guard let assessment, verification == nil, !proposal.isFailingTest else { return nil }
        return heading(of: assessment)
    }
}

extension String {
    /// With a capital as its first letter.
    var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
