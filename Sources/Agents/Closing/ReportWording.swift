import Domain
import Foundation

/// How a report writes times, people and numbers.
enum ReportWording {
    /// `2026-03-02 09:30:00`, in UTC.
    static func time(_ date: Date) -> String {
        let text = date.formatted(Date.ISO8601FormatStyle(timeZone: .gmt))
        return text.replacing("T", with: " ").replacing("Z", with: "")
    }

    static func duration(_ seconds: Double) -> String {
        let whole = Int(max(0, min(seconds, 1e9)).rounded())
        switch whole {
        case ..<120: return "\(whole) s"
        case ..<7_200: return "\(whole / 60) min"
        default: return "\(whole / 3_600) h \(whole % 3_600 / 60) min"
        }
    }

    /// Who wrote a patch, as Markdown.
    static func author(of proposal: Proposal, in incident: Incident) -> String {
        OutcomeWording.author(of: proposal, in: incident, name: actor) { MarkdownText.code($0, limit: 80) }
    }

    static func actor(_ actor: Actor) -> String {
        switch actor {
        case .person(let id): MarkdownText.code(id, limit: 60)
        case .workflow: "Incident Bot"
        case .agent(let name):
            switch name {
            case .correlation: "Correlation agent"
            case .severity: "Severity agent"
            case .rootCause: "Root Cause agent"
            case .fixGenerator: "Fix Generator agent"
            case .execution: "Execution agent"
            case .critic: "Critic agent"
            case .customerResponse: "Customer Response agent"
            case .incidentReport: "Incident Report agent"
            case .answers: "Answers"
            }
        }
    }

    static func source(_ source: Intake.Source) -> String {
        switch source {
        case .slashCommand: "the slash command"
        case .modal: "the incident dialog"
        case .shortcut: "a message shortcut"
        case .webhook: "the webhook"
        case .alertmanager: "an Alertmanager alert"
        case .grafana: "a Grafana alert"
        case .datadog: "a Datadog alert"
        case .sentry: "a Sentry alert"
        case .pagerduty: "a PagerDuty incident"
        }
    }

    /// `1 customer`, `3 customers`.
    static func count(_ number: Int, _ noun: String) -> String {
        "\(number) \(noun)\(number == 1 ? "" : noun.hasSuffix("y") ? "" : "s")"
    }

    static func place(_ location: CodeLocation) -> String {
        MarkdownText.code("\(location.file):\(location.line)")
            + (location.function.map { " in \(MarkdownText.code($0, limit: 80))" } ?? "")
    }

    static func error(_ error: ErrorSignature) -> String {
        MarkdownText.code(error.message.isEmpty ? error.exception : "\(error.exception): \(error.message)")
    }
}
