import Domain

/// How a step's thinking looks in the thread: while it grows, and when it came to nothing. What came of it is a fact's
/// message, which takes this one's place under the same key.
struct ThinkingView {
    let thinking: Thinking

    /// Far below what a stream, an update and a message take.
    private static let maximumBytes = 2_500

    var key: String {
        switch thinking.step {
        case .fixGenerator: PatchView.key(thinking.number)
        default: ExplanationView.key(thinking.number)
        }
    }

    /// Markdown for a stream.
    var markdown: String {
        "**\(title)**\n\n\(StreamText.neutral(thinking.text, bytes: Self.maximumBytes))"
    }

    /// The same as a message of its own.
    var message: OutgoingMessage {
        .thread(key, title, [.section([.untrusted(thinking.text, Self.maximumBytes)])])
    }

    func dropped(because reason: String) -> OutgoingMessage {
        .thread(
            key, "💭 \(subject): nothing came of this thought",
            [
                .section([.words("It was not used: "), .untrusted(reason, 400), .words(".")]),
                .quote([.untrusted(thinking.text, Self.maximumBytes)]),
            ])
    }

    private var title: String { "💭 \(subject): a model thinks aloud, unchecked so far" }

    private var subject: String {
        switch thinking.step {
        case .fixGenerator: "Patch \(thinking.number)"
        default: "Why it happened"
        }
    }
}

/// A model's explanation of the cause, as it counts: every claim with a line that exists.
enum ExplanationView {
    static func key(_ number: Int) -> String { "explanation-\(number)" }

    /// Nothing where the rules explain: the card says it all.
    static func messages(_ diagnosis: Diagnosis, number: Int) -> [OutgoingMessage] {
        guard case .model(let name) = diagnosis.mode else { return [] }
        return [
            .thread(
                key(number), "🧭 Why it happened",
                [
                    .section([.untrusted(diagnosis.summary, 2_500, multiline: true)]),
                    .section([.words("Explained by "), .untrusted(name, 80), .words("; the lines it cites exist.")]),
                ])
        ]
    }
}
