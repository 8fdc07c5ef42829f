import Domain
import Testing

@testable import SlackInterface

/// What the card says of the model: which steps used it, and plainly why others did not.
extension IncidentCardTests {
    private func consultation(_ step: AgentName, _ outcome: Consultation.Outcome) -> Fact {
        .modelConsulted(
            Consultation(
                step: step, model: "openai/gpt-oss-120b", prompt: "p 1", outcome: outcome, usage: ModelUsage(),
                cost: nil,
                seconds: 1, exchanges: []))
    }

    @Test func `the card names the steps a model was used for`() throws {
        let card = try words([consultation(.severity, .used), consultation(.rootCause, .used)])
        #expect(card.contains("Mode: model openai/gpt-oss-120b for severity, root cause"))
        #expect(!card.contains("Without the model"))
    }

    @Test func `the card says which steps had to do without, and why`() throws {
        let reason = "the daily limit of openai/gpt-oss-120b is used up for another 10 min"
        let card = try words([consultation(.severity, .used), consultation(.rootCause, .fellBack(reason: reason))])
        #expect(card.contains("Without the model: root cause. Rules were used instead, because \(reason)."))
        #expect(card.contains("for severity; rule-based for root cause"))
    }

    @Test func `a model's words can't mention anybody on the card`() throws {
        let card = try body("card", [consultation(.critic, .fellBack(reason: "<!channel> <@U1> said so"))]).json
        let mentions = ["\"user\"", "\"broadcast\"", "\"usergroup\""].filter { "\(card)".contains($0) }
        #expect(mentions == [])
    }
}
