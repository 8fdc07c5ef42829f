import Testing

@testable import Agents
@testable import Domain

@Suite struct SeverityAgentTests {
    private func classify(_ complaints: [String] = [], logs: String = "", title: String? = nil) async throws
        -> Classification
    {
        let complaints = complaints.enumerated().map {
            Complaint(customer: "Customer \($0.offset)", message: $0.element)
        }
        let correlation = try await correlate(logs, complaints: complaints)
        return try await SeverityAgent().run(
            on: incident(title: title, logs: logs, complaints: complaints, correlation: correlation))
    }

    private static func trace(_ file: String, _ line: Int, _ function: String, _ error: String) -> String {
        "2025-03-01 10:00:00 ERROR Unhandled exception\nTraceback (most recent call last):\n  File \"/app/\(file)\", line \(line), in \(function)\n    x()\n\(error)\n"
    }

    @Test(arguments: [
        (
            trace("data_processing.py", 42, "process_batch", "IndexError: list index out of range"),
            [
                "The upload crashes every time.", "Upload crashes, and we have an urgent deadline!",
                "Our import keeps crashing.",
            ], Severity.p1
        ),
        (
            trace("payment_service.py", 87, "process_payment", "KeyError: 'transaction'"),
            ["I was charged but got no order.", "Charged 49 EUR, no order in my account."], .p0
        ),
        (
            trace(
                "database_service.py", 134, "execute_query",
                "TimeoutError: connection pool timed out, 5/5 connections exhausted"),
            ["Pages take 30 s to load."], .p1
        ),
        (
            trace(
                "notification_service.py", 78, "send_welcome_email",
                "AttributeError: 'NoneType' object has no attribute 'email'"),
            ["I never got a welcome mail."], .p2
        ),
        (
            trace("api_gateway.py", 23, "route_request", "KeyError: 'user-service'")
                + "CRITICAL 312 failed requests a minute\n",
            [
                "Nothing works.", "I get errors on every page.", "Nothing works at all!", "Can't use it.",
                "It is broken for us.",
            ], .p0
        ),
        (
            trace("analytics_service.py", 91, "compute_conversion_rate", "ZeroDivisionError: division by zero"),
            ["The conversion report is broken."], .p2
        ),
        (
            trace("order_service.py", 55, "validate_order", "IndexError: list index out of range"),
            ["My order failed."], .p2
        ),
    ])
    func `the incidents of an order platform get the severity an on-call engineer would give`(
        logs: String, complaints: [String], severity: Severity
    ) async throws {
        let classification = try await classify(complaints, logs: logs)
        #expect(classification.severity == severity, "\(classification.reason)")
    }

    @Test(arguments: [
        // Payments
        ("You charged my card twice for the same order", Severity.p0), ("I was double-charged yesterday", .p0),
        ("Paid for the subscription but did not receive access", .p0),
        ("We can't pay, the checkout shows an error", .p0),
        ("Payments are failing since this morning", .p0), ("My card was declined three times although it is fine", .p0),
        ("The money is gone from my account and there is no order", .p0), ("I was billed the wrong amount", .p0),
        ("My refund never arrived", .p0), ("Payment doesn't go through", .p0), ("We are losing money by the hour", .p0),
        ("Refunds are fine, just slow", .p1), ("How do I change my payment method?", .p2),
        ("The payment page has a typo", .p2), ("I paid and everything was fine", .p2),
        ("Down payment label is misaligned", .p2),
        // Data loss
        ("All my data is gone", .p0), ("We lost three weeks of records", .p0),
        ("My documents disappeared overnight", .p0),
        ("The import corrupted our files", .p0), ("It deleted all of my photos", .p0),
        ("No data loss so far, only an odd colour", .p2), ("Can I export without losing data?", .p2),
        ("The data table looks odd on mobile", .p2),
        // Security
        ("I can see another customer's invoices", .p0), ("Your logs leak access tokens", .p0),
        ("Someone logged into my account", .p0), ("My account was hacked", .p0),
        ("API keys are exposed in the page source", .p0),
        ("There was unauthorized access to our account", .p0), ("I see someone else's orders", .p0),
        ("The security update documentation has a typo", .p2), ("Not a security breach, just a broken link", .p2),
        ("Where is the security settings page?", .p2),
        // Outages
        ("The site is down", .p0), ("Your website has been down for an hour", .p0), ("Nothing works", .p0),
        ("We have a complete outage in Europe", .p0),
        ("The app isn't reachable for all users, everyone gets an error", .p0),
        ("No one can log in", .p0), ("Everything is broken!!!", .p0),
        ("All of our users are affected and cannot order", .p0),
        ("40 customers can't open their invoices", .p0), ("The API went down again", .p0),
        ("We're completely down", .p0),
        ("The site isn't down, but the logo is missing", .p2), ("We might be down if the certificate expires", .p2),
        ("The site was down yesterday but works again now", .p2), ("Scroll down and the footer flickers", .p2),
        ("The dropdown is misplaced", .p2), ("The app is not down, only the icon is wrong", .p2),
        ("This feature would be nice for everyone", .p2),
        ("What happens when the server is down for maintenance?", .p2),
        // Crashes, urgency, blocked work, slowness
        ("The app crashes when I open settings", .p1), ("It crashed again", .p1), ("This is urgent, please help", .p1),
        ("Please fix this ASAP", .p1), ("We are blocked", .p1), ("My whole team is stuck and can't work", .p1),
        ("I am locked out", .p1), ("The dashboard is terribly slow", .p1), ("Search times out", .p1),
        ("It took 45 seconds to load", .p1), ("The page takes forever", .p1), ("It keeps freezing", .p1),
        ("I can't log in", .p1), ("We will miss our deadline", .p1), ("If I upload an empty file the app crashes", .p1),
        ("This is not urgent", .p2), ("No rush and nothing urgent", .p2), ("It isn't slow any more", .p2),
        ("It doesn't crash, it only looks odd", .p2), ("I took a crash course and found a typo in it", .p2),
        ("I blocked out an hour to read the docs", .p2), ("Not critical, but the icon is blurry", .p2),
        // Everything else
        ("I never got the welcome mail", .p2), ("The report is broken", .p2), ("My order failed", .p2),
        ("The export has the wrong column order", .p2), ("Could you add dark mode?", .p2), ("", .p2),
    ])
    func `a complaint is weighed by what it means`(text: String, severity: Severity) async throws {
        let classification = try await classify([text])
        #expect(classification.severity == severity, "\(classification.reason)")
    }

    @Test(arguments: [
        ("ERROR Payment failed for order 12: gateway said no", Severity.p0),
        ("ERROR could not process payment 77", .p0),
        ("CRITICAL 312 failed requests per minute", .p0), ("WARN 5xx error rate 35%", .p0),
        ("WARN error rate 7.5%", .p1),
        ("WARN 40 errors per minute", .p1), ("WARN 3 errors per hour", .p2), ("ERROR error rate 0.1%", .p2),
        ("INFO Payment accepted", .p2), ("INFO site is down message template loaded", .p2),
        ("ERROR KeyError: 'x' in charge_twice (payment_service.py:87)", .p2),
        ("ERROR template outage_banner.html not found", .p2), ("ERROR File security_breach.py missing", .p2),
        ("FATAL Out of memory: Killed process 812 (node)", .p1), ("ERROR query timed out after 30 s", .p1),
        ("ERROR Connection pool exhausted", .p1), ("ERROR customer data leaked to public bucket", .p0),
        ("ERROR table orders is corrupt", .p0), ("ERROR [req-24e44006] GET /users/me failed", .p2),
        ("ERROR 500 GET /accounts/12 failed", .p2), ("ERROR 24 users failed to sign in", .p0),
    ])
    func `a log message counts, its code does not`(line: String, severity: Severity) async throws {
        let classification = try await classify(logs: line)
        #expect(classification.severity == severity, "\(classification.reason)")
    }

    @Test func `words in frames, paths and source lines are no outage`() async throws {
        let log = """
            Traceback (most recent call last):
              File "/srv/site_is_down/outage/security_breach.py", line 3, in data_loss
                raise payment_failed("site is down, all data lost")
              File "/app/payments/charge_twice.py", line 9, in nothing_works
                crash()
            ValueError: bad colour
            """
        #expect(try await classify(logs: log).severity == .p2)
    }

    @Test(arguments: ["ERROR app: ", "api_1  | ", "2025-03-01 10:00:00 [error] "])
    func `source lines of a trace behind a prefix are no outage`(prefix: String) async throws {
        let trace = Self.trace("a.py", 3, "f", "ValueError: odd").replacing(
            "x()", with: "raise Down('site is down, all data lost')")
        let log = trace.split(separator: "\n").map { prefix + $0 }.joined(separator: "\n")
        #expect(try await classify(logs: log).severity == .p2)
    }

    @Test func `words below the level of an error decide nothing, however often`() async throws {
        let log = String(repeating: "2025-03-01 INFO checking whether payments failed\n", count: 80)
        #expect(try await classify(logs: log).severity == .p2)
    }

    @Test func `five complaining customers are many, four are not`() async throws {
        let five = (0..<5).map { "The icon looks odd, take \($0)" }
        let classification = try await classify(five)
        #expect(classification.severity == .p0)
        #expect(classification.reason.contains("5 customers complained"))
        #expect(try await classify(Array(five.prefix(4))).severity == .p2)
    }

    @Test func `the reason quotes who said what, worst first`() async throws {
        let classification = try await classify(["It is slow", "I was charged twice"])
        #expect(
            classification.reason
                == "P0, because of trouble with payments (“charged twice”, Customer 1); 2 customers complained.")
        #expect(classification.signals == ["charged twice", "slow"])
        #expect(try await classify(["Odd colour"]).reason.hasPrefix("P2, because nothing"))
    }

    @Test func `the reporter's title counts, and an incident without a correlation is classified, too`() async throws {
        #expect(try await classify(title: "Site is down").severity == .p0)
        let raw = try incident(complaints: [Complaint(message: "Ann: it crashes\nBob: it crashes")])
        #expect(try await SeverityAgent().run(on: raw).severity == .p1)
    }

    @Test func `hostile text is weighed in bounded time`() async throws {
        let text = String(repeating: "charge not no ", count: 20_000)
        #expect(try await classify([text]).severity <= .p2)
        #expect(
            try await classify([String(repeating: "\u{301}", count: 50_000), String(repeating: "'", count: 9_999)])
                .severity == .p2)
    }

    @Test(arguments: [
        ("Importing sheets is completely broken for managers, the rest is fine.", Severity.p1),
        ("The shop is completely broken.", .p0),
        ("The site is completely down for everyone.", .p0),
        ("Our carrier has an outage; only the weekly digests are late.", .p1),
        ("Service disruption in the west: some of our jobs don't start.", .p1),
        ("The certificate of the portal has expired and browsers refuse to open it.", .p0),
        ("The certificate of the build mirror has expired.", .p1),
        ("The menu stays stuck when I sort by name; refreshing helps.", .p2),
    ])
    func `a part is not the whole, and what others suffer or a reload mends weighs less`(
        text: String, severity: Severity
    )
        async throws
    {
        let made = try incident(complaints: [Complaint(customer: "Kim Doe", message: text)])
        #expect(try await SeverityAgent().run(on: made).severity == severity)
    }
}
