import Domain
import Foundation

/// What is usable of a message somebody started an incident from: its text as it was typed, and its files.
struct QuotedMessage: Sendable, Equatable {
    /// Text of the message and of what alert services attach to it. Untrusted.
    let text: String
    /// Slack's file objects.
    let files: [JSONValue]
    let author: String?

    var isEmpty: Bool { files.isEmpty && text.allSatisfy(\.isWhitespace) }

    /// Reads a message of Slack's, or what `json` made of one.
    init(_ message: JSONValue) {
        if let kept = message["kept_text"]?.string {
            text = kept
        } else {
            let attached = (message["attachments"]?.array ?? []).flatMap(Self.parts)
            let typed = message["text"]?.string ?? ""
            // Some apps say everything in blocks.
            let inBlocks = typed.allSatisfy(\.isWhitespace) ? Self.words(in: message["blocks"] ?? .null) : []
            let parts = [typed] + inBlocks + attached
            text = parts.map(Self.plain).filter { !$0.isEmpty }.joined(separator: "\n")
        }
        files = message["files"]?.array ?? []
        author = message["user"]?.string
    }

    /// To be kept and read again.
    var json: JSONValue {
        var members: [String: JSONValue] = ["kept_text": .string(text), "files": .array(files)]
        members["user"] = author.map { .string($0) }
        return .object(members)
    }

    /// The same without its secrets; it is kept before anybody decides to open an incident.
    func redacted(by redactor: Redactor) -> Self {
        var members: [String: JSONValue] = [
            "kept_text": .string(redactor.redact(text)), "files": .array(files.map { $0.reducedFile(by: redactor) }),
        ]
        members["user"] = author.map { .string($0) }
        return Self(.object(members))
    }

    private static func parts(of attachment: JSONValue) -> [String] {
        let fields = (attachment["fields"]?.array ?? []).map { field in
            [field["title"]?.string, field["value"]?.string].compactMap { $0 }.joined(separator: ": ")
        }
        let own = ["pretext", "title", "text"].compactMap { attachment[$0]?.string } + fields
        return own.isEmpty ? [attachment["fallback"]?.string].compactMap { $0 } : own
    }

    /// Texts of blocks that are read, top to bottom; buttons and menus are none.
    private static func words(in value: JSONValue) -> [String] {
        switch value {
        case .array(let items): return items.flatMap(words)
        case .object(let members):
            if let text = members["text"]?.string { return [text] }
            return ["text", "fields", "elements"].flatMap { name in
                members["type"] == "actions" ? [] : members[name].map(words) ?? []
            }
        default: return []
        }
    }

    /// Slack's markup as it was typed: code fences go, links and mentions become what they say.
    private static func plain(_ text: String) -> String {
        let bare = text.replacing(/\n?```\n?/, with: "\n")
        let spelled = bare.replacing(/<([^<>|\n]+)(?:\|([^<>\n]*))?>/) { match in
            let label = match.output.2.map(String.init) ?? ""
            return label.isEmpty ? String(match.output.1) : label
        }
        return VisibleText.unescape(spelled).trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
