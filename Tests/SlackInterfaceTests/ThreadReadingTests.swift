import Domain
import Testing

@testable import SlackInterface

@Suite struct ThreadReadingTests {
    func message(_ text: String, subtype: String? = nil, files: [String] = [], channel: String = "C1") -> ThreadMessage?
    {
        var event: [String: JSONValue] = [
            "type": "message", "user": "U2147483697", "text": .string(text), "ts": "2.0", "thread_ts": "1.0",
            "channel": .string(channel),
        ]
        event["subtype"] = subtype.map { .string($0) }
        event["files"] = .array(files.map { ["id": "F1", "name": .string($0)] })
        return ThreadMessage(.object(event), bot: "U0LAN0Z89")
    }

    func reading(_ text: String, files: [String] = [], channel: String = "C1") throws -> ThreadReading {
        ThreadReading(try #require(message(text, files: files, channel: channel)))
    }

    @Test(arguments: ThreadTopic.allCases) func `a word alone is a question, however it is written`(topic: ThreadTopic)
        throws
    {
        let word = topic.rawValue
        for text in [word, word.uppercased(), "\(word)?", "<@U0LAN0Z89> \(word)", "\(word) please", " \(word)\n"] {
            #expect(try reading(text) == .topic(topic), "\(text)")
        }
    }

    @Test(arguments: [
        "I think it's the deploy", "why do we even cache this?", "status page is green",
        "tests are flaky again, ignore",
        "Note: the build failed", "FYI: staging is broken", "Retry it maybe?", "lol", "ok, diff looks fine to me",
        "@ken can you look?", "ERROR in my head", "Root cause: the cache can't expire", "it crashed at 12:30, right?",
        "https://example.com/a:b", "cc <@U2147483697>: this fails for me", "Question: does it fail for Acme?",
    ])
    func `what people say to each other is left alone`(text: String) throws {
        #expect(try reading(text) == .nothing)
    }

    @Test func `a mention or a direct message is a question`() throws {
        #expect(try reading("<@U0LAN0Z89> which customers lost data?") == .question("which customers lost data?"))
        #expect(try reading("which customers?", channel: "D1") == .question("which customers?"))
        #expect(try reading("<@U0LAN0Z89>") == .topic(.help))
        #expect(try reading("retry return zero instead") == .retry(hint: "return zero instead"))
        #expect(try reading("<@U0LAN0Z89> Retry: return &lt;0&gt;") == .retry(hint: "return <0>"))
    }

    @Test(arguments: [
        "Traceback (most recent call last):\n  File \"a.py\", line 3, in f\nKeyError: 'x'",
        "```\n2026-03-02T09:30:00Z ERROR payment-service timeout\n```",
        "java.lang.NullPointerException\n  at com.acme.A.b(A.java:12)\n  at com.acme.C.d(C.java:9)",
        "&lt;12:30:01&gt; WARN pool exhausted",
    ])
    func `a pasted log is evidence`(text: String) throws {
        #expect(try reading(text) == .evidence(.log))
    }

    @Test(arguments: [
        "Acme Corp: the upload crashes every time", "Complaint: nothing works since noon",
        "Our customer Ola wrote that she was charged twice and it is broken",
        "Jane Doe: I can't log in &amp; I am angry",
    ])
    func `a complaint is evidence`(text: String) throws {
        #expect(try reading(text) == .evidence(.complaint))
    }

    @Test func `files are told by their names, and a diff is a patch`() throws {
        #expect(try reading("", files: ["fix.diff"]) == .evidence(.patch))
        #expect(try reading("here", files: ["app.log"]) == .evidence(.log))
        #expect(try reading("look", files: ["screen.png"]) == .nothing)
        #expect(try reading("```--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b```") == .evidence(.patch))
    }

    @Test(arguments: [
        "message_changed", "message_deleted", "channel_join", "bot_message", "tombstone", "thread_locked",
    ])
    func `edits, joins and bots are no messages`(subtype: String) {
        #expect(message("status", subtype: subtype) == nil)
    }

    @Test func `our own words and those of other bots are no messages`() {
        let own: JSONValue = ["type": "message", "user": "U0LAN0Z89", "text": "status", "ts": "1", "channel": "C1"]
        let other: JSONValue = [
            "type": "message", "user": "U2147483697", "bot_id": "B1", "text": "status", "ts": "1", "channel": "C1",
        ]
        #expect(ThreadMessage(own, bot: "U0LAN0Z89") == nil)
        #expect(ThreadMessage(other, bot: "U0LAN0Z89") == nil)
    }

    @Test func `text is taken as it was typed`() {
        #expect(
            TypedText.plain("see <https://a.example/x?a=1&amp;b|a.example> &lt;b&gt; <@U1> <#C1|ops> <!here>")
                == "see a.example <b> @U1 #ops @here")
        #expect(TypedText.plain("a < b <unclosed") == "a < b <unclosed")
    }
}
