import Domain
import Foundation

/// A person's message, as an event brings it. Nil for everything that isn't one: bots, edits, joins, our own words.
struct ThreadMessage: Codable, Sendable, Equatable {
    let reference: MessageReference
    let user: String
    /// The first message of its thread; nil for one that begins none.
    let thread: String?
    /// As it was typed, without the mention of the bot.
    var text: String
    let isDirect: Bool
    let mentionsBot: Bool
    var files: [JSONValue]

    /// Messages of people: plain ones, with files, and replies that are shown in the channel too.
    private static let subtypes: Set<String?> = [nil, "file_share", "thread_broadcast"]

    /// - Parameter bot: the bot's own user, as the delivery names it.
    init?(_ event: JSONValue, bot: String?) {
        let type = event["type"]?.string
        guard type == "message" || type == "app_mention", Self.subtypes.contains(event["subtype"]?.string),
            event["bot_id"]?.string == nil, event["hidden"]?.bool != true,
            let user = event["user"]?.string, user != bot, SlackIdentifier.isUser(user),
            let channel = event["channel"]?.string, let timestamp = event["ts"]?.string
        else { return nil }
        let raw = event["text"]?.string ?? ""
        let mention = bot.map { "<@\($0)>" }
        self.user = user
        reference = MessageReference(channel: channel, timestamp: timestamp)
        thread = event["thread_ts"]?.string
        isDirect = event["channel_type"]?.string == "im" || channel.hasPrefix("D")
        mentionsBot = type == "app_mention" || mention.map { raw.contains($0) } == true
        let unaddressed = mention.map { raw.replacing($0, with: " ") } ?? raw
        text = TypedText.plain(unaddressed).trimmingCharacters(in: .whitespacesAndNewlines)
        files = event["files"]?.array ?? []
    }

    /// Whether the person speaks to the bot rather than to the others.
    var isToBot: Bool { mentionsBot || isDirect }
}

/// Message text as it was typed: what Slack made of addresses and names is taken back.
enum TypedText {
    static func plain(_ text: String) -> String {
        var plain = ""
        var rest = text[...]
        while let open = rest.firstIndex(of: "<") {
            plain += rest[..<open]
            guard let close = rest[open...].firstIndex(of: ">") else {
                rest = rest[open...]
                break
            }
            plain += shown(rest[rest.index(after: open)..<close])
            rest = rest[rest.index(after: close)...]
        }
        return VisibleText.unescape(plain + rest)
    }

    private static func shown(_ token: Substring) -> String {
        let parts = token.split(separator: "|", maxSplits: 1)
        let label = parts.count > 1 ? String(parts[1]) : nil
        switch token.first {
        case "@": return "@" + (label ?? String(token.dropFirst()))
        case "#": return "#" + (label ?? String(token.dropFirst()))
        case "!": return "@" + (label ?? String(parts.first?.dropFirst() ?? ""))
        default: return label ?? String(token)
        }
    }
}
