import Domain
import Foundation

/// The words of a pull request: branch, title and body, made of the journal. Customers' names stay out of it.
struct PullRequestText {
    let branch: String
    let title: String
    let body: String

    /// - Parameter page: where the incident is shown, where it is.
    init(incident: Incident, proposal: Proposal, approval: Incident.Decision, page: URL? = nil) {
        let earlier = incident.entries.count { $0.fact.kind == .pullRequestOpened }
        branch =
            "incident/\(incident.id)-\(Self.slug(of: incident.title))" + (earlier > 0 ? "-\(earlier + 1)" : "")
        let names = CustomerNames(incident)
        let drill = incident.intake.isDrill ? "DRILL: " : ""
        title = drill + Self.title(names.left(out: Self.plain(incident.title)), of: proposal, incident.id)
        let parts = [
            "## Why\n\n\(Self.plain(incident.diagnosis?.summary ?? ""))",
            PullRequestEvidence(incident).text,
            "## What changes\n\n\(Self.plain(proposal.explanation))",
            PullRequestOutcome(incident, proposal).text,
            proposal.isFailingTest ? Self.failingTestProof(incident) : Self.proof(incident),
            Self.approval(approval, proposal: proposal, incident),
            page.map { "Everything about this incident: <\($0.absoluteString)>" } ?? "",
        ]
        body = names.left(out: parts.filter { !$0.isEmpty }.joined(separator: "\n\n")) + "\n"
    }

    /// At most 256 characters, the most that code hosts take.
    private static func title(_ words: String, of proposal: Proposal, _ id: IncidentID) -> String {
        let verb =
            switch proposal.outcome {
            case .fixed, nil: "Fix"
            case .contained: "Contain"
            case .failingTest: "Failing test for"
            }
        return "\(verb) \(words.count > 200 ? "\(words.prefix(199))…" : words) (incident \(id))"
    }

    /// Lower-case words joined by hyphens, at most 40 characters, never empty.
    static func slug(of title: String) -> String {
        let words = title.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
        var slug = ""
        for word in words {
            let longer = slug.isEmpty ? String(word) : "\(slug)-\(word)"
            guard longer.count <= 40 else { break }
            slug = longer
        }
        return slug.isEmpty ? "fix" : slug
    }

    /// What is known of a test that is meant to fail.
    private static func failingTestProof(_ incident: Incident) -> String {
        guard let proof = incident.verification else { return "" }
        var rows = [
            "## Proof", "", "The test fails on the base commit in every run: \(counts(of: proof.suiteBefore)).",
        ]
        if let input = incident.reproduction?.reproduction?.input { rows += ["", "It runs \(code(input))."] }
        rows += ["", "Run in: \(proof.sandbox), \(Self.seconds(proof)) s in all."]
        return rows.joined(separator: "\n")
    }

    private static func seconds(_ proof: Verification) -> Double { (proof.seconds * 10).rounded() / 10 }

    private static func proof(_ incident: Incident) -> String {
        guard let proof = incident.verification else { return "" }
        let summary = proof.summary.prefix(1).uppercased() + proof.summary.dropFirst()
        var rows =
            ["## Proof", ""] + PullRequestOutcome.level(of: proof) + [
                "\(summary).", "",
                "| | base commit | with this change |", "|---|---|---|",
            ]
        if let before = proof.reproductionBefore, let after = proof.reproductionAfter {
            rows.append("| reproduction | \(outcome(of: before)) | \(outcome(of: after)) |")
        } else {
            rows.append("| reproduction | not reproduced | not reproduced |")
        }
        rows.append("| repository's tests | \(counts(of: proof.suiteBefore)) | \(counts(of: proof.suiteAfter)) |")
        if let input = incident.reproduction?.reproduction?.input {
            rows += ["", "Reproduced with \(code(input)). The regression test is part of this change."]
        }
        rows += names("Failing on the base commit already, and left as they are:", proof.alreadyFailing)
        rows += names("Flaky: run again on both sides, and not counted:", proof.flaky)
        let reruns = "\(proof.reruns) \(proof.reruns == 1 ? "rerun" : "reruns")"
        rows += ["", "Run in: \(proof.sandbox), \(Self.seconds(proof)) s in all, \(reruns)."]
        if let owners = incident.proposal?.owners, !owners.isEmpty {
            rows += ["", "Owners: \(owners.prefix(10).map(code).joined(separator: ", "))"]
        }
        if let move = incident.baseMove, move.digest == proof.digest, case .holds(let again) = move.finding {
            rows += [
                "",
                "The base branch had moved to `\(move.to)` before this was opened. There the patch makes the same change "
                    + "and the bot tested it again: \(counts(of: again.suiteAfter)).",
            ]
        }
        return rows.joined(separator: "\n")
    }

    private static func names(_ title: String, _ names: [String]) -> [String] {
        guard !names.isEmpty else { return [] }
        let more = names.count > 20 ? ["- and \(names.count - 20) more"] : []
        return ["", title, ""] + names.prefix(20).map { "- \(code($0))" } + more
    }

    private static func approval(
        _ approval: Incident.Decision, proposal: Proposal, _ incident: Incident
    ) -> String {
        """
        ## Approval

        Approved by \(incident.approvers.map(name).joined(separator: " and ")) at \(approval.at.formatted(.iso8601)).

        - Digest of diff, base commit and test plan: `\(proposal.digest)`
        - Base commit: `\(proposal.base)`
        - Test command: \(code(proposal.plan.suite.joined(separator: " ")))
        """
    }

    private static func outcome(of run: TestRun) -> String {
        run.failed.isEmpty && run.exitCode == 0 ? "passes" : "fails"
    }

    private static func counts(of run: TestRun) -> String {
        var text = "\(run.passed.count) passed, \(run.failed.count) failed"
        if !run.skipped.isEmpty { text += ", \(run.skipped.count) skipped" }
        return text
    }

    static func name(of actor: Actor) -> String {
        if case .person(let id) = actor { code(id) } else { "nobody" }
    }

    /// Inline code that its content can't leave.
    static func code(_ text: String) -> String {
        "`\(text.split(whereSeparator: \.isNewline).joined(separator: " ").replacing("`", with: "'"))`"
    }

    /// One paragraph without Markdown's or HTML's power: the words may come from a log.
    static func plain(_ text: String) -> String {
        text.split(whereSeparator: \.isNewline).joined(separator: " ")
            .replacing("<", with: "&lt;")
            .replacing("@", with: "@\u{2060}")
            // Neither a link nor a reference to another issue, let alone one that closes it.
            .replacing("#", with: "#\u{2060}")
            .replacing("://", with: ":\u{2060}//")
            .replacing("www.", with: "www\u{2060}.")
            .replacing("](", with: "] (")
    }
}
