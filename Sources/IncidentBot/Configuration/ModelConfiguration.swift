import Configuration
import Foundation

/// How the agents reach a language model. Without one they work by their rules alone.
struct ModelConfiguration: Sendable {
    enum API: String, Sendable, CaseIterable {
        /// Chat completions, as Groq, OpenAI, vLLM, Ollama and llama.cpp offer them.
        case openai
        /// Anthropic's Messages.
        case anthropic
    }

    var api: API
    var baseURL: URL
    var key: String?
    /// The variable the key was read from, for the sentence that asks to mend it.
    var keySetting: String
    /// In order of preference; the first is asked, the others stand in.
    var models: [String]
    var temperature = 0.2
    var maximumTokens = 4_096
    var budgetTokens = 100_000
    var timeoutSeconds = 90
    var stallSeconds = 30
    /// Nil until the provider says so.
    var tokensPerMinute: Int?
    var requestsPerMinute: Int?
    var toolRounds = 4
    /// A PEM file of authorities to trust for the model alone.
    var certificateAuthorities: String?
    var network = NetworkConfiguration()
    /// US dollars for a million tokens.
    var inputPrice: Double?
    var outputPrice: Double?

    static let groq = "https://api.groq.com/openai/v1"
    static let defaultModel = "openai/gpt-oss-120b"
}

extension ModelConfiguration {
    /// Nil when neither a key nor an address is set.
    ///
    /// - Configuration keys, as environment variables:
    ///   - `GROQ_API_KEY` or `LLM_API_KEY` (string, secret): the provider's key.
    ///   - `LLM_BASE_URL` (URL up to and including `/v1`, default Groq's): where chat completions are served.
    ///   - `LLM_API` (`openai` or `anthropic`, default `openai`).
    ///   - `LLM_MODEL` (string, default `openai/gpt-oss-120b`), `LLM_FALLBACK_MODELS` (names with commas between, default none).
    ///   - `LLM_TEMPERATURE` or `GROQ_TEMPERATURE` (0–2, default 0.2).
    ///   - `LLM_MAX_TOKENS` or `GROQ_MAX_TOKENS` (256–32768, default 4096): tokens of one answer.
    ///   - `LLM_BUDGET_TOKENS` (1000–10000000, default 100000): tokens one incident may spend.
    ///   - `LLM_TIMEOUT_SECONDS` (1–600, default 90), `LLM_STALL_SECONDS` (1–600, default 30).
    ///   - `LLM_TOKENS_PER_MINUTE`, `LLM_REQUESTS_PER_MINUTE` (default: as the provider says).
    ///   - `LLM_TOOL_STEPS` (0–12, default 4): rounds of reading code and logs in one step.
    ///   - `LLM_CA_FILE` (path, default `TLS_CA_FILE`): authorities to trust beside the system's.
    ///   - `LLM_INPUT_PRICE`, `LLM_OUTPUT_PRICE` (US dollars for a million tokens, default none).
    init?(settings: inout SettingReader) {
        let groqKey = settings.optional("groq.api.key", isSecret: true)
        let otherKey = settings.optional("llm.api.key", isSecret: true)
        let address = settings.optional("llm.base.url")
        guard groqKey != nil || otherKey != nil || address != nil else { return nil }
        key = otherKey ?? groqKey
        keySetting = otherKey != nil || groqKey == nil ? "LLM_API_KEY" : "GROQ_API_KEY"
        baseURL = settings.url("llm.base.url", default: Self.groq)
        api = settings.choice("llm.api", default: baseURL.host() == "api.anthropic.com" ? .anthropic : .openai)
        let further = settings.optional("llm.fallback.models") ?? ""
        models = [settings.optional("llm.model") ?? Self.defaultModel]
        for name in further.split(separator: ",").map({ $0.trimmingCharacters(in: .whitespaces) })
        where !name.isEmpty && !models.contains(name) { models.append(name) }
        temperature = settings.number(["llm.temperature", "groq.temperature"], default: 0.2, in: 0...2)
        maximumTokens = settings.integer(
            settings.optional("llm.max.tokens") == nil ? "groq.max.tokens" : "llm.max.tokens", default: 4_096,
            in: 256...32_768)
        budgetTokens = settings.integer("llm.budget.tokens", default: 100_000, in: 1_000...10_000_000)
        timeoutSeconds = settings.integer("llm.timeout.seconds", default: 90, in: 1...600)
        stallSeconds = settings.integer("llm.stall.seconds", default: 30, in: 1...600)
        let limits = 1...100_000_000
        tokensPerMinute = settings.optionalInteger("llm.tokens.per.minute", in: limits)
        requestsPerMinute = settings.optionalInteger("llm.requests.per.minute", in: limits)
        toolRounds = settings.integer("llm.tool.steps", default: 4, in: 0...12)
        certificateAuthorities = settings.file("llm.ca.file")
        inputPrice = settings.optionalNumber("llm.input.price", in: 0...10_000)
        outputPrice = settings.optionalNumber("llm.output.price", in: 0...10_000)
    }
}
