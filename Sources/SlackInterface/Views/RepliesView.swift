import Domain

/// The drafts for customers, each in full and with its buttons: in the thread while they are few, in a file when they are
/// many.
///
/// Which message a draft stands in follows from the first drafts alone, so that an edit changes one message and moves none.
struct RepliesView {
    private static let maximumMessages = 5
    private static let maximumWeight = 6_800
    /// Each draft is two blocks.
    private static let maximumDrafts = 12
    private static let pieceBytes = 3_000

    let incident: Incident
    /// As they were first made.
    let drafts: [CustomerReply]

    var messages: [OutgoingMessage] {
        guard !drafts.isEmpty else {
            return [.thread("replies", "✉️ No customer is known to be affected: there is nobody to write to", [])]
        }
        let groups = groups
        let shown = groups.prefix(Self.maximumMessages).enumerated().map { index, places in
            message(index, places)
        }
        let isWhole = groups.count <= Self.maximumMessages && !drafts.contains { Self.weight($0) > Self.maximumWeight }
        return shown + (isWhole ? [] : [file])
    }

    /// Places of drafts, message by message; one group more than are shown is enough to know that not all are.
    private var groups: [Range<Int>] {
        var groups: [Range<Int>] = []
        var (start, weight) = (0, 0)
        for (place, draft) in drafts.enumerated() {
            let added = Self.weight(draft)
            if place > start, weight + added > Self.maximumWeight || place - start >= Self.maximumDrafts {
                groups.append(start..<place)
                (start, weight) = (place, 0)
                if groups.count > Self.maximumMessages { return groups }
            }
            weight += added
        }
        return groups + [start..<drafts.count]
    }

    private func message(_ index: Int, _ places: Range<Int>) -> OutgoingMessage {
        let title = index == 0 ? title : "✉️ More reply drafts"
        var blocks: [Block] = [.richText([.section([.words(title, .bold)])])]
        let current = places.map {
            (place: $0, reply: ReplyTarget(incident: incident.id, place: $0).reply(in: incident))
        }
        let replies = current.map { (place: $0.place, reply: $0.reply ?? drafts[$0.place]) }
        let isFitting = replies.reduce(0) { $0 + Self.weight($1.reply) } <= Self.maximumWeight
        // Edits may have made them longer than a message holds: each then gets its share.
        let share = isFitting ? Int.max : Self.maximumWeight / replies.count - 400
        for (place, reply) in replies { blocks += self.blocks(of: reply, place, within: share) }
        return OutgoingMessage(
            key: index == 0 ? "replies" : "replies-\(index + 1)", place: .thread,
            content: .message(MessageBody(fallback: title, blocks: blocks)))
    }

    private var title: String {
        "✉️ Reply drafts for \(drafts.count) \(drafts.count == 1 ? "customer" : "customers")"
    }

    private func blocks(of reply: CustomerReply, _ place: Int, within bytes: Int) -> [Block] {
        let name: RichText = .section([.words("To "), .untrusted(reply.customer, 200, .bold)])
        let pieces = Self.pieces(of: VisibleText.clip(reply.text, to: bytes, multiline: true))
        let text: Block = .richText([name] + pieces.map { .quote([.untrusted($0, Self.pieceBytes, multiline: true)]) })
        if let sent = incident.sentReplies[reply.customer] {
            return [text, .context("✅ Marked as sent by \(sent.by), \(sent.at)")]
        }
        let value = ReplyTarget(incident: incident.id, place: place).encoded
        return [
            text,
            .actions([
                Button(label: "Mark as sent", action: ReplySentButton.action, value: value),
                Button(label: "Edit", action: ReplyEditButton.action, value: value),
            ]),
        ]
    }

    /// What a draft adds to its message, buttons included.
    private static func weight(_ reply: CustomerReply) -> Int {
        VisibleText.escapedBytes(of: VisibleText.clip(reply.customer, to: 200))
            + VisibleText.escapedBytes(of: VisibleText.clip(reply.text, to: maximumWeight * 2, multiline: true)) + 350
    }

    /// The text as it is shown, in pieces that each fit a message.
    private static func pieces(of text: String) -> [String] {
        var pieces: [String] = []
        var piece = String.UnicodeScalarView()
        var bytes = 0
        for scalar in text.unicodeScalars {
            let added = VisibleText.escapedBytes(of: String(scalar))
            if bytes + added > pieceBytes {
                pieces.append(String(piece))
                (piece, bytes) = (String.UnicodeScalarView(), 0)
            }
            piece.append(scalar)
            bytes += added
        }
        return pieces + (piece.isEmpty && !pieces.isEmpty ? [] : [String(piece)])
    }

    /// All drafts as they are now.
    private var file: OutgoingMessage {
        let current = drafts.indices.map {
            ReplyTarget(incident: incident.id, place: $0).reply(in: incident) ?? drafts[$0]
        }
        let edits = edits
        return OutgoingMessage(
            key: "replies-file", place: .thread,
            content: .file(
                FileBody(
                    name: "incident-\(incident.id)-replies\(edits == 0 ? "" : "-edit-\(edits)").md",
                    text: current.map { "## \($0.customer)\n\n\($0.text)\n" }.joined(separator: "\n"),
                    comment: edits > 0 ? nil : comment)))
    }

    private var comment: Mrkdwn {
        """
        All \(drafts.count) drafts are in this file, which follows your edits. The messages above hold the first of them.
        """
    }

    /// How often these drafts were edited.
    private var edits: Int {
        guard let start = incident.entries.lastIndex(where: { $0.fact.kind == .repliesDrafted }),
            incident.entries[start].fact == .repliesDrafted(drafts)
        else { return 0 }
        return incident.entries[start...].count { $0.fact.kind == .replyEdited }
    }
}
