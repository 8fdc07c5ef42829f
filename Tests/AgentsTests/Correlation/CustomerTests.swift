import Testing

@testable import Agents
@testable import Domain

@Suite struct CustomerTests {
    private func names(_ text: String) async throws -> [String] {
        try await customers(text).map(\.name)
    }

    @Test func `complaint objects give their customers`() async throws {
        let correlation = try await correlate(complaints: [
            Complaint(customer: "Maria Lopez", message: "Charged, but no order."),
            Complaint(customer: "Ann Lee <ann@example.com>", message: "Same here."),
        ])
        #expect(correlation.customers.map(\.name) == ["Maria Lopez", "Ann Lee"])
        #expect(correlation.customers[1].identifiers == ["ann@example.com"])
        #expect(correlation.customers[0].complaint == "Charged, but no order.")
    }

    @Test(arguments: [
        #"[{"customer":"Maria Lopez","message":"no order"},{"customer":"Acme GmbH","message":"charged"}]"#,
        #"{"complaints":[{"customer":{"name":"Maria Lopez","email":"m@x.com"},"text":"no order"},{"name":"Acme GmbH","body":"charged"}]}"#,
        "{\"customer\":\"Maria Lopez\",\"message\":\"no order\"}\n{\"customer\":\"Acme GmbH\",\"message\":\"charged\"}",
        "[\n{\"customer\":\"Maria Lopez\",\"message\":\"no order\"},\n{\"customer\":\"Acme GmbH\",\"message\":\"charged\"},\n",
        "Maria Lopez: no order\nAcme GmbH: charged",
        "Maria Lopez (Hooli): no order\nAcme GmbH (via email): charged",
        "- Maria Lopez: no order\n- Acme GmbH: charged",
        "* **Maria Lopez**: no order\n* **Acme GmbH:** charged",
        "1. Maria Lopez — no order\n2. Acme GmbH — charged",
        "- Maria Lopez - no order\n- Acme GmbH - charged",
        "Maria Lopez - no order\nAcme GmbH - charged",
        "Maria Lopez told us at the desk: no order\nAcme GmbH called: charged",
        "Maria Lopez:\nno order\n\nAcme GmbH:\ncharged",
        "Customer: Maria Lopez\nMessage: no order\n\nCustomer: Acme GmbH\nMessage: charged",
        "no order\n— Maria Lopez, Hooli\n\ncharged\n— Acme GmbH",
        "\"no order\" — Maria Lopez, Hooli\n\"charged\" — Acme GmbH",
        "> no order\n> — Maria Lopez\n\n> charged\n> — Acme GmbH",
        "no order\nRegards,\nMaria Lopez\n\ncharged\nThanks, Acme GmbH",
        "Hi team,\n\nno order\n\nBest regards,\nMaria Lopez\n\nHello,\n\ncharged\n\nCheers\nAcme GmbH",
        "Customer complaints:\n[10:32] Maria Lopez: no order\n10:35 Acme GmbH: charged",
        "From: \"Maria Lopez\" <maria@x.com>\nSubject: Re: trouble\n\nno order\n\nFrom: Acme GmbH <info@acme.com>\nTo: us@x.com\n\ncharged",
        "From Maria Lopez: no order\nCustomer Acme GmbH: charged",
        "ticket,requester,requester_email,company,description\n1,Maria Lopez,m@x.com,Hooli,\"no \"\"order\"\", no order\"\n2,Acme GmbH,,,charged",
        "Kunde;Nachricht\nMaria Lopez;no order\nAcme GmbH;charged",
        "| Client | Since | What they said |\n|---|---|---|\n| Maria Lopez | 9:10 | no order |\n| Acme GmbH | 9:12 | charged |",
        #"{"issues":[{"id":1,"description":"no order","submitter":{"first_name":"Maria","last_name":"Lopez"}},{"id":2,"description":"charged","submitter":{"name":"Acme GmbH"}}]}"#,
        "Maria Lopez  9:41 AM\nno order\nAcme GmbH  9:43 AM\ncharged",
        "Reporter: Maria Lopez\nOrganization: Hooli AS\nDescription: no order\n\nReporter: Acme GmbH\nDescription: charged",
        "- Maria Lopez (2 shops): no order\n- Acme GmbH: charged",
    ])
    func `customers are found by name in every shape`(text: String) async throws {
        let found = try await customers(text)
        #expect(found.map(\.name) == ["Maria Lopez", "Acme GmbH"])
        #expect(found.first?.complaint?.contains("no order") == true)
        #expect(found.last?.complaint?.contains("charged") == true)
        #expect(found.first?.complaint?.contains("charged") == false)
    }

    @Test(arguments: [
        "ERROR: it crashes", "Note: it crashes", "https://example.com/a: it crashes", "12:30: it crashes",
        "Re: it crashes",
        "Since yesterday: it crashes", "KeyError: 'x'", "it crashes: always", "The thing is: it crashes",
        "Steps: click, crash",
    ])
    func `what only looks like a name is none`(text: String) async throws {
        #expect(try await names(text) == ["Customer 1"])
    }

    @Test func `complaints without a name are numbered, one for each paragraph or bullet`() async throws {
        #expect(
            try await names("Upload crashes.\nEvery time.\n\nThe report is empty.") == ["Customer 1", "Customer 2"])
        #expect(
            try await names("- upload crashes\n- report is empty\n- no mail") == [
                "Customer 1", "Customer 2", "Customer 3",
            ])
        #expect(try await names("\"Upload crashes\"\n\"Report is empty\"") == ["Customer 1", "Customer 2"])
    }

    @Test func `lines that each say something whole are complaints of their own, a text that goes on is one`()
        async throws
    {
        let three = """
            The seat map never opens, I have tried two browsers.
            Since this morning I only get a grey page instead of the seats.
            Cannot pick a seat, the page stops with an error.
            """
        #expect(try await names(three) == ["Customer 1", "Customer 2", "Customer 3"])
        #expect(
            try await names("I tried to open the seat map twice and\nboth times the page stopped.") == ["Customer 1"])
        #expect(
            try await names("I tried to open the seat map twice.\nThen the page stopped with an error.") == [
                "Customer 1"
            ])
    }

    @Test func `a number may begin a company's name, and commas make no table`() async throws {
        #expect(
            try await names("- 7-Fields Farm: printing hangs\n- 3M Europe: no labels") == [
                "7-Fields Farm", "3M Europe",
            ])
        #expect(try await names("Name, address, all gone\nand no, I did not, no") == ["Customer 1"])
    }

    @Test func `a complaint may give an address or user id instead of a name`() async throws {
        let found = try await customers(
            "- I am ann@example.com and nothing works\n- my account is user_123, empty report")
        #expect(found.map(\.name) == ["ann@example.com", "user_123"])
    }

    @Test func `a person who writes twice is one customer`() async throws {
        let found = try await customers("Ann Lee: broken\nBob: broken too\nann lee: still broken")
        #expect(found.map(\.name) == ["Ann Lee", "Bob", "ann lee"] || found.map(\.name) == ["Ann Lee", "Bob"])
        let again = try await customers("Ann Lee: broken\nBob: broken too\nAnn Lee: still broken")
        #expect(again.map(\.name) == ["Ann Lee", "Bob"])
        #expect(again.first?.complaint == "broken\nstill broken")
    }

    @Test func `a named complaint may have several paragraphs`() async throws {
        let found = try await customers("Ann Lee: it is broken.\n\nIt happens each morning.\n\nBob: me too")
        #expect(found.map(\.name) == ["Ann Lee", "Bob"])
        #expect(found.first?.complaint == "it is broken.\nIt happens each morning.")
    }

    @Test func `names in any script are names`() async throws {
        #expect(
            try await names("Łukasz Żółw: nie działa\n王伟: 无法支付\nJosé de la Cruz: no funciona\nAoife O'Brien: broken")
                == ["Łukasz Żółw", "王伟", "José de la Cruz", "Aoife O'Brien"])
    }

    @Test func `broken JSON is read as text and never traps`() async throws {
        for text in [
            "[{\"customer\":", "{", "[[[[[[", "[1,2,3]", "{\"a\":{\"b\":{}}}", "null", "\"",
            String(repeating: "[", count: 10_000),
        ] {
            _ = try await customers(text)
        }
    }

    static let log = """
        2025-03-01 10:00:00 ERROR payment-service request_id=req-1a2b user_id=cus_77 KeyError: 'transaction' (payment_service.py:87 in process_payment)
        2025-03-01 10:00:01 ERROR payment-service request_id=req-3c4d user=ann@example.com KeyError: 'transaction' (payment_service.py:87 in process_payment)
        2025-03-01 10:00:01 ERROR payment-service request_id=req-3c4e user=maria.lopez KeyError: 'transaction' (payment_service.py:87 in process_payment)
        2025-03-01 10:00:02 INFO auth user=postgres ok
        """

    @Test func `users of the log are not customers beside those who complained`() async throws {
        let found = try await customers(
            "Ann Lee <ann@example.com>: paid, got nothing\nMaria Lopez: charged twice", logs: Self.log)
        #expect(found.map(\.name) == ["Ann Lee", "Maria Lopez"])
        #expect(found[0].identifiers == ["ann@example.com"])
        #expect(found[1].identifiers == ["maria.lopez"])
    }

    @Test func `users of the log are the customers when nobody complained`() async throws {
        let found = try await customers("", logs: Self.log)
        #expect(found.map(\.name).contains("cus_77"))
        #expect(found.allSatisfy { $0.complaint == nil && $0.matchesMainError })
    }

    @Test(arguments: [
        ("I was charged but there is no order", true), ("Payment fails", true), ("paid and got nothing", true),
        ("I am cus_77 and it hangs", true), ("The logo looks blurry", false), ("Where is your office?", false),
    ])
    func `a complaint matches the main error by identifiers and by what it is about`(text: String, matches: Bool)
        async throws
    {
        let log = "ERROR user_id=cus_77 KeyError: 'transaction' in process_payment (payment_service.py:87)"
        #expect(try await customers("Bob: " + text, logs: log).first?.matchesMainError == matches)
    }

    @Test func `without an error no complaint matches it`() async throws {
        #expect(try await customers("Bob: payment fails").first?.matchesMainError == false)
    }

    @Test func `names are cleaned and short`() async throws {
        let correlation = try await correlate(complaints: [
            Complaint(customer: "\u{202E}Bob\n\u{7}" + String(repeating: "x", count: 500), message: "m")
        ])
        let name = try #require(correlation.customers.first?.name)
        #expect(name.count <= 60 && !name.contains("\n") && !name.unicodeScalars.contains("\u{202E}"))
    }
}
