import Domain
import Foundation

/// The sections of a postmortem up to the root cause. Each is empty when the incident has nothing for it.
enum ReportSections {
    static func summary(_ incident: Incident) -> [String] {
        let opened =
            "The incident was opened at \(ReportWording.time(incident.openedAt)) UTC through "
            + "\(ReportWording.source(incident.intake.source))."
        let what = incident.correlation?.mainError.map {
            "The evidence shows \(ReportWording.error($0.signature)), \(ReportWording.count($0.count, "time"))."
        }
        let lines = [opened, what, incident.diagnosis.map(cause), outcome(incident)].compactMap(\.self)
        return ["## Summary", lines.joined(separator: " ")]
    }

    private static func cause(_ diagnosis: Diagnosis) -> String {
        diagnosis.location.map { "Its cause is at \(ReportWording.place($0))." }
            ?? "Its cause is not in the repository."
    }

    private static func outcome(_ incident: Incident) -> String {
        if let escalation = incident.escalation {
            if escalation.cause == .failingTest {
                return
                    "No repair was found. The pull request holds the test that shows the bug; a person makes the repair."
            }
            return "It was handed over to people: \(MarkdownText.prose(escalation.summary))"
        }
        if incident.cancellation != nil { return "It was cancelled." }
        guard incident.isApprovedAndVerified else { return "No patch has been approved and verified." }
        guard let proposal = incident.proposal, !proposal.isFailingTest else {
            return "The approved proposal is a test that shows the bug; there is no repair yet."
        }
        let reproduction =
            incident.verification?.reproductionAfter == nil
            ? "the bug itself could not be reproduced" : "the reproduction fails without it and passes with it"
        let tested =
            incident.verification?.level == .untested
            ? "Nothing about the approved patch could be tested" : "An approved patch passed its tests"
        let contained =
            proposal.outcome == .contained
            ? OutcomeWording.outcome(of: proposal, isSeen: incident.hasSeenOutcome).map {
                " The request is contained, not fixed: \($0.words)."
            } ?? "" : ""
        return "\(tested); \(reproduction).\(contained)"
    }

    static func severity(_ incident: Incident) -> [String] {
        guard let value = incident.classification else { return [] }
        let signals = value.signals.prefix(10).map { MarkdownText.code($0, limit: 60) }
        return ["## Severity", "**\(value.severity.rawValue)**: \(MarkdownText.prose(value.reason))"]
            + (signals.isEmpty ? [] : ["Signals: \(signals.joined(separator: ", "))"])
    }

    static func impact(_ incident: Incident) -> [String] {
        guard let correlation = incident.correlation else { return [] }
        var lines: [String] = []
        if correlation.customers.isEmpty {
            lines.append("- No affected customer is known by name.")
        } else {
            let names = correlation.customers.prefix(50).map { MarkdownText.prose($0.name, limit: 80) }
            let more = correlation.customers.count > 50 ? " and \(correlation.customers.count - 50) more" : ""
            lines.append(
                "- Affected customers (\(correlation.customers.count)): \(names.joined(separator: ", "))\(more)")
            lines.append("- Of them \(correlation.customers.count { $0.complaint != nil }) wrote to us.")
        }
        for error in correlation.errors.prefix(10) {
            let seen = [error.firstSeen, error.lastSeen].compactMap(\.self).map { MarkdownText.code($0, limit: 40) }
            let span = Set(seen).count == 2 ? ", from \(seen[0]) to \(seen[1])" : seen.first.map { ", at \($0)" } ?? ""
            lines.append(
                "- \(ReportWording.error(error.signature)): \(ReportWording.count(error.count, "time"))\(span)")
        }
        if !correlation.services.isEmpty {
            let services = correlation.services.prefix(20).map { MarkdownText.code($0, limit: 60) }
            lines.append("- Services: \(services.joined(separator: ", "))")
        }
        if !correlation.requestIDs.isEmpty || !correlation.userIDs.isEmpty {
            lines.append(
                "- The log names \(ReportWording.count(correlation.requestIDs.count, "request")) and "
                    + "\(ReportWording.count(correlation.userIDs.count, "user")).")
        }
        return ["## Impact", lines.joined(separator: "\n")]
    }

    static func rootCause(_ incident: Incident) -> [String] {
        guard let diagnosis = incident.diagnosis else { return [] }
        var parts = ["## Root cause", MarkdownText.prose(diagnosis.summary, limit: 1_500)]
        parts.append(
            "Confidence: **\(diagnosis.confidence.level.rawValue)**. \(MarkdownText.prose(diagnosis.confidence.reason))"
        )
        var logLines: [String] = []
        var documents: [String] = []
        for citation in diagnosis.citations {
            switch citation {
            case .log(let line): logLines.append(line)
            case .source(let location):
                parts.append(
                    "Source, \(ReportWording.place(location)) at commit \(MarkdownText.code(diagnosis.base.short)):")
                parts.append(MarkdownText.block(location.code, limit: 400))
            case .knowledge(let passage): documents.append(line(for: passage))
            }
        }
        if !logLines.isEmpty {
            parts += ["From the log:", MarkdownText.block(logLines.joined(separator: "\n"), limit: 3_000)]
        }
        if !documents.isEmpty { parts += ["Similar before:", documents.joined(separator: "\n")] }
        if diagnosis.location == nil, let runbook = diagnosis.runbook {
            parts.append(
                "Runbook: \(MarkdownText.prose(runbook.title, limit: 200)) (\(MarkdownText.code(runbook.id, limit: 120)))"
            )
        }
        return parts
    }

    private static func line(for passage: Passage) -> String {
        let resolution = passage.resolution.map { ". Then: \(MarkdownText.prose($0, limit: 240))" } ?? ""
        return
            "- \(MarkdownText.prose(passage.title, limit: 200)) (\(MarkdownText.code(passage.id, limit: 120)))\(resolution)"
    }

    static func detection(_ incident: Incident) -> [String] {
        let intake = incident.intake
        let complaints =
            intake.complaints.isEmpty
            ? "" : ", with \(ReportWording.count(intake.complaints.count, "complaint"))"
        var lines = [
            "- Reported by \(ReportWording.actor(incident.openedBy)) through \(ReportWording.source(intake.source))\(complaints)."
        ]
        if let first = incident.correlation?.mainError?.firstSeen {
            lines.append("- The error first shows in the log at \(MarkdownText.code(first, limit: 40)).")
        }
        let steps: [(Fact.Kind, String)] = [
            (.correlated, "first findings"), (.diagnosed, "a diagnosis"), (.reproduced, "a reproduction"),
            (.patchProposed, "a patch to read"), (.approved, "an approval"), (.verified, "a test result"),
        ]
        let times = steps.compactMap { kind, words in
            incident.time(of: kind).map {
                "\(words) \(ReportWording.duration($0.timeIntervalSince(incident.openedAt)))"
            }
        }
        if !times.isEmpty { lines.append("- From opening to: \(times.joined(separator: ", ")).") }
        return ["## Detection", lines.joined(separator: "\n")]
    }
}
