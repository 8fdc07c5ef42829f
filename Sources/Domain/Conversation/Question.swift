/// A message of a person's, by the chat service's own names. The same message always has the same reference.
package struct MessageReference: Sendable, Codable, Hashable {
    package let channel: String
    /// Slack's `ts`.
    package let timestamp: String

    package init(channel: String, timestamp: String) {
        self.channel = channel
        self.timestamp = timestamp
    }
}

/// Something a person asked in an incident's thread.
package struct Question: Sendable, Codable, Equatable {
    package let message: MessageReference
    /// Untrusted; the mention of the bot is taken off.
    package let text: String
    /// The word it was asked with; nil for a free question.
    package let topic: ThreadTopic?

    package init(message: MessageReference, text: String, topic: ThreadTopic?) {
        self.message = message
        self.text = text
        self.topic = topic
    }
}

/// What the thread can be asked with one word.
package enum ThreadTopic: String, Sendable, Codable, CaseIterable {
    case status, why, diff, tests, similar, timeline, customers, postmortem, help
}

/// An answer to one question, with everything it rests on. Any of its text may hold words of others.
package struct ThreadAnswer: Sendable, Codable, Equatable {
    package let message: MessageReference
    package let title: String
    /// Each a sentence or a few.
    package let paragraphs: [String]
    /// A diff or a table, shown in a fixed width.
    package let code: String?
    package let citations: [AnswerCitation]
    package let mode: ReasoningMode

    package init(
        message: MessageReference, title: String, paragraphs: [String], code: String? = nil,
        citations: [AnswerCitation], mode: ReasoningMode = .ruleBased
    ) {
        self.message = message
        self.title = title
        self.paragraphs = paragraphs
        self.code = code
        self.citations = citations
        self.mode = mode
    }
}

/// Something an answer rests on.
package enum AnswerCitation: Sendable, Codable, Equatable {
    /// An entry of the incident's journal, by its number.
    case fact(sequence: Int, kind: Fact.Kind)
    /// A line of the repository at the diagnosed commit.
    case source(CodeLocation)
    case knowledge(Passage)
}

/// Somebody wants another attempt.
package struct Retry: Sendable, Codable, Equatable {
    /// What the next patch should do; may be empty.
    package let hint: String
    /// The message it was asked with.
    package let message: MessageReference

    package init(hint: String, message: MessageReference) {
        self.hint = hint
        self.message = message
    }
}
