package import Domain

/// The rule-based replies in a model's words, all in one call. A reply that says too much is left rule-based.
package struct ModelCustomerResponseAgent: IncidentAgent {
    /// More customers than this would not fit into one answer; the others keep the rule-based reply.
    static let maximumCustomers = 12

    private let rules: any IncidentAgent<[CustomerReply]>
    private let adviser: ModelAdviser

    package init(rules: any IncidentAgent<[CustomerReply]>, adviser: ModelAdviser) {
        self.rules = rules
        self.adviser = adviser
    }

    private struct Answer: Decodable {
        struct Reply: Decodable {
            let customer: String
            let text: String
        }

        let replies: [Reply]
    }

    package func run(on incident: Incident) async throws(PortError) -> [CustomerReply] {
        let drafts = try await rules.run(on: incident)
        guard let correlation = incident.correlation, !drafts.isEmpty else { return drafts }
        let list = zip(drafts, correlation.customers).prefix(Self.maximumCustomers).enumerated().map { place, pair in
            """
            \(Pseudonyms.standIn(place + 1)) (known to us as \(pair.0.customer))
            said: \(BoundedText.line(pair.1.complaint ?? "nothing; their name stands in the log", limit: 600))
            draft: \(pair.0.text)
            """
        }
        let question = try ModelQuestion(
            .customerResponse, prompt: "replies",
            exhibits: [.init(label: "customers", text: list.joined(separator: "\n\n"), isPersonal: true)])
        let check = ReplyCheck(incident)
        let advice = await adviser.ask(question, about: incident) { reply in
            let answer = try reply.value(Answer.self)
            var texts: [String: String] = [:]
            for item in answer.replies where texts[item.customer] == nil { texts[item.customer] = item.text }
            var replies = drafts
            var used = 0
            for place in drafts.indices.prefix(Self.maximumCustomers) {
                guard let text = texts[Pseudonyms.standIn(place + 1)], check.mayBeSent(text, to: place) else {
                    continue
                }
                let named = BoundedText.headAndTail(
                    of: reply.terms.restoreForPeople(text), limit: CustomerResponseAgent.maximumCharacters)
                replies[place] = CustomerReply(customer: drafts[place].customer, text: named)
                used += 1
            }
            guard used > 0 else { throw AnswerProblem(check.words) }
            return replies
        }
        return advice?.answer ?? drafts
    }
}

/// Whether a reply may go out: it tells a customer nothing of the inside, of others, or of other places.
struct ReplyCheck: Sendable {
    /// Claims that no draft of the rules makes, least of all for a request that was only contained.
    private static let untrueOfContained = [
        "works again", "working again", "work again", "fixed", "resolved", "solved", "back to normal", "corrected",
    ]

    private let inside: [String]
    private let customers: Int
    private let isContained: Bool

    let words =
        "no reply may go out: each is for one customer of the list, of 40 to 1,200 characters, without links, "
        + "code, error names, files or other customers, and says of nothing that it works before it does"

    init(_ incident: Incident) {
        var inside =
            incident.correlation?.errors.flatMap { error -> [String] in
                [error.signature.exception] + error.signature.frames.flatMap { [$0.file, $0.function ?? ""] }
            } ?? []
        inside += incident.correlation?.services ?? []
        inside += incident.proposal?.patch.files ?? []
        if let location = incident.diagnosis?.location { inside += [location.file, location.function ?? ""] }
        // A plain word such as "upload" may be a function's name and still be what the customer calls it.
        self.inside = inside.filter { $0.count >= 4 && !$0.allSatisfy { $0.isLetter && $0.isLowercase } }
        customers = incident.correlation?.customers.count ?? 0
        isContained = incident.proposal?.outcome == .contained
    }

    func mayBeSent(_ text: String, to place: Int) -> Bool {
        guard (40...CustomerResponseAgent.maximumCharacters).contains(text.count) else { return false }
        let lower = text.lowercased()
        let isOpen = ["http:", "https:", "://", "<", "`", "[redacted", "www.", "@", "traceback", "customer-0"]
            .contains(where: lower.contains)
        let isUntrue = isContained && Self.untrueOfContained.contains(where: lower.contains)
        let isTelling = inside.contains { lower.contains($0.lowercased()) }
        let own = Pseudonyms.standIn(place + 1)
        let speaksOfOthers = (1...max(1, customers)).contains { number in
            let other = Pseudonyms.standIn(number)
            return other != own && text.replacing(own, with: "").contains(other)
        }
        return !isOpen && !isUntrue && !isTelling && !speaksOfOthers
    }
}
