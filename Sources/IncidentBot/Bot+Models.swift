import Adapters
import Agents
import Domain
import Foundation
import Logging
import ServiceLifecycle
import Workflows

extension ModelConfiguration {
    /// Each configured model by itself, in order of preference.
    var members: [any LanguageModel] {
        let http = network.httpClient()
        let endpoint = ModelEndpoint(
            baseURL: baseURL, key: key, temperature: temperature, timeoutSeconds: Double(timeoutSeconds),
            stallSeconds: Double(stallSeconds), keySetting: keySetting)
        return models.map { name -> any LanguageModel in
            switch api {
            case .openai: OpenAICompatibleLanguageModel(name: name, endpoint: endpoint, http: http)
            case .anthropic: AnthropicLanguageModel(name: name, endpoint: endpoint, http: http)
            }
        }
    }

    /// All of them as one, for the whole process.
    var languageModel: FallbackLanguageModel {
        FallbackLanguageModel(members, tokensPerMinute: tokensPerMinute, requestsPerMinute: requestsPerMinute)
    }

    var limits: ModelAdviser.Limits {
        ModelAdviser.Limits(
            tokensPerIncident: budgetTokens, answerTokens: maximumTokens, toolRounds: toolRounds,
            inputPrice: inputPrice, outputPrice: outputPrice)
    }
}

extension BotConfiguration {
    /// Keyed by the installation's own key, so that placeholders stay the same across restarts.
    var redactor: Redactor {
        Redactor(
            salt: redactionKey, redactsEmails: redactsEmails, patterns: redactPatterns,
            known: [slackSigningSecret, slackBotToken, slackAppToken, model?.key].compactMap(\.self))
    }

    /// Reads the key beside the database, or makes it at the first start.
    mutating func keepRedactionKey() throws(RedactionKeyProblem) {
        if redactionKey.isEmpty { redactionKey = try RedactionKey(beside: databasePath).key }
    }

    /// Who asks the model on the agents' behalf, where one is configured.
    ///
    /// - Parameter audience: watches the model think.
    func adviser(
        _ languageModel: (any LanguageModel)?, engine: WorkflowEngine, evidence: any EvidenceStore,
        audience: any ThinkingAudience, logger: Logger
    ) -> ModelAdviser? {
        guard let model, let languageModel else { return nil }
        return ModelAdviser(
            model: languageModel,
            log: JournalConsultations(engine: engine, evidence: evidence, logger: logger), redactor: redactor,
            limits: model.limits, audience: audience)
    }
}

extension HealthCheck {
    /// One line for each model: whether it answers now, which also shows a wrong key, a wrong name and a spent quota.
    static func models(_ configuration: ModelConfiguration?) -> [HealthCheck] {
        guard let configuration else {
            return [HealthCheck(name: "model") { "none: rule-based (set GROQ_API_KEY, or LLM_BASE_URL and LLM_MODEL)" }]
        }
        return configuration.members.map { model in
            HealthCheck(name: "model") {
                let question = ModelRequest(
                    purpose: "check", messages: [ModelMessage(.user, [.words("Answer with the word ready.")])],
                    maximumTokens: 256, nonce: "check")
                do throws(ModelFailure) {
                    let answer = try await model.answer(question)
                    return "\(answer.model) answers at \(configuration.baseURL.absoluteString)"
                } catch {
                    throw HealthProblem(
                        "\(error.reason). Until then \(configuration.models.count > 1 ? "the other models or " : "")rules are used"
                    )
                }
            }
        }
    }
}

/// Tells the operator at the start what is wrong with the models. The bot works by rules meanwhile, so it goes on.
struct ModelStartCheck: Service {
    let configuration: ModelConfiguration
    let logger: Logger

    func run() async throws {
        for check in HealthCheck.models(configuration) {
            let (isFine, words) = await check.result()
            if isFine {
                logger.info("Model ready", metadata: ["model": "\(words)"])
            } else {
                logger.error("Model not usable: \(words)")
            }
        }
        try await gracefulShutdown()
    }
}
