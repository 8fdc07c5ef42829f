import Domain
import Foundation

extension IncidentPage {
    private static let columns = ["Step", "Model", "Prompt", "Answer", "Tokens", "Cost", "Time", "Sent and received"]

    /// What was asked of models, what it cost, and what became of the answers.
    var models: HTML? {
        let consultations = incident.consultations
        guard !consultations.isEmpty else { return nil }
        let rows = consultations.enumerated().map { place, value -> HTML in
            let outcome: String = value.fallbackReason.map { "rule-based: " + $0 } ?? "used"
            return """
                <tr><th scope="row">\(Words.agent(value.step))</th><td>\(value.model)</td><td>\(value.prompt)</td>\
                <td>\(outcome)</td>\
                <td>\(value.usage.total)</td><td>\(Words.cost(value.cost))</td><td>\(Words.seconds(value.seconds))</td>\
                <td><a href="/incidents/\(incident.id.rawValue)/models/\(place + 1)">Texts of question \(place + 1)</a></td></tr>
                """
        }
        let costs = consultations.compactMap(\.cost)
        let total = costs.isEmpty ? nil : costs.reduce(0, +)
        return """
            <h2>Model</h2>
            <div class="scroll" tabindex="0" role="region" aria-label="Questions to models"><table class="models"><thead><tr>\
            \(Self.columns.map { "<th scope=\"col\">\($0)</th>" as HTML })</tr></thead><tbody>\(rows)</tbody></table></div>
            <p class="soft">\(incident.tokensSpent) tokens in all, \(Words.cost(total)).</p>
            """
    }
}

extension Words {
    static func cost(_ dollars: Double?) -> String {
        dollars.map { "$" + String(format: "%.4f", $0) } ?? "cost not known"
    }
}

/// What was sent to a model in one step, and what came back: redacted, customers under pseudonyms.
struct ConsultationPage {
    private let consultation: Consultation
    private let incident: IncidentID
    private let texts: [(request: String, answer: String)]

    private static let missing = "No longer kept."

    init(
        _ consultation: Consultation, of incident: IncidentID, reading evidence: any EvidenceStore
    ) async throws(PortError) {
        self.consultation = consultation
        self.incident = incident
        var texts: [(String, String)] = []
        for exchange in consultation.exchanges {
            let request = try await evidence.bytes(for: exchange.request).map { String(decoding: $0, as: UTF8.self) }
            var answer = "No answer came."
            if let key = exchange.answer {
                answer = try await evidence.bytes(for: key).map { String(decoding: $0, as: UTF8.self) } ?? Self.missing
            }
            texts.append((request ?? Self.missing, answer))
        }
        self.texts = texts
    }

    var html: HTML {
        let outcome: String =
            consultation.fallbackReason.map { "Rule-based instead: " + $0 + "." } ?? "The answer was used."
        let exchanges = texts.enumerated().map { place, text -> HTML in
            """
            <h2>Question \(place + 1)</h2>
            <pre tabindex="0" role="region" aria-label="Sent, question \(place + 1)"><code>\(text.request)</code></pre>
            <h3>Answer</h3>
            <pre tabindex="0" role="region" aria-label="Received, question \(place + 1)"><code>\(text.answer)</code></pre>
            """
        }
        return """
            <p class="soft"><a href="/incidents/\(incident.rawValue)">Incident \(incident.rawValue)</a></p>
            <h1>\(Words.agent(consultation.step)) and \(consultation.model)</h1>
            <p>Prompt \(consultation.prompt), \(consultation.usage.prompt) tokens sent, \(consultation.usage.completion) received. \
            \(outcome)</p>
            \(exchanges)
            """
    }
}
