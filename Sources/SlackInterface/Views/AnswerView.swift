import Domain

/// The answer to a question in the thread, with what it rests on.
enum AnswerView {
    /// All paragraphs of one answer, in bytes; a message holds about twice that with code and citations.
    private static let maximumText = 4_200
    private static let maximumCode = 2_600

    static func message(_ answer: ThreadAnswer, of incident: Incident, number: Int) -> OutgoingMessage {
        let asked = incident.conversation.questions.first { $0.question.message == answer.message }
        var elements: [RichText] = [.section([.untrusted(answer.title, 300, .bold)])]
        if let asked, asked.question.topic == nil { elements.append(.quote([.untrusted(asked.question.text, 200)])) }
        elements += paragraphs(answer.paragraphs)
        if let code = answer.code, !code.isEmpty { elements.append(.preformatted(untrusted: code, bytes: maximumCode)) }
        if !answer.citations.isEmpty {
            elements.append(.section([.words("Sources", .bold)]))
            elements.append(.list(answer.citations.prefix(8).map(citation)))
        }
        return OutgoingMessage(
            key: "answer-\(number)", place: .thread,
            content: .message(MessageBody(fallback: answer.title, blocks: [.richText(elements)])))
    }

    private static func paragraphs(_ texts: [String]) -> [RichText] {
        var elements: [RichText] = []
        var left = maximumText
        for text in texts.prefix(30) where !text.isEmpty {
            let shown = VisibleText.clip(text, to: min(left, 1_200), multiline: true)
            guard !shown.isEmpty, left > 40 else { break }
            left -= VisibleText.escapedBytes(of: shown) + 40
            elements.append(.section([.untrusted(shown, 4_000, multiline: true)]))
        }
        return elements
    }

    private static func citation(_ citation: AnswerCitation) -> [RichText.Leaf] {
        switch citation {
        case .fact(let sequence, let kind): [.words("Journal, entry \(sequence): \(kind.rawValue)")]
        case .source(let place):
            [
                .words("Source: "), .untrusted("\(place.file):\(place.line)", 120, .code), .words(" "),
                .untrusted(place.code, 100, .code),
            ]
        case .knowledge(let passage):
            [
                .words(passage.kind == .incident ? "Past incident: " : "Runbook: "), .untrusted(passage.title, 120),
                .words(" ("), .untrusted(passage.id, 80, .code), .words(")"),
            ]
        }
    }
}
