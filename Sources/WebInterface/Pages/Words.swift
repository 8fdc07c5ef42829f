import Domain
import Foundation

/// The words these pages have for what the journal holds.
enum Words {
    static func status(_ status: Incident.Status) -> String {
        switch status {
        case .investigating: "Investigating"
        case .awaitingApproval: "Waiting for a decision"
        case .verifying: "Testing the patch"
        case .closing: "Closing"
        case .resolved: "Resolved"
        case .contained: "Contained"
        case .escalated: "Escalated"
        case .cancelled: "Cancelled"
        }
    }

    static func actor(_ actor: Actor) -> String {
        switch actor {
        case .person(let id): id
        case .agent(let name): agent(name)
        case .workflow: "Incident Bot"
        }
    }

    static func agent(_ name: AgentName) -> String {
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

    static func mode(_ mode: ReasoningMode) -> String {
        switch mode {
        case .ruleBased: "rule-based"
        case .model(let name): name
        }
    }

    static func source(_ source: Intake.Source) -> String {
        switch source {
        case .slashCommand: "Slash command"
        case .modal: "Form in Slack"
        case .shortcut: "Shortcut in Slack"
        case .webhook: "Webhook"
        case .alertmanager: "Alertmanager"
        case .grafana: "Grafana"
        case .datadog: "Datadog"
        case .sentry: "Sentry"
        case .pagerduty: "PagerDuty"
        }
    }

    static func outcome(_ outcome: IncidentSummary.Outcome) -> String {
        switch outcome {
        case .resolved: "Resolved"
        case .contained: "Contained"
        case .escalated: "Escalated"
        case .cancelled: "Cancelled"
        case .joined: "Joined an older one"
        }
    }

    static func outcome(_ outcome: PatchOutcome) -> String {
        switch outcome {
        case .fixed: "Fixed, the request works again"
        case .contained: "Contained, the request still fails, on purpose and in words"
        case .failingTest: "Failing test only, the repair is a person's"
        }
    }

    static func level(_ level: ProofLevel) -> String {
        switch level {
        case .proven: "Proven, the logged error happened before and is gone, and the repository's tests end as before"
        case .tested: "Tested, the repository's tests end as before"
        case .untested: "Untested, no test could run"
        }
    }

    static func answer(_ answer: Requirement.Answer) -> String {
        switch answer {
        case .met: "met"
        case .notMet: "not met"
        case .notUnderstood: "not understood by the bot"
        case .notChecked: "not checked"
        }
    }

    static func cause(_ cause: Escalation.Cause) -> String {
        switch cause {
        case .noCodeCause: "The cause lies outside the repository"
        case .unknownCause: "The evidence doesn't say where it comes from"
        case .noPatch: "No patch was found"
        case .attemptsUsedUp: "All attempts are used up"
        case .stepFailed: "A step could not go on"
        case .digestMismatch: "The bytes at hand are not the approved ones"
        case .requested: "A person asked for it"
        case .unanswered: "Nobody decided in time"
        case .failingTest: "The pull request holds the failing test; the repair is a person's"
        }
    }

    static func seconds(_ seconds: Double) -> String {
        String(format: seconds < 10 ? "%.2f s" : "%.0f s", seconds)
    }

    /// A stretch of time in its two largest units: 3 min 12 s, 2 h 5 min, 4 d 1 h; the smaller one only if it counts.
    static func duration(_ seconds: Double) -> String {
        let whole = Int(seconds.rounded())
        guard whole >= 60 else { return seconds == seconds.rounded() ? "\(whole) s" : Self.seconds(seconds) }
        let units = [(86_400, "d"), (3_600, "h"), (60, "min"), (1, "s")]
        let first = units.firstIndex { whole >= $0.0 } ?? 2
        let (large, small) = (units[first], units[min(first + 1, 3)])
        let rest = whole % large.0 / small.0
        return "\(whole / large.0) \(large.1)" + (rest > 0 ? " \(rest) \(small.1)" : "")
    }

    static func time(_ date: Date) -> HTML {
        let written = date.formatted(.iso8601)
        let shown = date.formatted(.iso8601.dateTimeSeparator(.space).timeZoneSeparator(.omitted))
        return "<time datetime=\"\(written)\">\(shown.replacing("Z", with: " UTC"))</time>"
    }
}
