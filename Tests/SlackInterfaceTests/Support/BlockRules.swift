import Foundation

@testable import SlackInterface

/// Slack's rules for a message, written down again from its published limits; says everything that breaks one.
struct BlockRules {
    private let limits: [String: Int]
    private let allowedLinks: Set<String>

    init(allowedLinks: Set<String>) throws {
        limits = try JSONDecoder().decode(
            [String: Int].self, from: Data(try Fixture.text("blockkit-limits.json").utf8))
        self.allowedLinks = allowedLinks
    }

    func breaches(of message: MessageBody) -> [String] {
        let json = message.json
        let blocks = json["blocks"]?.array ?? []
        let strips = json["attachments"]?.array ?? []
        let all = blocks + strips.flatMap { $0["blocks"]?.array ?? [] }
        var report: [String] = []
        if all.count > limit("message.blocks.max_items") { report.append("\(all.count) blocks") }
        if blocks.isEmpty { report.append("no blocks") }
        let fallback = json["text"]?.string ?? ""
        if fallback.isEmpty || fallback.utf8.count > 4_000 { report.append("fallback of \(fallback.utf8.count) bytes") }
        if fallback.contains("<") || fallback.contains(">") { report.append("markup in the fallback") }
        for block in all { report += breaches(ofBlock: block) }
        let text = all.reduce(0) { $0 + shownBytes($1) }
        if text > 9_000 { report.append("\(text) bytes of text in all") }
        return report
    }

    private func breaches(ofBlock block: JSONValue) -> [String] {
        switch block["type"]?.string {
        case "header": plain(block["text"], "header.text.max_length")
        case "section": markup(block["text"], "section.text.max_length")
        case "context":
            count(block["elements"], 1, "context.elements.max_items")
                + each(block["elements"]) { markup($0, "text.max_length") }
        case "actions":
            count(block["elements"], 1, "actions.elements.max_items") + each(block["elements"], button)
        case "rich_text": count(block["elements"], 1, nil) + each(block["elements"], richText)
        case "divider": []
        default: ["unknown block \(block["type"]?.string ?? "without type")"]
        }
    }

    private func button(_ button: JSONValue) -> [String] {
        var report = plain(button["text"], "button.text.max_length")
        report += bounded(button["action_id"], "action_id.max_length")
        if button["value"] != nil { report += bounded(button["value"], "button.value.max_length") }
        if let url = button["url"]?.string { report += link(url) }
        if let confirm = button["confirm"] {
            for part in ["title", "text", "confirm", "deny"] {
                report += plain(confirm[part], "confirmation.\(part).max_length")
            }
        }
        return report
    }

    private func richText(_ element: JSONValue) -> [String] {
        switch element["type"]?.string {
        case "rich_text_section", "rich_text_quote":
            count(element["elements"], 1, nil) + each(element["elements"], leaf)
        case "rich_text_preformatted":
            count(element["elements"], 1, nil)
                + each(element["elements"]) { $0["type"] == "text" ? leaf($0) : ["a link in preformatted text"] }
        case "rich_text_list":
            count(element["elements"], 1, nil)
                + each(element["elements"]) { $0["type"] == "rich_text_section" ? richText($0) : ["odd list"] }
        default: ["unknown rich text"]
        }
    }

    private func leaf(_ leaf: JSONValue) -> [String] {
        switch leaf["type"]?.string {
        case "text":
            visible(leaf["text"]?.string ?? "")
        case "date": leaf["timestamp"]?.int == nil ? ["a date without a time"] : []
        case "link": link(leaf["url"]?.string ?? "") + visible(leaf["text"]?.string ?? "")
        // Everything else mentions, or is made by Slack of a name.
        default: ["leaf \(leaf["type"]?.string ?? "without type")"]
        }
    }

    private func link(_ url: String) -> [String] {
        var report = bounded(.string(url), "button.url.max_length")
        if !allowedLinks.contains(url) { report.append("a link to \(url)") }
        return report
    }

    private func plain(_ text: JSONValue?, _ name: String) -> [String] {
        (text?["type"] == "plain_text" ? [] : ["not plain text for \(name)"]) + bounded(text?["text"], name)
            + visible(text?["text"]?.string ?? "")
    }

    /// Of Slack's references only dates, people and channels may stand in markup, and no address becomes a link.
    private func markup(_ text: JSONValue?, _ name: String) -> [String] {
        let words = text?["text"]?.string ?? ""
        let references = words.replacing(
            /<(!date\^\d+\^\{date_short_pretty\} \{time\}\|[0-9TZ:-]+|@[UW][A-Z0-9]+|#[CGD][A-Z0-9]+)>/, with: "")
        return (text?["type"] == "mrkdwn" && text?["verbatim"] == true ? [] : ["odd markup for \(name)"])
            + bounded(text?["text"], name) + visible(words)
            + (references.contains("<") || references.contains(">") ? ["a reference in markup: \(references)"] : [])
    }

    private func visible(_ text: String) -> [String] {
        let hidden = text.unicodeScalars.filter {
            ($0.value < 0x20 && $0 != "\n" && $0 != "\t") || (0x7F...0x9F).contains($0.value)
                || [0x200B, 0x200E, 0x200F, 0xFEFF].contains($0.value) || (0x202A...0x202E).contains($0.value)
                || (0x2066...0x2069).contains($0.value)
        }
        return (hidden.isEmpty ? [] : ["hidden characters"]) + (text.isEmpty ? ["empty text"] : [])
    }

    private func bounded(_ text: JSONValue?, _ name: String) -> [String] {
        guard let text = text?.string else { return ["no text for \(name)"] }
        let bytes = escaped(text)
        return bytes < 1 || bytes > limit(name) ? ["\(bytes) bytes for \(name)"] : []
    }

    private func count(_ list: JSONValue?, _ minimum: Int, _ name: String?) -> [String] {
        let count = list?.array?.count ?? 0
        return count < minimum || count > (name.map(limit) ?? .max) ? ["\(count) elements"] : []
    }

    private func each(_ list: JSONValue?, _ check: (JSONValue) -> [String]) -> [String] {
        (list?.array ?? []).flatMap(check)
    }

    private func limit(_ name: String) -> Int { limits[name] ?? 0 }

    private func escaped(_ text: String) -> Int {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;").utf8.count
    }

    private func shownBytes(_ value: JSONValue) -> Int {
        switch value {
        case .object(let members):
            members.reduce(0) { sum, member in
                if ["text", "url", "value"].contains(member.key), let text = member.value.string {
                    return sum + escaped(text)
                }
                return sum + shownBytes(member.value)
            }
        case .array(let values): values.reduce(0) { $0 + shownBytes($1) }
        default: 0
        }
    }
}
