import Domain
import Foundation
import Testing

@testable import IncidentBot

@Suite struct ModelConfigurationTests {
    private func model(_ values: [String: String]) -> (model: ModelConfiguration?, problems: [String]) {
        var settings = SettingReader(values)
        let model = ModelConfiguration(settings: &settings)
        return (model, settings.problems)
    }

    @Test func `without a key and an address the agents work by rules`() {
        #expect(model(["LLM_MODEL": "x"]).model == nil)
    }

    @Test func `a key alone means Groq and its model`() throws {
        let configuration = try #require(
            model(["GROQ_API_KEY": "gsk_x", "GROQ_TEMPERATURE": "0.5", "GROQ_MAX_TOKENS": "1000"]).model)
        #expect(configuration.baseURL.absoluteString == "https://api.groq.com/openai/v1")
        #expect(configuration.models == ["openai/gpt-oss-120b"] && configuration.keySetting == "GROQ_API_KEY")
        #expect(
            configuration.temperature == 0.5 && configuration.maximumTokens == 1_000
                && configuration.budgetTokens == 100_000)
    }

    @Test func `an address alone means a server without a key, and fallbacks are a list`() throws {
        let configuration = try #require(
            model(["LLM_BASE_URL": "http://127.0.0.1:11434/v1", "LLM_MODEL": "a", "LLM_FALLBACK_MODELS": "b, a,c"])
                .model)
        #expect(configuration.key == nil && configuration.models == ["a", "b", "c"] && configuration.api == .openai)
    }

    @Test(arguments: [
        ("LLM_TEMPERATURE", "hot"), ("LLM_BUDGET_TOKENS", "5"), ("LLM_BASE_URL", "groq"), ("LLM_API", "soap"),
        ("LLM_CA_FILE", "/no/such/file"), ("LLM_TOOL_STEPS", "99"), ("LLM_TOKENS_PER_MINUTE", "0"),
    ])
    func `a wrong value stops the start with a line that names it`(name: String, value: String) {
        let problems = model(["LLM_API_KEY": "k", name: value]).problems
        #expect(problems.count == 1 && problems[0].hasPrefix("\(name) is “\(value)”: write "))
    }
}
