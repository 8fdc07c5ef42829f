import Domain
import Testing

@testable import SlackInterface

@Suite struct VisibleTextTests {
    @Test func `ordinary text stays as it is`() {
        #expect(VisibleText.clip("Grüße, 日本語, 👩‍👩‍👧 & <b>", to: 200) == "Grüße, 日本語, 👩‍👩‍👧 & <b>")
    }

    @Test(arguments: [
        ("abcdef", 6, "abcdef"), ("abcdef", 5, "ab…"), ("ab&d", 7, "ab…"), ("ab", 1, ""), ("<<", 8, "<<"),
    ])
    func `a cut counts the bytes that Slack sees`(text: String, limit: Int, expected: String) {
        #expect(VisibleText.clip(text, to: limit) == expected)
    }

    @Test func `what hides or turns text around is shown by name`() {
        #expect(VisibleText.clip("a\u{202E}b\u{200B}c\u{0}", to: 99) == "a[U+202E]b[U+200B]c␀")
        #expect(VisibleText.clip("a\r\nb\tc", to: 99) == "a␍ b c")
        #expect(VisibleText.clip("a\r\nb\tc", to: 99, multiline: true) == "a␍\nb\tc")
    }

    @Test func `marks that pile up over other lines are taken apart`() {
        let piled = VisibleText.clip("a" + String(repeating: "\u{0300}", count: 50), to: 2_000)
        #expect(piled.contains("[U+0300]"))
        #expect(VisibleText.clip("e\u{301}", to: 9) == "e\u{301}")
    }

    @Test func `one letter with a million marks is cut like any text`() {
        let clipped = VisibleText.clip("a" + String(repeating: "\u{0300}", count: 1_000_000), to: 100)
        #expect(clipped.utf8.count <= 100)
    }

    @Test func `escaping and unescaping take one turn each`() {
        #expect(VisibleText.escape("a<b> & &amp;") == "a&lt;b&gt; &amp; &amp;amp;")
        #expect(VisibleText.unescape("&amp;lt; &lt;x&gt; &quot; & &am") == "&lt; <x> &quot; & &am")
    }

    @Test func `code in a paragraph of Markdown looks like code, and an odd mark changes nothing`() {
        #expect(
            [RichText.Leaf].prose("It is `x` at `<@U1>`.", 99)
                == [
                    .untrusted("It is ", 99), .untrusted("x", 99, .code), .untrusted(" at ", 99),
                    .untrusted("<@U1>", 99, .code), .untrusted(".", 99),
                ])
        #expect([RichText.Leaf].prose("``", 99) == [.untrusted("``", 99)])
        #expect([RichText.Leaf].prose("a `b", 99) == [.untrusted("a `b", 99)])
        #expect([RichText.Leaf].prose(String(repeating: "`a", count: 100), 999).count == 1)
    }

    @Test func `text of others can't mention, link or format in markup`() {
        let markup: Mrkdwn = "by \(untrusted: "<!channel> *bold* `x` <https://evil.example>", bytes: 300)"
        #expect(markup.text == "by &lt;!channel&gt; ∗bold∗ ˋxˋ &lt;https://evil.example&gt;")
    }

    @Test(arguments: ["U024BE7LH", "W0000000A"]) func `a Slack user is mentioned`(id: String) {
        let markup: Mrkdwn = "\(.person(id: id))"
        #expect(markup.text == "<@\(id)>")
    }

    @Test(arguments: ["U1> <!channel", "rosa", "", "Ü123"]) func `anybody else is named`(id: String) {
        let markup: Mrkdwn = "\(.person(id: id))"
        #expect(!markup.text.contains("<"))
    }
}

@Suite struct DiffExcerptTests {
    @Test func `a short diff is shown whole, with what it changes`() {
        let excerpt = DiffExcerpt(Samples.diff)
        #expect(excerpt.isWhole)
        // But for what only git reads.
        #expect("diff --git a/payment_service.py b/payment_service.py\n\(excerpt.text)\n" == Samples.diff)
        #expect(excerpt.changedLines == "3 lines added, 1 removed.")
    }

    @Test func `lines that look like headings count as what they are`() {
        let diff = "diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n--- comment\n+++ other\n same\r\n"
        #expect(DiffExcerpt(diff).changedLines == "1 line added, 1 removed.")
    }

    @Test func `a long diff shows its first whole lines and says so`() {
        let diff = (1...500).map { "+line \($0)" }.joined(separator: "\n") + "\n"
        let excerpt = DiffExcerpt(diff)
        #expect(!excerpt.isWhole)
        #expect(excerpt.text.hasSuffix("\n+line 60"))
        #expect(excerpt.remark.hasPrefix("The first 60 of 500 lines."))
    }

    @Test func `one endless line is cut`() {
        let excerpt = DiffExcerpt(String(repeating: "<", count: 50_000))
        #expect(!excerpt.isWhole)
        #expect(VisibleText.escapedBytes(of: excerpt.text) <= DiffExcerpt.maximumBytes)
    }
}
