import Domain
import Testing

@Suite struct CSVTests {
    @Test(arguments: [
        ("plain", "plain"), ("", ""), ("a,b", "\"a,b\""), ("say \"hi\"", "\"say \"\"hi\"\"\""),
        ("=1+1", "\"'=1+1\""), ("＝1+1", "\"'＝1+1\""), (" +1", "\"' +1\""), ("@SUM(A1)", "\"'@SUM(A1)\""),
        ("a;=1", "\"a;'=1\""), ("a\t-1", "\"a\t'-1\""), ("a\n=1", "\"a\n'=1\""), ("a,\"=1\"", "\"a,'\"\"=1\"\"\""),
        ("\u{1}=1", "\"'\u{1}=1\""), ("|cmd", "\"'|cmd\""), ("1-2", "1-2"), ("it's", "\"it's\""), ("a; b", "\"a; b\""),
    ])
    func `a cell holds its text and starts no formula`(text: String, cell: String) {
        #expect(CSV.line([text, "x"]) == "\(cell),x\r\n")
    }
}
