/// Slack's way to say no: `{"ok":false,"error":code}`, with details where it gives any.
package struct Refusal: Error, Sendable, Equatable {
    /// Slack's word for it, e.g. `channel_not_found`.
    package let code: String
    /// What `response_metadata.messages` holds.
    package let messages: [String]

    package init(_ code: String, _ messages: [String] = []) {
        self.code = code
        self.messages = messages
    }

    static func invalidArguments(_ message: String) -> Refusal {
        Refusal("invalid_arguments", ["[ERROR] \(message)"])
    }

    var answer: JSON {
        var fields: [String: JSON] = ["ok": false, "error": .string(code)]
        if !messages.isEmpty {
            fields["response_metadata"] = ["messages": .array(messages.map(JSON.string))]
        }
        return .object(fields)
    }
}
