/// A model that answers in words. Its answers are untrusted: callers parse them strictly and check every value.
package protocol LanguageModel: Sendable {
    /// The name shown with what it said; where several models stand in for each other, the first one's.
    var name: String { get }

    /// One answer to one request. Asking again is safe and costs only tokens.
    ///
    /// Cancelling the task ends the call. Throws `ModelFailure`, which says what to do about it.
    /// - Parameter listener: hears the answer while it comes, where it comes piece by piece.
    func answer(_ request: ModelRequest, to listener: AnswerListener?) async throws(ModelFailure) -> ModelAnswer
}

extension LanguageModel {
    package func answer(_ request: ModelRequest) async throws(ModelFailure) -> ModelAnswer {
        try await answer(request, to: nil)
    }
}

/// Hears an answer while it comes: each time all of its text so far, so that a call made again simply begins anew.
///
/// What is heard is unchecked and may never become an answer. The answer waits while its listener is busy.
package typealias AnswerListener = @Sendable (String) async -> Void

/// What a model is asked.
package struct ModelRequest: Sendable, Equatable {
    /// The step that asks, e.g. `rootCause`; names the schema on the wire.
    package var purpose: String
    /// The first is the system's.
    package var messages: [ModelMessage]
    /// The JSON schema the answer keeps; nil for plain text.
    package var schema: AnswerSchema?
    /// What the model may call instead of answering.
    package var tools: [ModelTool]
    /// Tokens of the answer, its reasoning included.
    package var maximumTokens: Int
    /// Who goes first where calls have to wait: `p0` before the others.
    package var urgency: Severity
    /// A word of this run alone. Data stands between marks that carry it, so that no data can forge them.
    package var nonce: String

    package init(
        purpose: String, messages: [ModelMessage], schema: AnswerSchema? = nil, tools: [ModelTool] = [],
        maximumTokens: Int = 4_096, urgency: Severity = .p2, nonce: String
    ) {
        self.purpose = purpose
        self.messages = messages
        self.schema = schema
        self.tools = tools
        self.maximumTokens = maximumTokens
        self.urgency = urgency
        self.nonce = nonce
    }

    /// A rough count of its tokens, its answer included; providers count both against a minute's share.
    package var estimatedTokens: Int {
        messages.reduce(maximumTokens) { $0 + $1.text(nonce: nonce).utf8.count / 3 + 8 }
            + (schema?.json.utf8.count ?? 0) / 3 + tools.reduce(0) { $0 + $1.parameters.utf8.count / 3 + 40 }
    }

    /// A smaller request for the same answer: the longest piece of data loses its middle, and the answer's share is halved
    /// down to 1,024 tokens. Nil when nothing is left to cut.
    package func shrunk() -> ModelRequest? {
        var smaller = self
        smaller.maximumTokens = min(maximumTokens, max(1_024, maximumTokens / 2))
        let sizes = messages.map { $0.longestData }
        guard let place = sizes.indices.max(by: { sizes[$0] < sizes[$1] }), sizes[place] > 1_200 else {
            return smaller.maximumTokens < maximumTokens ? smaller : nil
        }
        smaller.messages[place].halveLongestData()
        return smaller
    }
}

/// One turn of a conversation.
package struct ModelMessage: Sendable, Equatable {
    package enum Role: String, Sendable { case system, user, assistant, tool }

    package enum Part: Sendable, Equatable {
        /// Ours, or the model's own.
        case words(String)
        /// Untrusted. Marked as data wherever it goes.
        case data(label: String, String)
    }

    package var role: Role
    package var parts: [Part]
    /// What the assistant called in this turn.
    package var toolCalls: [ModelToolCall]
    /// The call this turn answers, for `tool`.
    package var callID: String?

    package init(_ role: Role, _ parts: [Part], toolCalls: [ModelToolCall] = [], callID: String? = nil) {
        self.role = role
        self.parts = parts
        self.toolCalls = toolCalls
        self.callID = callID
    }

    /// As it is sent.
    package func text(nonce: String) -> String {
        parts.map { part in
            switch part {
            case .words(let text): text
            // The nonce is made after the data was written; were it in there all the same, it goes.
            case .data(let label, let text):
                "<data-\(nonce) name=\"\(label)\">\n\(text.replacing(nonce, with: "…"))\n</data-\(nonce)>"
            }
        }
        .joined(separator: "\n\n")
    }

    fileprivate var longestData: Int { parts.map(\.dataSize).max() ?? 0 }

    fileprivate mutating func halveLongestData() {
        guard let place = parts.indices.max(by: { parts[$0].dataSize < parts[$1].dataSize }),
            case .data(let label, let text) = parts[place]
        else { return }
        let share = text.count / 4
        parts[place] = .data(
            label: label, "\(text.prefix(share))\n… the middle is left out, for length …\n\(text.suffix(share))")
    }
}

extension ModelMessage.Part {
    fileprivate var dataSize: Int { if case .data(_, let text) = self { text.utf8.count } else { 0 } }
}

/// The JSON schema of an answer, as text.
package struct AnswerSchema: Sendable, Equatable {
    package let name: String
    package let json: String

    package init(name: String, json: String) {
        self.name = name
        self.json = json
    }
}

/// Something a model may call. Reading only: nothing a model can call changes anything.
package struct ModelTool: Sendable, Equatable {
    package let name: String
    package let description: String
    /// JSON schema of the arguments.
    package let parameters: String

    package init(name: String, description: String, parameters: String) {
        self.name = name
        self.description = description
        self.parameters = parameters
    }
}

/// A call a model asks for. Name and arguments are untrusted.
package struct ModelToolCall: Sendable, Equatable {
    package let id: String
    package let name: String
    /// JSON as the model wrote it.
    package let arguments: String

    package init(id: String, name: String, arguments: String) {
        self.id = id
        self.name = name
        self.arguments = arguments
    }
}

/// What a model answered.
package struct ModelAnswer: Sendable, Equatable {
    package enum End: String, Sendable { case complete, length, toolCalls }

    package var text: String
    package var toolCalls: [ModelToolCall]
    package var end: End
    package var usage: ModelUsage
    /// The model that answered, by its provider's name.
    package var model: String
    /// What the provider says of its limits.
    package var rate: ModelRate?

    package init(
        text: String, toolCalls: [ModelToolCall] = [], end: End = .complete, usage: ModelUsage = ModelUsage(),
        model: String, rate: ModelRate? = nil
    ) {
        self.text = text
        self.toolCalls = toolCalls
        self.end = end
        self.usage = usage
        self.model = model
        self.rate = rate
    }
}

/// A provider's word on a minute's share of tokens.
package struct ModelRate: Sendable, Equatable {
    package let tokensPerMinute: Int
    package let remaining: Int
    /// Until the share is whole again.
    package let resetSeconds: Double

    package init(tokensPerMinute: Int, remaining: Int, resetSeconds: Double) {
        self.tokensPerMinute = tokensPerMinute
        self.remaining = remaining
        self.resetSeconds = resetSeconds
    }
}

/// Tokens of one or several calls.
package struct ModelUsage: Sendable, Codable, Equatable {
    package var prompt: Int
    package var completion: Int

    package init(prompt: Int = 0, completion: Int = 0) {
        self.prompt = prompt
        self.completion = completion
    }

    package var total: Int { prompt + completion }

    package static func + (left: Self, right: Self) -> Self {
        Self(prompt: left.prompt + right.prompt, completion: left.completion + right.completion)
    }
}
