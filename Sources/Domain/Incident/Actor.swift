/// Who caused a fact. Each journal entry names exactly one.
///
/// (An actor of the story, not a Swift `actor`.)
package enum Actor: Sendable, Codable, Hashable {
    /// A human, by the identifier of the place they act in (a Slack user id such as `U024BE7LH`).
    case person(id: String)
    /// One of the agents.
    case agent(AgentName)
    /// The bot itself: a rule of the workflow, not a judgement.
    case workflow
}

/// The agents, by the step they think about; the last answers free questions in the thread.
package enum AgentName: String, Sendable, Codable, CaseIterable {
    case correlation, severity, rootCause, fixGenerator, execution, critic, customerResponse, incidentReport, answers
}

/// How an agent came to its answer; shown on the card.
package enum ReasoningMode: Sendable, Codable, Hashable {
    /// Deterministic code only: no model configured, or none reachable.
    case ruleBased
    /// A language model, by the name its provider uses.
    case model(String)
}
