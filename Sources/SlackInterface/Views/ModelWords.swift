import Domain

extension StatusWords {
    /// Which mode each step used: `model X for root cause, fix; rule-based for replies`, or one word for all.
    static func mode(of incident: Incident) -> String {
        let consultations = incident.latestConsultations
        let used = consultations.filter { $0.fallbackReason == nil }
        guard let model = used.last?.model ?? consultations.last?.model else { return name(incident.mode) }
        guard !used.isEmpty else { return "rule-based, model \(model) gave no usable answer" }
        let fallen = consultations.filter { $0.fallbackReason != nil }.map { step($0.step) }
        let rules = fallen.isEmpty ? "" : "; rule-based for \(fallen.joined(separator: ", "))"
        return "model \(model) for \(used.map { step($0.step) }.joined(separator: ", "))\(rules)"
    }

    /// A step's result, by the agent that makes it.
    static func step(_ agent: AgentName) -> String {
        switch agent {
        case .correlation: "evidence"
        case .severity: "severity"
        case .rootCause: "root cause"
        case .fixGenerator: "patch"
        case .execution: "reproduction"
        case .critic: "critique"
        case .customerResponse: "replies"
        case .incidentReport: "postmortem"
        case .answers: "answers"
        }
    }
}
