package import Domain

/// Writes the postmortem from the journal, as Markdown.
///
/// Deterministic: the same history gives the same bytes, and every sentence follows from a fact. Text from the evidence is
/// escaped or fenced, so it can't become markup, a link or a mention.
package struct IncidentReportAgent: IncidentAgent {
    package init() {}

    /// Works on an incident at any stage; sections it has nothing for are left out.
    package func run(on incident: Incident) async throws(PortError) -> Postmortem {
        let sections = [
            ["# Postmortem of incident \(incident.id): \(MarkdownText.prose(incident.title, limit: 200))"],
            ReportSections.summary(incident),
            ReportSections.severity(incident),
            ReportSections.impact(incident),
            ["## Timeline (UTC)", ReportTimeline.lines(of: incident).joined(separator: "\n")],
            ReportSections.rootCause(incident),
            ReportProof.fix(incident),
            ReportProof.proof(incident),
            ReportSections.detection(incident),
            FollowUps.of(incident),
        ]
        return Postmortem(markdown: sections.flatMap(\.self).joined(separator: "\n\n") + "\n")
    }
}
