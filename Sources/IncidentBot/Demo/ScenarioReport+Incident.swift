import Domain
import Foundation
import Rehearsal

extension ScenarioReport {
    init(of incident: Incident, playing scenario: Scenario, postmortem: String?, seconds: Double) {
        self.init(
            scenario: scenario.number,
            incident: incident.id.rawValue,
            severity: incident.classification?.severity.rawValue,
            customers: incident.correlation?.customers.map(\.name) ?? [],
            mode: incident.mode.word,
            reproduced: incident.reproduction?.reproduction != nil,
            attempts: incident.proposals.count,
            decisions: incident.decisions.map { $0.answer == .approved ? "approve" : "reject" },
            verified: incident.verification?.passed == true,
            approvedDigest: incident.decisions.last { $0.answer == .approved }?.digest.rawValue,
            pullRequest: incident.pullRequest.map {
                PullRequestReport(
                    repository: $0.repository, base: $0.base.rawValue, branch: $0.branch, head: $0.head.rawValue,
                    url: $0.url.absoluteString)
            },
            postmortem: postmortem,
            replies: incident.replies?.count ?? 0,
            outcome: incident.status.rawValue,
            seconds: (seconds * 100).rounded() / 100,
            differences: Self.differences(incident, scenario)
        )
    }

    /// What came out otherwise than the scenario's own file says.
    private static func differences(_ incident: Incident, _ scenario: Scenario) -> [String] {
        let (expected, location) = (scenario.expect, incident.diagnosis?.location)
        let customers = Set(incident.correlation?.customers.map(\.name) ?? [])
        let exception = incident.correlation?.mainError?.signature.exception.split(separator: ".").last.map(String.init)
        let outcome = expected.outcome(by: incident.proposal?.mode ?? .ruleBased)
        let checks: [(Bool, String)] = [
            (incident.classification?.severity == expected.severity, "severity is not \(expected.severity.rawValue)"),
            (customers.isSuperset(of: expected.customers), "customers lack some of \(expected.customers)"),
            (exception == expected.exception, "exception is not \(expected.exception)"),
            (
                location?.file == expected.file && location?.line == expected.line
                    && location?.function == expected.function,
                "place is not \(expected.file):\(expected.line) \(expected.function)"
            ),
            (incident.status == outcome, "outcome is \(incident.status.rawValue), not \(outcome.rawValue)"),
            (incident.reproduction?.reproduction != nil, "the bug was not reproduced"),
            (incident.verification?.passed == true, "the patch was not verified"),
            (incident.decisions.count == scenario.decisions.count, "not every decision was asked for"),
            (incident.replies?.count == incident.correlation?.customers.count, "not every customer has a reply"),
        ]
        return checks.filter { !$0.0 }.map(\.1)
    }
}

extension ReasoningMode {
    /// As it is written in reports.
    var word: String {
        switch self {
        case .ruleBased: "rule-based"
        case .model(let name): name
        }
    }
}
