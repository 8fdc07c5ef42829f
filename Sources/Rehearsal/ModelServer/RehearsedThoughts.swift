import Foundation

/// What a good model would say about the seven prepared incidents, as a script for `RehearsedModelServer`.
///
/// It reads the request as a model does: which step asks shows in the form it asks for, what about in the evidence.
package struct RehearsedThoughts: Sendable {
    private struct Patch: Decodable, Sendable {
        let explanation: String
        let file: String
        let original: String
        let fixed: String
    }

    /// By the place they mend, e.g. `order_platform/api_gateway.py:23`; for each attempt.
    private let patches: [String: [Patch]]

    /// Throws when a bundled file is missing or malformed.
    package init() throws {
        let file = try RehearsalResources.folder("Scenarios").deletingLastPathComponent()
            .appending(components: "ModelAnswers", "patches.json")
        patches = try JSONDecoder().decode([String: [Patch]].self, from: Data(contentsOf: file))
    }

    package func reply(to call: ModelCall) -> RehearsedReply {
        let form = call.messages.first?.content ?? ""
        if form.contains("EXPLANATION-") { return .text(patch(for: call)) }
        if form.contains("confidence_reason") { return cause(for: call) }
        if form.contains("next_attempt_must") {
            return json(["why": "The change misses the case the test sends.", "next_attempt_must": "Handle that case."])
        }
        if form.contains("\"recommendations\"") {
            return json([
                "recommendations": [
                    "Test the entry points of this module with empty and incomplete input.",
                    "Alert on the first unhandled exception of this kind, not on the tenth complaint.",
                ]
            ])
        }
        if form.contains("\"replies\"") { return replies(for: call) }
        if form.contains("\"citations\"") { return answer(to: call) }
        return severity(for: call)
    }

    private func patch(for call: ModelCall) -> String {
        let diagnosis = call.data("diagnosis") ?? ""
        let attempt = call.data("earlier patches") == nil ? 0 : 1
        guard let known = patches.first(where: { diagnosis.contains("at \($0.key):") })?.value,
            let patch = known.dropFirst(attempt).first ?? known.last
        else { return "I don't know." }
        let nonce = call.nonce
        return """
            EXPLANATION-\(nonce)
            \(patch.explanation)
            FILE-\(nonce) \(patch.file)
            ORIGINAL-\(nonce)
            \(patch.original)
            FIXED-\(nonce)
            \(patch.fixed)
            END-\(nonce)
            """
    }

    private func cause(for call: ModelCall) -> RehearsedReply {
        let findings = call.data("findings") ?? ""
        let place = findings.split(separator: "\n").first { $0.hasPrefix("Place: ") }?.dropFirst(7) ?? ""
        let parts = place.split(separator: " ").first?.split(separator: ":") ?? []
        guard parts.count == 2, let line = Int(parts[1]) else { return .text("{}") }
        // Looks first, as a model with tools does.
        if !call.tools.isEmpty, !call.messages.contains(where: { $0.role == "tool" }) {
            return .tools([
                ("read_file", "{\"path\": \"\(parts[0])\", \"from\": \(max(1, line - 5)), \"to\": \(line + 5)}")
            ])
        }
        let claim: [String: Any] = [
            "statement": "This line doesn't cope with what it is given.", "kind": "source", "quote": "",
            "file": String(parts[0]), "line": line,
        ]
        return json([
            "summary": "The code takes for granted what the input does not hold.", "claims": [claim],
            "confidence": "high", "confidence_reason": "The trace ends at this line.",
        ])
    }

    private func replies(for call: ModelCall) -> RehearsedReply {
        let customers = (call.data("customers") ?? "").split(separator: "\n").filter { $0.hasPrefix("Customer-") }
            .compactMap { $0.split(separator: " ").first.map(String.init) }
        let replies = customers.map { name in
            [
                "customer": name,
                "text":
                    "Hello \(name),\n\nthank you for telling us. We found the fault and have tested a correction; it goes "
                    + "live after one last review. We are sorry for the trouble.\n\nThe support team",
            ]
        }
        return json(["replies": replies])
    }

    private func answer(to call: ModelCall) -> RehearsedReply {
        let cause = (call.data("journal") ?? "").split(separator: "\n").first { $0.contains(": root cause: ") }
        guard let cause, let number = cause.split(separator: ":").first.flatMap({ Int($0) }) else { return .text("{}") }
        let words = cause.components(separatedBy: ": root cause: ").dropFirst().joined()
        let citation: [String: Any] = ["kind": "fact", "number": number, "file": "", "id": ""]
        return json(["answer": "As far as the journal tells: \(words)", "citations": [citation]])
    }

    private func severity(for call: ModelCall) -> RehearsedReply {
        let evidence = call.data("complaints") ?? call.data("log") ?? ""
        let words = evidence.split(separator: "\n").first?.split(separator: " ").dropFirst(2).prefix(4) ?? []
        return json([
            "reason": "People can't do their work, and they say so.", "quotes": [words.joined(separator: " ")],
        ])
    }

    private func json(_ tree: [String: Any]) -> RehearsedReply { .text(RehearsedCompletion.text(tree)) }
}
