import Domain

/// Something that was posted in the thread and might be of use: a question with two buttons, and later what became of it.
enum OfferView {
    static func message(_ offer: EvidenceOffer, of incident: Incident, number: Int) -> OutgoingMessage {
        let outcome = incident.conversation.offer(offer.message)?.outcome
        let title =
            outcome == nil ? "This looks like \(name(offer)). \(question(offer))" : "This looks like \(name(offer))."
        var blocks: [Block] = [.richText([.section([.words(title)])] + files(offer))]
        let value = OfferTarget(incident: incident.id, message: offer.message).encoded
        switch outcome {
        case nil:
            blocks.append(
                .actions([
                    Button(
                        label: offer.kind == .patch ? "Propose it" : "Add it", action: EvidenceButtons.add,
                        value: value,
                        style: .primary),
                    Button(label: "Ignore", action: EvidenceButtons.ignore, value: value),
                ]))
        case .added(let by, let at):
            blocks.append(.context(offer.kind == .patch ? "Handed in by \(by), \(at)" : "✅ Added by \(by), \(at)"))
        case .dismissed(let by, let at): blocks.append(.context("Left out by \(by), \(at)"))
        }
        return OutgoingMessage(
            key: "offer-\(number)", place: .thread, content: .message(MessageBody(fallback: title, blocks: blocks)))
    }

    private static func name(_ offer: EvidenceOffer) -> String {
        switch offer.kind {
        case .log: "a log"
        case .complaint: "a complaint"
        case .patch: "a patch"
        }
    }

    private static func question(_ offer: EvidenceOffer) -> String {
        switch offer.kind {
        case .log, .complaint:
            "Use it as evidence? The analysis begins anew with it, and a patch that waits for a decision is set aside."
        case .patch: "Propose it in place of the patch on the card?"
        }
    }

    private static func files(_ offer: EvidenceOffer) -> [RichText] {
        guard !offer.attachments.isEmpty else { return [] }
        return [.list(offer.attachments.prefix(10).map { [.untrusted($0.name, 120, .code)] })]
    }
}

/// What a new round of work begins with.
enum RoundView {
    static func added(_ entry: JournalEntry, number: Int) -> OutgoingMessage {
        message(
            "evidence-\(number)", "New evidence was added",
            "🧾 *New evidence* was added by \(entry.actor). I look at everything again; a patch that waited is outdated.",
            nil)
    }

    static func retried(
        _ entry: JournalEntry, _ retry: Retry, of incident: Incident, number: Int
    ) -> OutgoingMessage {
        let before = Incident(entries: Array(incident.entries.prefix { $0.sequence < entry.sequence }))
        let resumed: Mrkdwn =
            incident.isApprovedAndVerified ? "The approved patch is published as it is." : "I go on where I stopped."
        let what = before?.retryResumes == true ? resumed : "A patch that waited is set aside."
        return message(
            "retry-\(number)", "Another attempt was asked for",
            "🔁 *Another attempt* was asked for by \(entry.actor). \(what)", retry.hint)
    }

    private static func message(
        _ key: String, _ fallback: String, _ words: Mrkdwn, _ quote: String?
    ) -> OutgoingMessage {
        let quoted = quote.flatMap {
            $0.isEmpty ? nil : Block.richText([.quote([.untrusted($0, 2_000, multiline: true)])])
        }
        return OutgoingMessage(
            key: key, place: .thread,
            content: .message(MessageBody(fallback: fallback, blocks: [.section(words)] + (quoted.map { [$0] } ?? []))))
    }
}
