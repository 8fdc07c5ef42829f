import Domain

/// The drafts for customers, each in full: in the thread while they are few, in a file when they are many.
enum RepliesView {
    private static let maximumMessages = 5
    private static let maximumWeight = 7_000
    private static let pieceBytes = 3_000

    static func messages(_ replies: [CustomerReply], of incident: IncidentID) -> [OutgoingMessage] {
        guard !replies.isEmpty else {
            return [.thread("replies", "✉️ No customer is known to be affected: there is nobody to write to", [])]
        }
        let pages = pages(of: replies)
        let shown = pages.prefix(maximumMessages).enumerated().map { index, page in
            OutgoingMessage.thread(
                index == 0 ? "replies" : "replies-\(index + 1)", title(of: index, replies.count), page)
        }
        return shown + (pages.count > maximumMessages ? [file(replies, of: incident)] : [])
    }

    private static func title(of index: Int, _ count: Int) -> String {
        index == 0 ? "✉️ Reply drafts for \(count) \(count == 1 ? "customer" : "customers")" : "✉️ More reply drafts"
    }

    private static func pages(of replies: [CustomerReply]) -> [[RichText]] {
        var pages: [[RichText]] = [[]]
        var weight = 0
        for element in replies.lazy.flatMap(elements) {
            let added = MessageBody.weight(element.json)
            if weight + added > maximumWeight {
                // One page more than are shown is enough to know that not all are.
                guard pages.count <= maximumMessages else { break }
                pages.append([])
                weight = 0
            }
            pages[pages.count - 1].append(element)
            weight += added
        }
        return pages
    }

    private static func elements(of reply: CustomerReply) -> [RichText] {
        [.section([.words("To "), .untrusted(reply.customer, 200, .bold)])]
            + pieces(of: reply.text).map { .quote([.untrusted($0, pieceBytes * 8, multiline: true)]) }
    }

    /// The text in pieces that each fit a message, whatever escaping makes of them.
    private static func pieces(of text: String) -> [String] {
        var pieces: [String] = []
        var piece = String.UnicodeScalarView()
        var bytes = 0
        for scalar in text.unicodeScalars {
            let added = VisibleText.escapedBytes(of: VisibleText.clip(String(scalar), to: 16, multiline: true))
            if bytes + added > pieceBytes {
                pieces.append(String(piece))
                (piece, bytes) = (String.UnicodeScalarView(), 0)
            }
            piece.append(scalar)
            bytes += added
        }
        return pieces + (piece.isEmpty && !pieces.isEmpty ? [] : [String(piece)])
    }

    private static func file(_ replies: [CustomerReply], of incident: IncidentID) -> OutgoingMessage {
        let text = replies.map { "## \($0.customer)\n\n\($0.text)\n" }.joined(separator: "\n")
        return OutgoingMessage(
            key: "replies-file", place: .thread,
            content: .file(
                FileBody(
                    name: "incident-\(incident)-replies.md", text: text,
                    comment: "All \(replies.count) drafts. The messages above hold the first of them.")))
    }
}
