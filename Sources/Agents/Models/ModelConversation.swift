import Domain
import Foundation

/// What an agent wants to know.
struct ModelQuestion: Sendable {
    struct Exhibit: Sendable {
        let label: String
        let text: String
        /// Written by a customer.
        var isPersonal = false
    }

    let step: AgentName
    let prompt: Prompt
    let rules: Prompt
    /// The evidence, all of it untrusted.
    var exhibits: [Exhibit]
    var tools: InvestigationTools?
    /// What people may read of the answer while it is written, given its text and the nonce; nil where nobody listens.
    var aloud: (@Sendable (_ text: String, _ nonce: String) -> String)?

    init(_ step: AgentName, prompt: String, tools: InvestigationTools? = nil, exhibits: [Exhibit]) throws(PortError) {
        self.step = step
        self.prompt = try Prompt.load(prompt)
        rules = try Prompt.load("rules")
        self.exhibits = exhibits.filter { !$0.text.isEmpty }
        self.tools = tools
    }
}

/// An answer and what is needed to read it.
struct ModelReply: Sendable {
    let text: String
    let model: String
    let nonce: String
    let terms: ModelTerms
    let schema: AnswerSchema?

    /// The answer's JSON as a value, once it keeps the prompt's schema.
    func value<Value: Decodable>(_ type: Value.Type) throws -> Value {
        guard let schema else { throw AnswerProblem("it has no schema") }
        return try AnswerReading.value(type, in: text, schema: schema)
    }
}

/// One question's turns, and the account of them.
struct ModelConversation {
    private(set) var request: ModelRequest
    var draft: ConsultationDraft
    private var terms: ModelTerms
    private let schema: AnswerSchema?
    private let tools: InvestigationTools?
    private var roundsLeft: Int
    private var asked: Set<String> = []
    private let aloud: (@Sendable (String, String) -> String)?

    init(
        _ question: ModelQuestion, model: String, incident: Incident, redactor: Redactor, nonce: String,
        answerTokens: Int, toolRounds: Int
    ) {
        var terms = ModelTerms(redactor: redactor, incident: incident)
        let parts = question.exhibits.map { exhibit in
            ModelMessage.Part.data(label: exhibit.label, terms.hide(exhibit.text, isPersonal: exhibit.isPersonal))
        }
        let system = [question.rules, question.prompt].map { ModelMessage.Part.words($0.words(nonce: nonce)) }
        schema = question.prompt.schema
        tools = toolRounds > 0 ? question.tools : nil
        roundsLeft = toolRounds
        aloud = question.aloud
        request = ModelRequest(
            purpose: question.step.rawValue, messages: [ModelMessage(.system, system), ModelMessage(.user, parts)],
            schema: schema, tools: tools?.descriptions ?? [], maximumTokens: answerTokens,
            urgency: incident.classification?.severity ?? .p1, nonce: nonce)
        draft = ConsultationDraft(step: question.step, model: model, prompt: question.prompt.title, outcome: .used)
        self.terms = terms
    }

    /// - Parameter hear: gets what people may read of the answer, each time there is more of it.
    mutating func send(
        to model: any LanguageModel, hear: @escaping @Sendable (String) -> Void
    ) async throws(ModelFailure) -> ModelAnswer {
        let text = request.messages.map { "### \($0.role.rawValue)\n\n\($0.text(nonce: request.nonce))" }
            .joined(separator: "\n\n")
        do throws(ModelFailure) {
            let answer = try await model.answer(request, to: listener(hear))
            let calls = answer.toolCalls.map { "→ \($0.name) \($0.arguments)" }
            draft.texts.append((text, ([answer.text] + calls).filter { !$0.isEmpty }.joined(separator: "\n")))
            draft.usage = draft.usage + answer.usage
            draft.model = answer.model
            return answer
        } catch {
            draft.texts.append((text, nil))
            throw error
        }
    }

    private func listener(_ hear: @escaping @Sendable (String) -> Void) -> AnswerListener? {
        guard let aloud else { return nil }
        let (terms, nonce) = (terms, request.nonce)
        return { text in
            let words = aloud(AnswerReading.withoutThoughts(text), nonce)
            if !words.isEmpty { hear(terms.restoreForPeople(words)) }
        }
    }

    func reply(_ answer: ModelAnswer) -> ModelReply {
        ModelReply(
            text: AnswerReading.withoutThoughts(answer.text), model: answer.model, nonce: request.nonce, terms: terms,
            schema: schema)
    }

    /// Runs the calls and adds their results. A call that was made before, or one too many, ends the investigation.
    mutating func answerCalls(_ answer: ModelAnswer) async {
        roundsLeft -= 1
        var isLoop = false
        request.messages.append(ModelMessage(.assistant, [.words(answer.text)], toolCalls: answer.toolCalls))
        for (place, call) in answer.toolCalls.enumerated() {
            let isNew = asked.insert("\(call.name) \(call.arguments)").inserted
            isLoop = isLoop || !isNew
            var result = "This was asked before; the answer stands above."
            if place >= 4 {
                result = "Too many calls at once."
            } else if isNew {
                result = await tools?.result(of: call, restoring: terms) ?? "There are no tools."
            }
            request.messages.append(
                ModelMessage(.tool, [.data(label: "result", terms.hide(result))], callID: call.id))
        }
        guard roundsLeft <= 0 || isLoop else { return }
        request.tools = []
        request.messages.append(
            ModelMessage(.user, [.words("Call nothing more. Answer now, in the form asked for.")]))
    }

    mutating func askForRepair(of answer: ModelAnswer, _ problem: AnswerProblem) {
        request.tools = []
        request.messages.append(ModelMessage(.assistant, [.words(String(answer.text.prefix(8_000)))]))
        request.messages.append(
            ModelMessage(
                .user,
                [
                    .words(
                        "Your answer can't be used: \(problem.words). Answer once more, in exactly the form asked for, "
                            + "with nothing around it.")
                ]))
    }
}
