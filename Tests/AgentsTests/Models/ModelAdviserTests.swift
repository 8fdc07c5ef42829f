import Adapters
import Domain
import Foundation
import TestSupport
import Testing

@testable import Agents

@Suite struct ModelAdviserTests {
    private let log = RecordingConsultationLog()

    private func adviser(_ model: any LanguageModel, _ limits: ModelAdviser.Limits = .init()) -> ModelAdviser {
        ModelAdviser(model: model, log: log, redactor: Redactor(salt: [1]), limits: limits, nonce: { "n0nce" })
    }

    private func incident(customers: [AffectedCustomer] = [], _ facts: [Fact] = []) throws -> Incident {
        let correlation = Closing.correlation(customers: customers)
        return try #require(Incident.made(of: [.correlated(correlation), .precedentsFound([])] + facts))
    }

    private func answer(_ text: String) -> String { "{\"why\": \"\(text)\", \"next_attempt_must\": \"Do it.\"}" }

    private struct Critic: Decodable { let why: String }

    private func ask(
        _ model: any LanguageModel, _ limits: ModelAdviser.Limits = .init(), about incident: Incident? = nil
    )
        async throws -> String?
    {
        let question = try ModelQuestion(
            .critic, prompt: "critic", exhibits: [.init(label: "x", text: "some evidence")])
        let about = try incident ?? self.incident()
        return await adviser(model, limits).ask(question, about: about) { try $0.value(Critic.self).why }?.answer
    }

    @Test func `an answer that keeps the form is used, whatever stands around it`() async throws {
        let model = ScriptedLanguageModel(answers: ["<think>hm {}</think>\n```json\n\(answer("Because."))\n```"])
        #expect(try await ask(model) == "Because.")
        #expect(log.drafts.map(\.outcome) == [.used])
    }

    @Test(arguments: [
        "nonsense", "{", "{\"why\": 1, \"next_attempt_must\": \"x\"}", "{\"why\": \"x\"}",
        "{\"why\": \"x\", \"next_attempt_must\": \"y\", \"approve\": true}", "[]", "",
    ])
    func `an answer that doesn't is repaired once, then the rules decide`(text: String) async throws {
        let mended = ScriptedLanguageModel(answers: [text, answer("Mended.")])
        #expect(try await ask(mended) == "Mended.")
        let hopeless = ScriptedLanguageModel(answers: [text])
        #expect(try await ask(hopeless) == nil)
        #expect(hopeless.requests.count == 2)
        #expect(log.drafts.map(\.outcome)[0] == .used)
        guard case .fellBack(let reason) = log.drafts[1].outcome else {
            Issue.record("used")
            return
        }
        #expect(reason.hasPrefix("the model's answer could not be used: "))
        #expect(log.drafts[1].texts.count == 2)
    }

    @Test func `a model that can't be had costs nothing but the reason`() async throws {
        let model = ScriptedLanguageModel { _, _ throws(ModelFailure) in
            throw ModelFailure(.nextModel(forSeconds: 60), "the daily limit of m is used up", model: "m")
        }
        #expect(try await ask(model) == nil)
        #expect(log.drafts[0].outcome == .fellBack(reason: "the daily limit of m is used up"))
    }

    @Test func `an incident's budget ends its questions, also across restarts`() async throws {
        let spent = Consultation(
            step: .severity, model: "m", prompt: "severity 1", outcome: .used,
            usage: ModelUsage(prompt: 900, completion: 200), cost: nil, seconds: 1, exchanges: [])
        let model = ScriptedLanguageModel(answers: [answer("x")])
        let incident = try incident([.modelConsulted(spent)])
        #expect(try await ask(model, .init(tokensPerIncident: 1_000), about: incident) == nil)
        #expect(model.requests.isEmpty)
        #expect(
            log.drafts[0].outcome
                == .fellBack(
                    reason: "the incident's budget of 1000 tokens is used up (LLM_BUDGET_TOKENS)"))
    }

    @Test func `a model that calls the same tool again is told to answer`() async throws {
        let text = answer("Seen.")
        let model = ScriptedLanguageModel { request, _ throws(ModelFailure) in
            guard !request.tools.isEmpty else { return ModelAnswer(text: text, model: "m") }
            let call = ModelToolCall(
                id: "1", name: "read_file", arguments: "{\"path\": \"a.py\", \"from\": 1, \"to\": 2}")
            return ModelAnswer(text: "", toolCalls: [call], end: .toolCalls, model: "m")
        }
        let repository = InMemoryRepository(["a.py": "password = 'hunter2!'\n"])
        let incident = try incident()
        let tools = InvestigationTools(
            sources: .inMemory(repository), incident: incident, base: repository.base)
        let question = try ModelQuestion(
            .critic, prompt: "critic", tools: tools, exhibits: [.init(label: "x", text: "y")])
        let advice = await adviser(model).ask(question, about: incident) { try $0.value(Critic.self).why }
        #expect(advice?.answer == "Seen.")
        #expect(model.requests.count == 3)
        let shown = model.requests[2].messages.map { $0.text(nonce: "z9") }.joined()
        #expect(shown.contains("1: password = '[redacted:password:") && !shown.contains("hunter2"))
    }

    @Test func `customers are shown under pseudonyms and named again afterwards`() async throws {
        let customer = AffectedCustomer(
            name: "Rosa Diaz", complaint: "Rosa here: I paid twice, rosa@x.test", identifiers: ["rosa@x.test"],
            matchesMainError: true)
        let model = ScriptedLanguageModel(answers: [
            "{\"replies\": [{\"customer\": \"Customer-1\", \"text\": \"Hello Customer-1, we are sorry that you paid twice. "
                + "A correction is being tested now. The support team\"}]}"
        ])
        let replies = try await ModelCustomerResponseAgent(rules: CustomerResponseAgent(), adviser: adviser(model))
            .run(on: try incident(customers: [customer]))
        #expect(replies.first?.text.hasPrefix("Hello Rosa Diaz, we are sorry") == true)
        let sent = model.requests[0].messages.map { $0.text(nonce: "z9") }.joined()
        #expect(!sent.contains("Rosa") && !sent.contains("rosa@x.test"))
    }

    @Test func `a claim without its line is dropped, and its certainty doesn't count`() async throws {
        let repository = InMemoryRepository(["shop/cart.py": "def total(item):\n    return item['sku']\n"])
        let frame = RootCause.frame("/srv/shop/cart.py", 2, "total", code: "return item['sku']")
        let incident = try RootCause.incident(
            RootCause.error("KeyError", "'sku'", [frame]), log: "ERROR KeyError: 'sku'")
        let model = ScriptedLanguageModel(answers: [
            """
            {"summary": "An item without a sku.", "confidence": "low", "confidence_reason": "One trace only.", "claims": [
             {"statement": "It indexes.", "kind": "source", "quote": "", "file": "shop/cart.py", "line": 2},
             {"statement": "Made up.", "kind": "source", "quote": "", "file": "shop/cart.py", "line": 99},
             {"statement": "Invented.", "kind": "log", "quote": "no such line in the log", "file": "", "line": 0}]}
            """
        ])
        let diagnosis = try await ModelRootCauseAgent(
            rules: RootCauseAgent(repository: repository), adviser: adviser(model, .init(toolRounds: 0)),
            sources: .inMemory(repository)
        ).run(on: incident)
        #expect(diagnosis.summary == "An item without a sku. It indexes. [shop/cart.py:2]")
        #expect(diagnosis.confidence == Confidence(level: .low, reason: "One trace only."))
        #expect(diagnosis.mode == .model("scripted") && diagnosis.location?.line == 2)
    }

    @Test(arguments: [
        "rules", "root-cause", "fix", "critic", "replies", "postmortem", "severity", "reproduction", "answer",
    ])
    func `every prompt ships with its version, and with a schema a strict server takes`(name: String) throws {
        let prompt = try Prompt.load(name)
        #expect(prompt.title == "\(name) \(name == "replies" ? 2 : 1)")
        #expect((prompt.schema == nil) == ["rules", "fix"].contains(name))
    }
}
