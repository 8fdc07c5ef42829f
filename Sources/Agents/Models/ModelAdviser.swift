package import Domain
import Foundation

/// Asks a model on behalf of the agents, and keeps account of it.
///
/// Every answer is parsed strictly. One that can't be used gets one request for repair; then the caller's rules decide.
/// What was asked and answered, what it cost and what became of it is written down in every case.
package struct ModelAdviser: Sendable {
    package struct Limits: Sendable {
        /// Tokens one incident may spend in all.
        package var tokensPerIncident: Int
        /// Tokens of one answer.
        package var answerTokens: Int
        /// Rounds of tool calls in one step.
        package var toolRounds: Int
        /// Seconds after which a step asks for nothing more.
        package var stepSeconds: Double
        /// US dollars for a million tokens; nil when not known.
        package var inputPrice: Double?
        package var outputPrice: Double?

        package init(
            tokensPerIncident: Int = 100_000, answerTokens: Int = 4_096, toolRounds: Int = 4, stepSeconds: Double = 180,
            inputPrice: Double? = nil, outputPrice: Double? = nil
        ) {
            self.tokensPerIncident = tokensPerIncident
            self.answerTokens = answerTokens
            self.toolRounds = toolRounds
            self.stepSeconds = stepSeconds
            self.inputPrice = inputPrice
            self.outputPrice = outputPrice
        }
    }

    let model: any LanguageModel
    private let log: any ConsultationLog
    let redactor: Redactor
    private let limits: Limits
    private let audience: any ThinkingAudience
    private let clock: MonotonicClock
    /// A fresh word for every question, which nobody outside can know.
    private let nonce: @Sendable () -> String

    package init(
        model: any LanguageModel, log: any ConsultationLog, redactor: Redactor, limits: Limits = Limits(),
        audience: any ThinkingAudience = NoAudience(), clock: MonotonicClock = .system,
        nonce: @escaping @Sendable () -> String = { HexadecimalText.of((0..<8).map { _ in UInt8.random(in: 0...255) }) }
    ) {
        self.model = model
        self.log = log
        self.redactor = redactor
        self.limits = limits
        self.audience = audience
        self.clock = clock
        self.nonce = nonce
    }

    /// The usable answer and the model it is from; nil when the caller's rules have to do.
    func ask<Answer>(
        _ question: ModelQuestion, about incident: Incident, read: (ModelReply) async throws -> Answer
    ) async -> (answer: Answer, mode: ReasoningMode)? {
        let (answer, draft) = await consult(question, about: incident, read: read)
        await record(draft, of: incident)
        return answer.map { ($0, .model(draft.model)) }
    }

    /// Writes down what became of a question; whoever heard it being thought about is told too.
    func record(_ draft: ConsultationDraft, of incident: Incident) async {
        audience.end(draft.step, of: incident.id, outcome: draft.outcome)
        await log.record(draft, of: incident.id)
    }

    /// As `ask`, with the account for the caller to write down once it knows what became of the answer.
    func consult<Answer>(
        _ question: ModelQuestion, about incident: Incident, read: (ModelReply) async throws -> Answer
    ) async -> (Answer?, ConsultationDraft) {
        var talk = ModelConversation(
            question, model: model.name, incident: incident, redactor: redactor, nonce: nonce(),
            answerTokens: limits.answerTokens, toolRounds: limits.toolRounds)
        let start = clock.now()
        var answer: Answer?
        do {
            answer = try await converse(&talk, about: incident, since: start, read: read)
        } catch let failure as ModelFailure {
            talk.draft.outcome = .fellBack(reason: failure.reason)
        } catch let problem as AnswerProblem {
            talk.draft.outcome = .fellBack(reason: "the model's answer could not be used: \(problem.words)")
        } catch {
            talk.draft.outcome = .fellBack(reason: "the answer could not be checked: \(error)")
        }
        talk.draft.seconds = (clock.now() - start).inSeconds
        talk.draft.cost = cost(of: talk.draft.usage)
        return (answer, talk.draft)
    }

    private func converse<Answer>(
        _ talk: inout ModelConversation, about incident: Incident, since start: MonotonicClock.Instant,
        read: (ModelReply) async throws -> Answer
    ) async throws -> Answer {
        let (spent, step, number) = (incident.tokensSpent, talk.draft.step, incident.number(of: talk.draft.step))
        var isRepaired = false
        while true {
            guard spent + talk.draft.usage.total < limits.tokensPerIncident else {
                throw AnswerFailure.budget(limits.tokensPerIncident, model.name)
            }
            if (clock.now() - start).inSeconds > limits.stepSeconds {
                throw AnswerFailure.time(limits.stepSeconds, model.name)
            }
            let answer = try await talk.send(to: model) { [audience, model] text in
                audience.hear(
                    Thinking(incident: incident.id, step: step, number: number, model: model.name, text: text))
            }
            if !answer.toolCalls.isEmpty {
                await talk.answerCalls(answer)
                continue
            }
            do {
                return try await read(talk.reply(answer))
            } catch let problem as AnswerProblem {
                guard !isRepaired else { throw problem }
                isRepaired = true
                talk.askForRepair(of: answer, problem)
            }
        }
    }

    private func cost(of usage: ModelUsage) -> Double? {
        guard let input = limits.inputPrice, let output = limits.outputPrice else { return nil }
        return (Double(usage.prompt) * input + Double(usage.completion) * output) / 1_000_000
    }
}

extension Incident {
    /// The number that a step's next result will have among its kind.
    fileprivate func number(of step: AgentName) -> Int {
        switch step {
        case .fixGenerator: proposals.count + 1
        default: entries.count { $0.fact.kind == .diagnosed } + 1
        }
    }
}

/// Why no further question is asked.
private enum AnswerFailure {
    static func budget(_ tokens: Int, _ model: String) -> ModelFailure {
        ModelFailure(.giveUp, "the incident's budget of \(tokens) tokens is used up (LLM_BUDGET_TOKENS)", model: model)
    }

    static func time(_ seconds: Double, _ model: String) -> ModelFailure {
        ModelFailure(.giveUp, "\(model) did not come to an answer within \(Int(seconds)) s", model: model)
    }
}
