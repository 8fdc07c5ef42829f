import Adapters
import Domain
import TestSupport
import Testing

@Suite struct KnowledgeSearchTests {
    private let index: KnowledgeIndex

    init() throws {
        index = KnowledgeIndex(database: try IncidentDatabase(inMemory: ManualClock().clock))
    }

    @Test(arguments: [
        "\"", "\"\"", "' OR 1=1 --", "NEAR(a b, 2)", "a AND", "NOT", "title:outage", "outage*", "^outage", "{code}: x",
        "outage \u{0} outage", "🔥🧯", "(((((", "a\u{301}\u{301}\u{301}", "-outage +outage", "<!channel> `x`", "料金",
        "_ __ ___", "\u{202E}egatuo", "\r\n\t",
    ])
    func `no query text can break the search`(text: String) async throws {
        try await add("outage", title: "Outage of the shop", body: "The shop was down. 料金 café")
        for query in [
            KnowledgeQuery(prose: text), KnowledgeQuery(errorLine: text, prose: ""),
            KnowledgeQuery(
                frames: [StackFrame(file: text, line: 1, function: text, code: text, isVendored: false)], prose: text),
        ] {
            let found = try await index.search(query, kind: .incident, limit: 3)
            #expect(found.count <= 1)
        }
        #expect(try await ids(KnowledgeQuery(prose: "outage " + text)) == ["outage"])
    }

    @Test(.timeLimit(.minutes(1))) func `ten megabytes of text can be searched for`() async throws {
        try await add("outage", title: "Outage of the shop", body: "The shop was down.")
        let huge = String(repeating: "word\u{301}x_y ", count: 900_000) + " outage"
        #expect(try await ids(KnowledgeQuery(errorLine: huge, prose: huge)) == ["outage"])
    }

    @Test func `an identifier is found whole and by its parts`() async throws {
        try await add("pay", code: ["services/payment_service.py", "process_payment"])
        try await add("url", code: ["net/parseURLPath.ts"])
        #expect(try await ids(KnowledgeQuery(prose: "process_payment fails")) == ["pay"])
        #expect(try await ids(KnowledgeQuery(prose: "a payment failed")) == ["pay"])
        #expect(try await ids(KnowledgeQuery(prose: "parsing a url")) == ["url"])
    }

    @Test func `words are found in other forms`() async throws {
        try await add("upload", title: "Uploads crashed for some customers")
        #expect(try await ids(KnowledgeQuery(prose: "customer says the upload crashes")) == ["upload"])
    }

    @Test func `the document that names the failing function comes first`() async throws {
        for number in 0..<8 {
            try await add(
                "other-\(number)", errors: ["KeyError: 'currency'"], body: "KeyError currency currency missing")
        }
        try await add("same-place", errors: ["ValueError"], code: ["billing/invoice.py", "render_invoice"])
        let frames = [
            StackFrame(file: "/app/web/main.py", line: 9, function: "handle", isVendored: false),
            StackFrame(
                file: "C:\\app\\billing\\invoice.py", line: 77, function: "Invoices.render_invoice", isVendored: false),
        ]
        let query = KnowledgeQuery(errorLine: "KeyError: 'currency'", frames: frames, prose: "")
        #expect(try await ids(query).first == "same-place")
    }

    @Test func `a passage quotes where it matched and how it was fixed`() async throws {
        let filler = (1...60).map { "Line \($0) speaks of the weather." }.joined(separator: "\n")
        let body = """
            ## What happened
            \(filler)
            The ledger replicated twice.
            \(filler)
            ## Resolution
            Made the `ledger` writer idempotent.
            ```
            # not a heading
            ```
            ## Later
            Nothing.
            """
        try await add("ledger", body: body)
        let passage = try #require(
            try await index.search(KnowledgeQuery(prose: "ledger replicated"), kind: .incident, limit: 1).first)
        #expect(passage.excerpt.hasPrefix("The ledger replicated twice."))
        #expect(passage.excerpt.count <= 600)
        #expect(passage.resolution == "Made the `ledger` writer idempotent.\n```\n# not a heading\n```")
    }

    @Test func `quotations are at most six hundred characters`() async throws {
        let long = String(repeating: "ledger 💥", count: 300)
        try await add("long", body: "\(long)\n# Resolution\n\(long)\n\(long)")
        try await add(
            "unbroken", body: String(repeating: "ledgers_", count: 7) + "\n" + String(repeating: "x", count: 5_000))
        for passage in try await index.search(KnowledgeQuery(prose: "ledger ledgers"), kind: .incident, limit: 5) {
            #expect(passage.excerpt.count <= 600 && !passage.excerpt.isEmpty)
            #expect((passage.resolution ?? "").count <= 600)
        }
    }

    private func add(
        _ id: String, title: String = "Untitled", errors: [String] = [], code: [String] = [], body: String = ""
    ) async throws {
        try await index.add(
            KnowledgeDocument(
                id: id, kind: .incident, title: title, severity: nil, services: [], errors: errors, code: code,
                body: body))
    }

    private func ids(_ query: KnowledgeQuery) async throws -> [String] {
        try await index.search(query, kind: .incident, limit: 3).map(\.id)
    }
}
