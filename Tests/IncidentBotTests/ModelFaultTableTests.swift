import Adapters
import Agents
import Domain
import Foundation
import Rehearsal
import ServiceLifecycle
import TestSupport
import Testing

@testable import IncidentBot
@testable import SlackInterface

/// The table of faults in the documentation: each row over real HTTP, down to the words on the card.
@Suite(.serialized, .timeLimit(.minutes(2))) struct ModelFaultTableTests {
    enum Step: Sendable {
        /// An answer that keeps a schema, which comes whole.
        case severity
        /// An answer in a form of its own, which is streamed.
        case patch
    }

    struct Row: Sendable, CustomTestStringConvertible {
        let fault: String
        let step: Step
        let replies: [@Sendable (ModelCall) -> RehearsedReply]
        /// Nil where people see nothing of it.
        let words: String?
        /// How long the model may be silent: too short for a server that is slow only where silence is the fault.
        var stallSeconds = 30.0

        init(_ fault: String, _ step: Step = .severity, _ replies: RehearsedReply..., sees words: String?) {
            (self.fault, self.step, self.words) = (fault, step, words)
            self.replies = replies.map { reply in { _ in reply } }
        }

        /// A patch, as the model writes it.
        init(_ fault: String, file: String, original: String, sees words: String) {
            (self.fault, self.step, self.words) = (fault, .patch, words)
            replies = [
                { call in
                    let n = call.nonce
                    return .text(
                        "EXPLANATION-\(n)\nBetter.\nFILE-\(n) \(file)\nORIGINAL-\(n)\n\(original)\nFIXED-\(n)\nb\nEND-\(n)"
                    )
                }
            ]
        }

        var testDescription: String { fault }

        func impatient() -> Self {
            var row = self
            row.stallSeconds = 1
            return row
        }
    }

    private static func limit(_ message: String, code: String = "rate_limit_exceeded") -> RehearsedReply {
        .refusal(429, message: message, type: "tokens", code: code)
    }

    private static let fine = RehearsedReply.text(#"{"reason": "People can't pay.", "quotes": ["KeyError"]}"#)

    static let rows = [
        Row(
            "429, a minute's limit", .severity, limit("on tokens per minute (TPM). Please try again in 11.455s."), fine,
            sees: nil),
        Row(
            "429, a day's limit", .severity, limit("on tokens per day (TPD). Please try again in 9m38.016s."),
            sees: "the daily limit of m is used up for another 10 min"),
        Row(
            "429, no quota", .severity, limit("You exceeded your current quota", code: "insufficient_quota"),
            sees: "the account for m has no quota left: look at its billing"),
        Row(
            "413, or a context that is too long", .severity, .refusal(413, message: "Request too large (TPM)"),
            sees: "the request is too large for m"),
        Row(
            "401 and 403, a wrong key", .severity, .refusal(401, message: "Invalid API Key"),
            sees: "m refused the key: check GROQ_API_KEY"),
        Row(
            "404, an unknown model", .severity, .refusal(404, message: "no such model", code: "model_not_found"),
            sees: "there is no model m at this address: check LLM_MODEL, LLM_FALLBACK_MODELS and LLM_BASE_URL"),
        Row(
            "498 and 5xx, again and again", .severity, .refusal(498, message: "capacity_exceeded"),
            sees: "m is not available (status 498)"),
        Row("5xx, and then an answer", .severity, .refusal(503), .refusal(500), fine, sees: nil),
        Row(
            "the connection ends in the middle", .severity, .brokenOff("{"),
            sees: "the connection to m broke off"),
        Row(
            "an error in the middle of a stream", .patch,
            .raw("data: {\"error\":{\"message\":\"over capacity\"}}\n\n"), sees: "m broke off: over capacity"),
        Row("silence in a stream", .patch, .stall(12), sees: "m did not answer in time").impatient(),
        Row("a body that isn't JSON", .severity, .raw("<html>"), sees: "m gave an answer that isn't JSON"),
        Row("an empty answer", .severity, .text(" "), sees: "m gave an empty answer"),
        Row("no room for the answer", .severity, .cutAtLength(""), sees: "m ran out of room for its answer"),
        Row(
            "nonsense", .severity, .text("lorem ipsum"),
            sees: "the model's answer could not be used: it holds no JSON object"),
        Row(
            "JSON of another schema", .severity, .text("{\"approve\": true}"),
            sees: "the model's answer could not be used: the answer lacks the field reason"),
        Row(
            "an answer repaired at the second try", .severity, .text("lorem ipsum"), fine, sees: nil),
        Row(
            "a patch for another file", file: "tests/test_cart.py", original: "a",
            sees: "the model's answer could not be used: Refused by rule: a patch must not change tests"),
        Row(
            "a patch that doesn't match the file", file: "shop/cart.py", original: "no such line",
            sees: "the model's answer could not be used: The patch replaces text that"),
    ]

    @Test(arguments: rows) func `a fault is seen as the table says, and the rules go on`(row: Row) async throws {
        let (incident, isRuleBased) = try await play(row)
        let card = try Self.card(of: incident)
        if let words = row.words {
            let isSaid = card.contains("Rules were used instead, because ") && card.contains(words)
            #expect(isSaid && isRuleBased, "\(incident.consultations.compactMap(\.fallbackReason))")
        } else {
            let isSaid = card.contains("Without the model")
            #expect(!isSaid && !isRuleBased)
        }
        let words = row.words ?? "nothing"
        let table = try String(contentsOf: Self.article, encoding: .utf8).split(separator: "\n")
        #expect(
            table.contains { $0.hasPrefix("| \(row.fault) |") && $0.contains(words) },
            "Models.md lacks the row of \(row.fault)")
    }

    private static func card(of incident: Incident) throws -> String {
        let card = IncidentMessages.desired(for: incident, links: IncidentLinks(publicURL: nil)).first
        guard case .message(let body) = card?.content else { throw DemoError("There is no card.") }
        return JSONValue.object(body.json).encoded
    }

    private static let article = Stage.knowledge.deletingLastPathComponent()
        .appending(path: "Sources/IncidentBot/Documentation.docc/Models.md")

    /// The incident after the step, with the account of it, and whether its result is the rules'.
    private func play(_ row: Row) async throws -> (Incident, isRuleBased: Bool) {
        let server = RehearsedModelServer(port: 0, logger: Stage.logger) { call, number in
            row.replies[min(number, row.replies.count) - 1](call)
        }
        return try await ServiceGroup.run([server], logger: Stage.logger) {
            let origin = try #require(await server.origin)
            let endpoint = ModelEndpoint(
                baseURL: origin.appending(path: "v1"), key: "k", stallSeconds: row.stallSeconds,
                keySetting: "GROQ_API_KEY")
            let model = FallbackLanguageModel(
                [OpenAICompatibleLanguageModel(name: "m", endpoint: endpoint, http: CurlHTTPClient())],
                time: ModelTime(now: ModelTime.system.now, sleep: { _ in }, chance: { 0 }))
            return try await Self.ask(row.step, model)
        }
    }

    private static func ask(_ step: Step, _ model: any LanguageModel) async throws -> (Incident, Bool) {
        let log = RecordingConsultationLog()
        let adviser = ModelAdviser(model: model, log: log, redactor: Redactor(salt: [1]))
        let facts = facts
        let incident = try #require(Incident.made(of: facts))
        let isRuleBased: Bool
        switch step {
        case .severity:
            let rules = try await SeverityAgent().run(on: incident)
            isRuleBased =
                try await ModelSeverityAgent(rules: SeverityAgent(), adviser: adviser).run(on: incident) == rules
        case .patch:
            isRuleBased = try await ModelPatches.candidate(for: incident, adviser: adviser) == nil
        }
        let draft = try #require(log.drafts.first)
        let account = Consultation(
            step: draft.step, model: draft.model, prompt: draft.prompt, outcome: draft.outcome, usage: draft.usage,
            cost: nil, seconds: 1, exchanges: [])
        return (try #require(Incident.made(of: facts + [.modelConsulted(account)])), isRuleBased)
    }

    private static let facts: [Fact] = {
        let error = ErrorGroup(
            signature: ErrorSignature(language: .python, exception: "KeyError", message: "'sku'", frames: []), count: 2)
        let correlation = Correlation(
            title: "KeyError in total", mainError: error, errors: [error], services: [], requestIDs: [], userIDs: [],
            customers: [], digest: LogDigest(totalBytes: 9, totalLines: 1, text: "KeyError: 'sku'"), problems: [])
        return [.correlated(correlation), .precedentsFound([])]
    }()
}
