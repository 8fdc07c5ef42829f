import Domain
import Foundation

/// Incidents in the API's words.
enum IncidentJSON {
    /// A line of the list.
    static func summary(_ summary: IncidentSummary, links: WebLinks) -> JSON {
        [
            "incident_id": .int(summary.id.rawValue),
            "title": .string(summary.title),
            "severity": .text(summary.severity?.rawValue),
            "status": .string(summary.status.rawValue),
            "outcome": .text(summary.outcome?.rawValue),
            "source": .string(summary.source.rawValue),
            "reporter": .text(summary.reporter),
            "drill": .bool(summary.isDrill),
            "opened_at": .time(summary.openedAt),
            "ended_at": .time(summary.endedAt),
            "correlated_error": .text(summary.error),
            "service": .text(summary.service),
            "fingerprint": .text(summary.fingerprint?.rawValue),
            "affected_customers": .array(summary.customers.map(JSON.string)),
            "attempts": .int(summary.attempts),
            "recurrences": .int(summary.recurrences),
            "joined": .optional(summary.joined) { .int($0.rawValue) },
            "github_pr_url": .text(summary.pullRequest?.absoluteString),
            "links": links.json(of: summary.id),
        ]
    }

    /// Everything about one incident.
    ///
    /// - Parameter isNotified: whether its card stands in Slack.
    static func detail(_ incident: Incident, isNotified: Bool) -> JSON {
        let summary = IncidentSummary(incident)
        let last = incident.entries.last?.time ?? incident.openedAt
        let end = summary.endedAt ?? last
        return [
            "incident_id": .int(incident.id.rawValue),
            "severity": .text(summary.severity?.rawValue),
            "status": .string(incident.status.rawValue),
            "correlated_error": .text(summary.error),
            "root_cause": .text(incident.diagnosis?.summary),
            "tests_passed": .optional(incident.verification) { .bool($0.passed) },
            "escalate_to_human": .bool(incident.status == .escalated),
            "affected_customers": .array(summary.customers.map(JSON.string)),
            "patch_explanation": .text(incident.proposal?.explanation),
            "run_time_seconds": .number(max(0, end.timeIntervalSince(incident.openedAt))),
            "slack_notified": .bool(isNotified),
            "github_pr_url": .text(incident.pullRequest?.url.absoluteString),
            "outcome": .text(incident.outcome?.rawValue),
            "proof": .text(incident.proofLevel?.rawValue),
            "verdict": .text(verdict(of: incident)),
            "confidence": .text(incident.diagnosis?.confidence.level.rawValue),
            "cause": cause(of: incident),
            "citations": citations(of: incident),
            "reproduction": reproduction(of: incident),
            "patch": .optional(incident.proposal) {
                ["author": .string(incident.authorKind(of: $0).rawValue), "diff": .string($0.diff)]
            },
            "facts": .array(incident.entries.map(fact)),
        ]
    }

    private static func reproduction(of incident: Incident) -> JSON {
        let found = incident.reproduction?.reproduction
        let test = found.map { found in
            incident.proposal?.patch.additions.first { $0.path == found.test.path } ?? found.test
        }
        return [
            "status": .text(reproductionStatus(of: incident)),
            "input": .text(found?.input),
            "test": .optional(test) { ["path": .string($0.path), "contents": .string($0.contents)] },
        ]
    }

    private static func reproductionStatus(of incident: Incident) -> String? {
        if incident.reproduction?.reproduction != nil { return "reproduced" }
        guard let diagnosis = incident.diagnosis else { return nil }
        guard let location = diagnosis.location, location.language == .python else { return "not_available" }
        return incident.reproduction == nil ? nil : "not_reproduced"
    }

    private static func fact(_ entry: JournalEntry) -> JSON {
        [
            "sequence": .int(entry.sequence),
            "time": .time(entry.time),
            "actor": .string(actor(entry.actor)),
            "kind": .string(entry.fact.kind.rawValue),
            "data": data(of: entry.fact),
            "previous_hash": .string(entry.previousHash),
            "hash": .string(entry.hash),
        ]
    }

    private static func actor(_ actor: Actor) -> String {
        switch actor {
        case .person(let id): "person:\(id)"
        case .agent(let name): "agent:\(name.rawValue)"
        case .workflow: "workflow"
        }
    }

    /// What the fact says, without the wrapping that Swift gives an enumeration's cases.
    private static func data(of fact: Fact) -> JSON {
        guard let encoded = try? JSON(encoding: fact), let content = encoded.object?.values.first else { return nil }
        if let members = content.object, members.count == 1, let value = members["_0"] { return value }
        return content == [:] ? nil : content
    }
}

/// Addresses of an incident, for links in answers.
struct WebLinks: Sendable {
    /// Where the bot is reached from outside.
    let publicURL: URL

    func json(of id: IncidentID) -> JSON {
        [
            "self": .string(publicURL.appending(path: "api/incidents/\(id)").absoluteString),
            "page": .string(publicURL.appending(path: "incidents/\(id)").absoluteString),
        ]
    }
}
