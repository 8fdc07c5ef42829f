@testable import Agents
import Domain
import TestSupport
import Testing

@Suite struct CustomerResponseAgentTests {
    @Test func `every affected customer gets a reply that speaks of their own trouble`() async throws {
        let replies = try await replies(to: [
            Closing.customer("Maria Lopez", "I was charged 49 EUR but I have no order!!"),
            Closing.customer("Acme Foods GmbH", "Our upload crashes, we have an urgent deadline"),
            Closing.customer("user_4711", nil),
            Closing.customer("jo@example.com", "pages take 30 seconds"),
        ])
        #expect(replies.map(\.customer) == ["Maria Lopez", "Acme Foods GmbH", "user_4711", "jo@example.com"])
        let texts = replies.map(\.text)
        #expect(texts[0].hasPrefix("Hello Maria,") && texts[0].contains("you were charged and did not get"))
        #expect(texts[0].contains("We are checking your charge"))
        #expect(
            texts[1].hasPrefix("Hello Acme Foods GmbH team,") && texts[1].contains("your upload stops with an error"))
        #expect(texts[1].contains("urgent") && !texts[1].contains("checking your charge"))
        #expect(texts[2].hasPrefix("Hello,") && !texts[2].contains("4711"))
        #expect(texts[3].hasPrefix("Hello,") && texts[3].contains("our pages take far too long"))
        #expect(Set(texts).count == 4)
        #expect(texts.allSatisfy { $0.contains("review") && $0.contains("rolled out") })
    }

    @Test func `a reply holds no word of the inside and none of the evidence`() async throws {
        let secrets = [
            "KeyError", "transaction", "payment_service", "process_payment", ".py", "payment-service", "Traceback",
            "pytest",
            "patch", "commit", "exception", "Otto", "evil.example", "http", "<", ">", "`", "*", "@", "&", "[", "#",
            "sandbox",
        ]
        let complaint = "<!channel> [x](http://evil.example) @here `rm` *bold* I am charged twice, Otto said KeyError"
        let names = [
            "Otto Normal", "<!channel>", "<@U1|x> http://evil.example", "Zoë O'Neil-Smith", "", "a@b.c", "[x](y)",
        ]
        for exception in [
            "KeyError", "IndexError", "ZeroDivisionError", "PoolTimeoutError", "Weird", "TypeError", "OSError",
        ] {
            for severity in Severity.allCases {
                let customers =
                    names.map { Closing.customer($0, complaint) } + names.map { Closing.customer($0 + "2", nil) }
                let incident = try Closing.closed(Closing.correlation(exception, customers: customers), severity)
                for reply in try await CustomerResponseAgent().run(on: incident) {
                    #expect(reply.text.count <= CustomerResponseAgent.maximumCharacters && reply.text.count > 200)
                    let body = reply.text.replacing("Hello Otto,", with: "")
                    for secret in secrets { #expect(!body.contains(secret), "\(secret) in \(reply.text)") }
                }
            }
        }
    }

    @Test func `the same incident gives the same replies, and customers are not told the same words`() async throws {
        let customers = ["Ann Lee", "Bob Ray", "Cem Oz", "Dan Fox", "Eva Roth", "Finn May"].map {
            Closing.customer($0, "nothing works!")
        }
        let first = try await replies(to: customers)
        #expect(try await replies(to: customers) == first)
        let bodies = Set(first.map { $0.text.split(separator: "\n").dropFirst().joined() })
        #expect(bodies.count >= 3)
    }

    @Test func `a name that may be a company's is used in full when it speaks for others`() async throws {
        let replies = try await replies(to: [
            Closing.customer("Gotland Ceramics", "The report of our shop is broken"),
            Closing.customer("Juan Pereira", "My report is broken, and our customers wait"),
        ])
        #expect(replies[0].text.hasPrefix("Hello Gotland Ceramics,"))
        #expect(replies[1].text.hasPrefix("Hello Juan,"))
    }

    @Test func `the apology weighs as much as the incident`() async throws {
        let customers = [Closing.customer("Ann Lee", "the report is broken")]
        let worst = try await replies(to: customers, severity: .p0).first?.text ?? ""
        let mild = try await replies(to: customers, severity: .p2).first?.text ?? ""
        #expect(worst.contains("sorry") && !worst.contains("inconvenience"))
        #expect(mild.contains("inconvenience"))
    }

    @Test func `nothing is promised that isn't so`() async throws {
        let customers = [Closing.customer("Ann Lee", "the report is broken")]
        let correlation = Closing.correlation(customers: customers)
        let early = try #require(Incident.made(of: [.correlated(correlation), .diagnosed(try Closing.diagnosis())]))
        let elsewhere = try #require(
            Incident.made(of: [.correlated(correlation), .diagnosed(try Closing.diagnosis(nil))]))
        for incident in [early, elsewhere] {
            let text = try await CustomerResponseAgent().run(on: incident).first?.text ?? ""
            #expect(!text.contains("tested") && !text.contains("rolled out") && !text.isEmpty)
        }
        let unrelated = [Closing.customer("Ann Lee", "the report is broken", matches: false)]
        let text = try await replies(to: unrelated).first?.text ?? ""
        #expect(text.contains("checking whether it explains what you saw"))

        let untouched = try #require(Incident.made(of: []))
        #expect(try await CustomerResponseAgent().run(on: untouched).isEmpty)
    }

    @Test(arguments: [
        ("Maria Lopez", "Hello Maria,"), ("maria", "Hello,"), ("Lopez, Maria", "Hello Maria,"),
        ("Dr. Jane Goodwin", "Hello Dr. Goodwin,"), ("Acme Corp.", "Hello Acme Corp. team,"),
        ("Smith & Sons", "Hello Smith & Sons team,"), ("Vincent van Gogh", "Hello Vincent,"), ("user-17", "Hello,"),
        ("U024BE7LH", "Hello,"), ("李雷", "Hello 李雷,"), ("Zoë", "Hello Zoë,"), ("www.evil.example", "Hello,"),
        ("", "Hello,"), ("One Two Three Four Five Six Seven", "Hello,"), ("Visit Evil.example Now", "Hello,"),
    ])
    func `people, companies and identifiers are addressed as what they are`(name: String, greeting: String) {
        #expect(CustomerGreeting.of(name) == greeting)
    }

    @Test(arguments: [
        ("charged twice for one order", "that you were charged more than once"),
        ("Money was deducted but the order never showed up", "that you were charged and did not get what you paid for"),
        ("I never got my welcome email", "that your welcome email did not arrive"),
        ("The conversion report shows an error", "that your report stops with an error"),
        ("my order failed", "that your order did not work"),
        ("NOTHING WORKS, the site is down", "that nothing works for you at the moment"),
        ("Every page of our order history takes 30 seconds", "that our pages take far too long"),
        ("My order failed, I had changed the cart", "that your order did not work"),
        ("hm", "that something of ours did not work"),
        ("can’t log in", "that signing in did not work"),
    ])
    func `a complaint is understood in our own words`(complaint: String, clause: String) {
        #expect(CustomerExperience(complaint).clause == clause)
    }

    private func replies(to customers: [AffectedCustomer], severity: Severity = .p0) async throws -> [CustomerReply] {
        try await CustomerResponseAgent().run(on: Closing.closed(Closing.correlation(customers: customers), severity))
    }
}
