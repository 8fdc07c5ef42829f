import Domain
import Testing

@Suite struct ProseTests {
    @Test func `what stands between backticks is code`() {
        let pieces = Prose.pieces(of: "`a` is at `b`.")
        #expect(pieces.map(\.text) == ["a", " is at ", "b", "."])
        #expect(pieces.map(\.isCode) == [true, false, true, false])
    }

    @Test(arguments: ["", "plain", "an odd ` mark", "``", "a `` b", "`a` and ``"])
    func `marks that don't pair up or hold nothing stay as they are`(text: String) {
        let pieces = Prose.pieces(of: text)
        #expect(pieces.map(\.text) == [text])
        #expect(pieces.map(\.isCode) == [false])
    }
}
