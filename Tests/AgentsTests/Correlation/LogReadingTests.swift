import Testing

@testable import Agents
@testable import Domain

@Suite struct LogReadingTests {
    private func trace(_ name: String, line: Int, exception: String) -> String {
        "Traceback (most recent call last):\n  File \"/app/\(name).py\", line \(line), in \(name)\n    f()\n\(exception)\n"
    }

    @Test func `a repeated trace is one error with a count and its first and last time`() async throws {
        let log = (0..<57).map {
            "2025-03-01 10:00:\($0 < 10 ? "0" : "")\($0),000 ERROR boom\n"
                + trace("pay", line: 9, exception: "KeyError: 'x'")
        }
        .joined()
        let correlation = try await correlate(log)
        #expect(correlation.mainError?.count == 57)
        #expect(correlation.errors.count == 1)
        #expect(correlation.mainError?.firstSeen == "2025-03-01 10:00:00,000")
        #expect(correlation.mainError?.lastSeen == "2025-03-01 10:00:56,000")
    }

    @Test func `messages that differ in numbers are the same error, other lines of code are not`() async throws {
        let log =
            trace("a", line: 9, exception: "ValueError: row 17 is bad")
            + trace("a", line: 9, exception: "ValueError: row 99 is bad")
            + trace("a", line: 30, exception: "ValueError: row 99 is bad")
        let correlation = try await correlate(log)
        #expect(correlation.errors.map(\.count) == [2, 1])
    }

    @Test(arguments: [
        ("CRITICAL gateway: 312 failed requests a minute", 312), ("WARN (repeated 57 times)", 57),
        ("INFO monitor: occurred 14 times in the last hour", 14), ("ERROR last message repeated 1,204 times", 1204),
        ("INFO took 312 ms", 1), ("WARN HTTP 500 errors seen", 1), ("WARN 40 requests failed", 40),
        ("WARN error_count=71", 71),
    ])
    func `a count stated near an error is its count`(line: String, count: Int) async throws {
        let log = trace("gateway", line: 23, exception: "KeyError: 'user-service'") + line + "\n"
        #expect(try await correlate(log).mainError?.count == count)
    }

    @Test func `a logger's error line and its trace are one error`() async throws {
        let log =
            "2025-03-01 ERROR api KeyError: 'x' while paying\n" + trace("pay", line: 9, exception: "KeyError: 'x'")
            + "2025-03-01 ERROR Exception in ASGI application\n" + trace("pay", line: 9, exception: "KeyError: 'x'")
        let correlation = try await correlate(log)
        #expect(correlation.errors.count == 1)
        #expect(correlation.mainError?.count == 2)
    }

    static let mixed = """
        web_1  | 10.0.0.1 - - [01/Mar/2025:10:00:00 +0000] "GET /checkout HTTP/1.1" 200 12
        api_1  | 2025-03-01T10:00:01.120Z [info] request_id=ab12cd34 user_id=8841 POST /pay
        api_1  | 2025-03-01T10:00:01.420Z [error] request_id=ab12cd34 payment failed: KeyError: 'transaction'
        api_1  | Traceback (most recent call last):
        api_1  |   File "/usr/local/lib/python3.11/site-packages/flask/app.py", line 1820, in full_dispatch
        api_1  |     rv = self.dispatch_request()
        api_1  |   File "/srv/app/payment_service.py", line 87, in process_payment
        api_1  |     return result["transaction"]["id"]
        api_1  | KeyError: 'transaction'
        db_1   | 2025-03-01 10:00:02 UTC [77] LOG:  checkpoint complete
        api_1  | 2025-03-01T10:00:09.001Z [error] request_id=ff00aa11 user_id=9020 payment failed: KeyError: 'transaction' (payment_service.py:87 in process_payment)
        web_1  | 10.0.0.1 - - [01/Mar/2025:10:00:09 +0000] "POST /pay HTTP/1.1" 500 99
        """

    @Test func `a log of several containers is understood as a whole`() async throws {
        let correlation = try await correlate(Self.mixed)
        #expect(correlation.title == "KeyError in process_payment (payment_service.py:87)")
        #expect(correlation.mainError?.count == 2)
        #expect(correlation.mainError?.firstSeen == "2025-03-01T10:00:01.420Z")
        #expect(correlation.mainError?.lastSeen == "2025-03-01T10:00:09.001Z")
        #expect(correlation.errors.map(\.signature.exception) == ["KeyError", "HTTP 500"])
        #expect(correlation.errors.last?.firstSeen == "01/Mar/2025:10:00:09 +0000")
        #expect(correlation.requestIDs == ["ab12cd34", "ff00aa11"])
        #expect(Set(correlation.customers.map(\.name)) == ["user 8841", "user 9020"])
        #expect(correlation.services == ["api", "web", "payment_service"])
    }

    @Test(arguments: [
        "ERROR order 12 failed", "ERROR user_id=9020 payment failed", "ERROR job #99 failed",
        "ERROR 5/5 connections failed?",
    ])
    func `a number that names something counts nothing`(line: String) async throws {
        let log = trace("gateway", line: 23, exception: "KeyError: 'user-service'") + line + "\n"
        #expect(try await correlate(log).mainError?.count == 1)
    }

    @Test func `an error in our code outranks noise without a place`() async throws {
        let log =
            String(repeating: "2025-03-01 ERROR redis: connection reset by peer\n", count: 40)
            + trace("pay", line: 9, exception: "KeyError: 'x'")
        let correlation = try await correlate(log)
        #expect(correlation.mainError?.signature.exception == "KeyError")
        #expect(correlation.errors.first?.count == 40)
    }

    @Test func `information about an error that was handled is no error`() async throws {
        let correlation = try await correlate("INFO retry after ConnectionError: reset\nDEBUG KeyError: x ignored\n")
        #expect(correlation.mainError == nil)
        #expect(correlation.errors.isEmpty)
    }

    @Test func `a plain error line is an error by its message`() async throws {
        let correlation = try await correlate(
            "2025-03-01 10:00:00 ERROR [pool] Connection pool exhausted: 5/5 in use (database_service.py:134)\n")
        let main = try #require(correlation.mainError)
        #expect(main.signature.exception == "ERROR")
        #expect(main.signature.message.contains("pool exhausted"))
        #expect(main.signature.frames.first?.line == 134)
        #expect(correlation.title.contains("pool exhausted"))
    }

    @Test func `identifiers and services are found in every notation`() async throws {
        let log = """
            2025-03-01 10:00:00 ERROR [payment-service] request_id=req-8f3a21 user_id=42 KeyError: 'x'
            {"level":"error","service":"order-service","requestId":"b7c1d2","user":"maria@example.com","message":"KeyError: 'x'"}
            ERROR [user:cus_9K2] [request_id: 77ab12] KeyError: 'x'
            """
        let correlation = try await correlate(log)
        #expect(Set(correlation.requestIDs).isSuperset(of: ["req-8f3a21", "b7c1d2", "77ab12"]))
        #expect(Set(correlation.userIDs).isSuperset(of: ["42", "maria@example.com", "cus_9K2"]))
        #expect(Set(correlation.services) == ["payment-service", "order-service"])
    }

    @Test func `a user is known from another line of the same request`() async throws {
        let noise = (0..<30).map { "INFO tick \($0)\n" }.joined()
        let log =
            "INFO request_id=r-55aa11 user_id=u-901 POST /pay\n" + noise
            + "ERROR request_id=r-55aa11 KeyError: 'x' (pay.py:3)\n"
        #expect(try await correlate(log).customers.map(\.name) == ["u-901"])
    }

    @Test func `the title names the error and its place, or is the reporter's, or the first complaint's`() async throws
    {
        let log = trace("process_payment", line: 87, exception: "KeyError: 'x'")
        #expect(try await correlate(log).title == "KeyError in process_payment (process_payment.py:87)")
        #expect(try await correlate(log, title: "Pay\u{7}ments\n broken").title == "Payments broken")
        #expect(
            try await correlate("", complaints: [Complaint(message: "The report is empty. Please help.")]).title
                == "The report is empty")
        let long = try await correlate(log, title: String(repeating: "long ", count: 80))
        #expect(long.title.count <= 100)
    }

    @Test func `evidence without an error is still a correlation`() async throws {
        let correlation = try await correlate(
            "INFO all good\n", complaints: [Complaint(customer: "Ann", message: "It looks odd")])
        #expect(correlation.mainError == nil)
        #expect(correlation.customers.map(\.name) == ["Ann"])
        #expect(correlation.digest.text == "INFO all good")
        #expect(correlation.problems.isEmpty)
    }

    @Test func `kept attachments are read and refused ones reported`() async throws {
        let store = EvidenceInMemory([
            "k1": Array(trace("pay", line: 9, exception: "KeyError: 'x'").utf8), "k2": [0x1F, 0x8B, 0, 1, 2],
        ])
        let attachments = [
            FetchedAttachment(name: "app.log", outcome: .kept(EvidenceKey(rawValue: "k1"), bytes: 90)),
            FetchedAttachment(name: "old.gz", outcome: .kept(EvidenceKey(rawValue: "k2"), bytes: 5)),
            FetchedAttachment(name: "gone.log", outcome: .kept(EvidenceKey(rawValue: "k3"), bytes: 5)),
            FetchedAttachment(
                name: "big.log", outcome: .refused(reason: "big.log is larger than 10 MB: attach a part of it.")),
        ]
        let correlation = try await CorrelationAgent(evidence: store).run(
            on: incident(logs: "INFO pasted", attachments: attachments))
        #expect(correlation.mainError?.signature.exception == "KeyError")
        #expect(
            correlation.digest.text.contains("=== app.log ===")
                && correlation.digest.text.contains("=== pasted log ==="))
        #expect(correlation.problems.count == 3)
        #expect(correlation.problems[0].contains("unpack it"))
        #expect(correlation.problems[1].contains("attach it again"))
    }
}
