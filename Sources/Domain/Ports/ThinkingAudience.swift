/// What a step is thinking, as far as it has come.
///
/// For people who watch. It is no fact: it is kept nowhere, a crash loses it, and the fact that follows says it in full.
package struct Thinking: Sendable, Equatable {
    package let incident: IncidentID
    package let step: AgentName
    /// As its facts are counted: 1 while the incident has none of this step's.
    package let number: Int
    /// The model that thinks; untrusted.
    package let model: String
    /// Everything so far, as people may see it: names are back, secrets are not. Untrusted and unchecked.
    package let text: String

    package init(incident: IncidentID, step: AgentName, number: Int, model: String, text: String) {
        self.incident = incident
        self.step = step
        self.number = number
        self.model = model
        self.text = text
    }
}

/// Who watches steps think.
package protocol ThinkingAudience: Sendable {
    /// Takes what a step thinks by now, in place of what it thought before. Returns at once; never holds up the step.
    func hear(_ thinking: Thinking)

    /// The step has thought it out. A fact follows that holds what became of it, unless it came to nothing.
    /// - Parameter outcome: what became of the thoughts.
    func end(_ step: AgentName, of incident: IncidentID, outcome: Consultation.Outcome)
}

/// Nobody watches.
package struct NoAudience: ThinkingAudience {
    package init() {}

    package func hear(_ thinking: Thinking) {}
    package func end(_ step: AgentName, of incident: IncidentID, outcome: Consultation.Outcome) {}
}
