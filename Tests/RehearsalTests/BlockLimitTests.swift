import Domain
import Foundation
import Rehearsal
import Testing

/// One limit of Block Kit: a message built with as many bytes or items as allowed, and with one more.
struct BlockLimit: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let maximum: Int
    let blocks: @Sendable (Int) -> JSON

    init(_ name: String, _ maximum: Int, _ blocks: @escaping @Sendable (Int) -> JSON) {
        testDescription = name
        self.maximum = maximum
        self.blocks = blocks
    }

    private static func button(_ fields: JSON) -> JSON {
        let button: JSON = ["type": "button", "action_id": "a", "text": plain("Go")]
        return [["type": "actions", "elements": [button.merging(fields.fields ?? [:])]]]
    }

    private static func confirm(_ fields: JSON) -> JSON {
        let confirm: JSON = ["title": plain("T"), "text": plain("T"), "confirm": plain("C"), "deny": plain("D")]
        return button(["confirm": confirm.merging(fields.fields ?? [:])])
    }

    static let all = [
        BlockLimit("section text", 3000) { [section(String("x", $0))] },
        BlockLimit("section text in two-byte letters", 1500) { [section(String("é", $0))] },
        BlockLimit("header, counted escaped", 30) { [["type": "header", "text": plain(String("&", $0))]] },
        BlockLimit("blocks of a message", 50) { .array((0..<$0).map { _ in ["type": "divider"] }) },
        BlockLimit("fields of a section", 10) {
            [["type": "section", "fields": .array((0..<$0).map { _ in plain("f") })]]
        },
        BlockLimit("text of a field", 2000) { [["type": "section", "fields": [plain(String("x", $0))]]] },
        BlockLimit("elements of a context", 10) {
            [["type": "context", "elements": .array((0..<$0).map { _ in plain("c") })]]
        },
        BlockLimit("elements of an actions block", 25) {
            let elements = (0..<$0).map { number -> JSON in
                ["type": "button", "action_id": .string("a\(number)"), "text": plain("Go")]
            }
            return [["type": "actions", "elements": .array(elements)]]
        },
        BlockLimit("text of a button", 75) { button(["text": plain(String("x", $0))]) },
        BlockLimit("value of a button", 2000) { button(["value": .string(String("x", $0))]) },
        BlockLimit("action id", 255) { button(["action_id": .string(String("x", $0))]) },
        BlockLimit("block id", 255) { [["type": "divider", "block_id": .string(String("x", $0))]] },
        BlockLimit("title of a confirm", 100) { confirm(["title": plain(String("x", $0))]) },
        BlockLimit("text of a confirm", 300) { confirm(["text": plain(String("x", $0))]) },
        BlockLimit("agreement of a confirm", 30) { confirm(["confirm": plain(String("x", $0))]) },
        BlockLimit("denial of a confirm", 30) { confirm(["deny": plain(String("x", $0))]) },
        BlockLimit("rows of a table", 100) {
            [["type": "table", "rows": .array((0..<$0).map { _ in [["type": "raw_text", "text": "x"]] })]]
        },
        BlockLimit("columns of a table", 20) {
            [["type": "table", "rows": [.array((0..<$0).map { _ in ["type": "raw_text", "text": "x"] })]]]
        },
        BlockLimit("tables of a message", 1) {
            let table: JSON = ["type": "table", "rows": [[["type": "raw_text", "text": "x"]]]]
            return .array((0..<$0).map { _ in table })
        },
    ]
}

@Suite struct BlockLimitTests {
    @Test(arguments: BlockLimit.all)
    func `what is at the limit is taken and one more is refused`(_ limit: BlockLimit) async throws {
        try await Stage.set { stage in
            let message: JSON = ["channel": "C01INCIDENTS", "text": "limits"]
            let taken = try await stage.call(
                "chat.postMessage", message.merging(["blocks": limit.blocks(limit.maximum)]))
            #expect(taken["ok"] == true, "\(taken)")
            let refused = try await stage.call(
                "chat.postMessage", message.merging(["blocks": limit.blocks(limit.maximum + 1)]))
            #expect(refused["error"] == "invalid_blocks")
            #expect(refused["response_metadata"]?["messages"]?.items?.isEmpty == false)
        }
    }

    static let malformed: [JSON] = [
        [["type": "poem", "text": "x"]],
        [["text": "no type"]],
        [["type": "header", "text": ["type": "mrkdwn", "text": "headers are plain"]]],
        [["type": "section"]],
        [["type": "section", "text": plain("x"), "colour": "red"]],
        [["type": "section", "text": ["type": "mrkdwn", "text": ""]]],
        [["type": "section", "text": plain("x"), "accessory": ["type": "file_input", "action_id": "a"]]],
        [["type": "actions", "elements": []]],
        [["type": "actions", "elements": [["type": "button", "action_id": "a"]]]],
        [
            [
                "type": "actions",
                "elements": [["type": "button", "action_id": "a", "text": plain("x"), "style": "warning"]],
            ]
        ],
        [
            [
                "type": "actions",
                "elements": [["type": "button", "action_id": "a", "text": ["type": "mrkdwn", "text": "x"]]],
            ]
        ],
        [
            [
                "type": "actions",
                "elements": [
                    ["type": "button", "action_id": "a", "text": plain("x")],
                    ["type": "button", "action_id": "a", "text": plain("y")],
                ],
            ]
        ],
        [["type": "divider", "block_id": "same"], ["type": "divider", "block_id": "same"]],
        [["type": "image", "image_url": "https://example.com/a.png"]],
        [["type": "image", "image_url": "javascript:alert(1)", "alt_text": "x"]],
        [["type": "rich_text", "elements": [["type": "text", "text": "a leaf without a section"]]]],
        [
            [
                "type": "rich_text",
                "elements": [["type": "rich_text_section", "elements": [["type": "text", "text": ""]]]],
            ]
        ],
        [
            [
                "type": "rich_text",
                "elements": [["type": "rich_text_preformatted", "elements": [["type": "user", "user_id": "U1"]]]],
            ]
        ],
        [["type": "alert", "text": plain("modal only")]],
    ]

    @Test(arguments: malformed)
    func `a malformed block is refused with its place`(_ blocks: JSON) async throws {
        try await Stage.set { stage in
            let answer = try await stage.call(
                "chat.postMessage", ["channel": "C01INCIDENTS", "text": "x", "blocks": blocks])
            #expect(answer["error"] == "invalid_blocks")
            let message = answer["response_metadata"]?["messages"]?.items?.first?.text ?? ""
            #expect(message.contains("json-pointer:/blocks/"))
        }
    }

    @Test func `a message may not grow without bounds though each block is small enough`() async throws {
        try await Stage.set { stage async throws in
            let blocks = (0..<4).map { _ in section(String("x", 2900)) }
            let message: JSON = ["channel": "C01INCIDENTS", "text": "x", "blocks": .array(blocks)]
            #expect(try await stage.call("chat.postMessage", message)["error"] == "msg_blocks_too_long")
            let attached: JSON = [
                "channel": "C01INCIDENTS", "text": "x",
                "attachments": [["color": "#d00000", "blocks": .array(blocks)]],
            ]
            #expect(try await stage.call("chat.postMessage", attached)["error"] == "msg_blocks_too_long")
            let fewer = message.merging(["blocks": .array(Array(blocks.prefix(3)))])
            #expect(try await stage.call("chat.postMessage", fewer)["ok"] == true)
        }
    }

    @Test func `an attachment's colour is a colour`() async throws {
        try await Stage.set { stage in
            let message: JSON = ["channel": "C01INCIDENTS", "text": "x"]
            let wrong = message.merging(["attachments": [["color": "crimson", "blocks": [section("x")]]]])
            #expect(try await stage.call("chat.postMessage", wrong)["error"] == "invalid_attachments")
            let right = message.merging(["attachments": [["color": "#d00000", "blocks": [section("x")]]]])
            let answer = try await stage.call("chat.postMessage", right)
            #expect(answer["message"]?["attachments"]?.items?.first?["color"] == "d00000")
        }
    }

    @Test func `blocks and actions without a name are given one`() async throws {
        try await Stage.set { stage in
            let blocks: JSON = [["type": "actions", "elements": [["type": "button", "text": plain("Go")]]]]
            let answer = try await stage.call(
                "chat.postMessage", ["channel": "C01INCIDENTS", "text": "x", "blocks": blocks])
            let block = try #require(answer["message"]?["blocks"]?.items?.first)
            #expect(block["block_id"]?.text?.isEmpty == false)
            #expect(block["elements"]?.items?.first?["action_id"]?.text?.isEmpty == false)
        }
    }
}
