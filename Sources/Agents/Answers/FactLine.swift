import Domain
import Foundation

/// One fact in one plain line, for timelines and for searching.
enum FactLine {
    /// The same of an entry, which knows what came of the incident it ends.
    static func words(_ entry: JournalEntry, of incident: Incident) -> String {
        guard entry.fact == .resolved, incident.proposal(before: entry)?.outcome == .contained else {
            return words(entry.fact)
        }
        return "contained: such requests still fail, on purpose and in words"
    }

    static func words(_ fact: Fact) -> String {
        switch fact {
        case .opened(let intake): "opened through \(ReportWording.source(intake.source))"
        case .evidenceCollected(let files): "\(ReportWording.count(files.count, "file")) collected"
        case .correlated(let value): "correlated: \(value.title)"
        case .precedentsFound(let passages): "\(ReportWording.count(passages.count, "similar document")) found"
        case .severityClassified(let value): "severity \(value.severity.rawValue): \(value.reason)"
        case .diagnosed(let value): "root cause: \(value.summary)"
        case .reproduced(let value): "reproduced with \(value.input), which raises \(value.exception)"
        case .notReproduced(let value): "not reproduced: \(value.reason)"
        case .patchProposed(let value): proposed(value)
        case .assessed(let value): assessed(value)
        case .patchKept(let value):
            "patch \(value.digest.short) kept: no patch does "
                + value.requirements.filter { $0.answer != .met }.map(\.text).joined(separator: "; ")
        case .approved(let digest): "patch \(digest.short) approved"
        case .rejected(let digest, let feedback): "patch \(digest.short) rejected: \(feedback)"
        case .verified(let value): verified(value)
        case .critiqued(let value): "critique: \(value.whatFailed) Next attempt must \(value.nextAttemptMust)"
        case .escalated(let value): "handed over: \(value.summary)"
        case .repliesDrafted(let replies): "\(replies.count) \(replies.count == 1 ? "reply" : "replies") drafted"
        case .postmortemWritten: "postmortem written"
        case .pullRequestOpened(let value): "pull request opened: \(value.title) at \(value.url.absoluteString)"
        case .resolved: "resolved"
        case .cancelled(let reason): "cancelled: \(reason)"
        default: said(fact)
        }
    }

    private static func said(_ fact: Fact) -> String {
        switch fact {
        case .changesRequested(let digest, let feedback): "changes to patch \(digest.short) requested: \(feedback)"
        case .endorsed(let digest): "patch \(digest.short) approved, first of two"
        case .decisionRefused(let refusal): "a decision (\(refusal.decision.rawValue)) refused"
        case .patchSubmitted: "a patch handed in"
        case .submissionRefused(let refusal): "the patch handed in not taken: \(refusal.reason)"
        case .reminded(let reminder): "reminder \(reminder.number)"
        case .decisionOverdue: "nobody decided: help called for"
        case .questionAsked(let question): "asked: \(question.text)"
        case .answered(let answer): "answered: \(answer.title)"
        case .evidenceOffered(let offer): "a \(offer.kind.rawValue) offered as evidence"
        case .evidenceAdded: "evidence added"
        case .evidenceDismissed: "evidence left out"
        case .retried(let retry): "another attempt asked for: \(retry.hint)"
        case .replyEdited(let reply): "reply to \(reply.customer) edited"
        case .replySent(let customer): "\(customer) was written to"
        case .baseMoved(let move):
            move.holds ? "the base moved; the patch still holds" : "the base moved; the work begins anew"
        case .pullRequestMerged: "pull request merged"
        case .pullRequestClosed: "pull request closed without being merged"
        case .reopened: "the error came back: opened again"
        case .stepDelayed(let value): "could not \(value.operation), to be tried again: \(value.reason)"
        default: fact.kind.rawValue
        }
    }

    private static func proposed(_ value: Proposal) -> String {
        let outcome = OutcomeWording.outcome(of: value, isSeen: value.assessment?.reproduction == .passes)?.words
        return "\(value.isFailingTest ? "failing test" : "patch") \(value.attempt) proposed: \(value.explanation)"
            + (outcome.map { " Outcome: \($0)." } ?? "")
    }

    private static func assessed(_ value: Assessment) -> String {
        let patch = "patch \(value.digest.short)"
        guard value.objections.isEmpty else {
            return "something speaks against \(patch): \(value.objections.joined(separator: "; "))"
        }
        guard value.isComplete else { return "tests of \(patch) still running" }
        return "tests of \(patch) ended: \(value.level.map(OutcomeWording.level) ?? "untested")"
    }

    private static func verified(_ value: Verification) -> String {
        switch value.verdict {
        case .passed:
            value.level.map { "proof of patch \(value.digest.short): \(OutcomeWording.level($0))" }
                ?? "patch \(value.digest.short) passed its tests"
        case .failed(let reasons): "patch \(value.digest.short) failed: \(reasons.joined(separator: "; "))"
        }
    }
}

/// The journal from its beginning, or its beginning and its end where it is long.
struct TimelineAnswer {
    private static let (head, tail) = (6, 24)

    let incident: Incident

    var draft: AnswerDraft {
        let entries = incident.entries
        let leftOut = max(0, entries.count - Self.head - Self.tail)
        var lines = entries.prefix(leftOut > 0 ? Self.head : entries.count).map(line)
        if leftOut > 0 { lines += ["… \(leftOut) entries left out …"] + entries.suffix(Self.tail).map(line) }
        return AnswerDraft(
            title: "What happened, in order", paragraphs: ["Times are UTC."], code: lines.joined(separator: "\n"),
            citations: [entries.first, entries.last].compactMap(\.self).map {
                .fact(sequence: $0.sequence, kind: $0.fact.kind)
            })
    }

    private func line(_ entry: JournalEntry) -> String {
        let time = ReportWording.time(entry.time).suffix(8)
        return "\(time)  \(entry.sequence)  \(BoundedText.line(FactLine.words(entry, of: incident), limit: 110))"
    }
}
