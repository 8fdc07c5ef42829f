import Testing

@testable import Agents

@Suite struct UnfinishedAnswerTests {
    @Test(arguments: [
        ("{\"sum", ""), ("{\"summary\": \"", ""), ("{\"summary\": \"The", ""), ("{\"summary\": \"The ke", "The"),
        ("{\"summary\": \"The key \\\"sku\\\" is", "The key \"sku\""), ("{\"summary\": \"A\\nb \\u00e", "A b"),
        ("{\"summary\": \"A \\u00e9t", "A"), ("{\"summary\": \"All of it.\", \"claims\": [", "All of it."),
        ("nonsense without an end", ""), ("{\"claims\": [\"summary\"", ""),
    ])
    func `of a field that is being written, whole words are read`(text: String, shown: String) {
        #expect(UnfinishedAnswer.field("summary", of: text) == shown)
    }

    @Test func `however an answer is cut, more of it never takes back what was shown`() {
        let field = "{\"summary\": \"Wer \\\"x\\\" sagt, mu\\u00df y \\\\ sagen.\", \"claims\": []}"
        let patch =
            "EXPLANATION-n0\nIt asks first.\nThen it goes on.\nFILE-n0 a.py\nORIGINAL-n0\nx\nFIXED-n0\ny\nEND-n0"
        for (text, read) in [
            (field, { UnfinishedAnswer.field("summary", of: $0) }),
            (patch, { UnfinishedAnswer.explanation(of: $0, nonce: "n0") }),
        ] as [(String, (String) -> String)] {
            var shown = ""
            for place in text.indices {
                let now = read(String(text[...place]))
                #expect(now.hasPrefix(shown), "\(shown) | \(now)")
                shown = now
            }
        }
    }

    @Test func `an explanation ends where its file begins`() {
        let text = "EXPLANATION-n0\nIt asks first.\nThen more.\nFILE-n0 a.py\nORIGINAL-n0\n"
        #expect(UnfinishedAnswer.explanation(of: text, nonce: "n0") == "It asks first. Then more.")
        #expect(UnfinishedAnswer.explanation(of: "EXPLANATION-n0\nIt asks fi", nonce: "n0") == "It asks")
        #expect(UnfinishedAnswer.explanation(of: "EXPLANATION-n0\nIt asks.\nFILE-n", nonce: "n0") == "It asks.")
        #expect(UnfinishedAnswer.explanation(of: "EXPLANATION-zz\nForged.\n", nonce: "n0") == "")
    }
}
