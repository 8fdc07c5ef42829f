import Testing

@testable import WebInterface

@Suite struct MarkdownTests {
    @Test(arguments: [
        ("# One\n\nText", "<h2>One</h2><p>Text</p>"),
        ("###### Six", "<h6>Six</h6>"),
        ("- a\n- b\n  more", "<ul><li>a</li><li>b\nmore</li></ul>"),
        ("1. a\n2. b", "<ol><li>a</li><li>b</li></ol>"),
        ("**bold** and `a < b`", "<p><strong>bold</strong> and <code>a &lt; b</code></p>"),
        ("``a ` b``", "<p><code>a ` b</code></p>"),
        ("> quoted\n> twice", "<blockquote><p>quoted\ntwice</p></blockquote>"),
        ("a\n\n---\n\nb", "<p>a</p><hr><p>b</p>"),
        ("2 * 3 ** 4", "<p>2 * 3 ** 4</p>"),
        ("snake_case \\*not\\*", "<p>snake_case *not*</p>"),
    ])
    func `the subset is rendered`(text: String, html: String) {
        #expect(Markdown(text: text).html().markup == html)
    }

    @Test func `fenced code is shown as it is`() {
        let html = Markdown(text: "```diff\n-<b>\n+**x**\n```\nafter").html().markup
        #expect(html.contains("<code>-&lt;b&gt;\n+**x**</code></pre><p>after</p>"))
    }

    @Test func `a fence that is never closed ends with the text`() {
        #expect(Markdown(text: "```\nopen").html().markup.contains("<code>open</code>"))
    }

    @Test func `a table has as many cells as its head, whatever its rows say`() {
        let html = Markdown(text: "| a | b |\n|---|:-:|\n| 1 | 2 | 3 |\n| x \\| y | `z` |").html().markup
        #expect(html.contains("<tr><td>1</td><td>2</td></tr>"))
        #expect(html.contains("<td>x | y</td><td><code>z</code></td>"))
    }

    @Test func `only web addresses become links`() {
        let link = #"<a href="https://e.com/?a=1&amp;b=2" rel="noopener noreferrer nofollow">x</a>"#
        #expect(Markdown(text: "[x](https://e.com/?a=1&b=2)").html().markup == "<p>\(link)</p>")
        for address in ["javascript:alert(1)", "data:text/html,x", "//e.com", " https://e.com", "ftp://e.com", "/x"] {
            #expect(!Markdown(text: "[x](\(address))").html().markup.contains("<a"), "\(address)")
        }
    }

    @Test func `an address can not leave its attribute`() {
        let html = Markdown(text: "[x](https://e.com\"onmouseover=\"alert)").html().markup
        #expect(html.contains("href=\"https://e.com&quot;onmouseover=&quot;alert\""))
    }

    @Test func `HTML in Markdown is text`() {
        for text in ["<script>", "# <b>", "- <b>", "> <b>", "**<b>**", "`<b>`", "[<b>](https://e.com)", "| <b> |\n|-|"]
        {
            #expect(!Markdown(text: text).html().markup.contains("<b>"), "\(text)")
            #expect(!Markdown(text: text).html().markup.contains("<script"), "\(text)")
        }
    }

    @Test(.timeLimit(.minutes(1)), arguments: ["[", "**", "`", "[x](", "*", "\\", "> ", "- ", "|", "`` ", "[]", "# "])
    func `no repeated mark makes it slow`(mark: String) {
        let text = String(repeating: mark, count: Markdown.maximumCharacters)
        #expect(!Markdown(text: text).html().markup.isEmpty)
    }

    @Test func `a text beyond the limit is cut and says so`() {
        let html = Markdown(text: String(repeating: "a", count: Markdown.maximumCharacters + 1)).html().markup
        #expect(html.hasSuffix("<p>The text goes on; it is cut here.</p>"))
    }
}

@Suite struct DiffTests {
    @Test func `a removed line that looks like a header is still a removed line`() {
        let html = Diff(text: "--- a/q.sql\n+++ b/q.sql\n@@ -1,2 +1,2 @@\n--- old\n+++ new\n x\n").html.markup
        #expect(html.contains("<span class=\"removed\">--- old\n</span>"))
        #expect(html.contains("<span class=\"added\">+++ new\n</span>"))
        #expect(html.contains("<span class=\"header\">--- a/q.sql\n</span>"))
    }

    @Test(arguments: ["", "@@", "@@ -x +y @@\n+a", "@@ -1,99999999999999999999 +1 @@\n-a", "\n\n", "+", "\u{FFFD}"])
    func `a malformed diff is shown as it is`(text: String) {
        #expect(Diff(text: text).html.markup.hasSuffix("</code></pre>"))
    }

    @Test func `a very long diff is cut and says so`() {
        let text = String(repeating: "+x\n", count: Diff.maximumLines + 5)
        #expect(Diff(text: text).html.markup.contains("5 more lines are not shown here"))
    }
}

@Suite struct HTMLTests {
    @Test func `what is interpolated is escaped, and markup is kept`() {
        let inner: HTML = "<b>\("<&>\"'")</b>"
        let outer: HTML = "<p title=\"\("\"x\"")\">\(inner)\([inner])\(nil as HTML?)\(3)</p>"
        #expect(inner.markup == "<b>&lt;&amp;&gt;&quot;&#39;</b>")
        #expect(outer.markup == "<p title=\"&quot;x&quot;\">\(inner.markup)\(inner.markup)3</p>")
    }

    @Test func `characters that hide or reorder text become visible`() {
        #expect(HTML(text: "a\u{202E}b\u{200B}\u{1B}[31m\r\n").markup == "a⟦U+202E⟧b⟦U+200B⟧⟦U+1B⟧[31m\n")
    }
}
