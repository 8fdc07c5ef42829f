package import Domain

/// Drafts a personal reply to every affected customer, for a person to read and send.
///
/// Deterministic. A reply holds nothing of the evidence but the customer's own name, and nothing of the inside: no error,
/// file, function or host, no other customer. At most `maximumCharacters` long.
package struct CustomerResponseAgent: IncidentAgent {
    package static let maximumCharacters = 1_200

    package init() {}

    /// One reply per customer of the correlation, in its order; none without a correlation.
    package func run(on incident: Incident) async throws(PortError) -> [CustomerReply] {
        guard let correlation = incident.correlation else { return [] }
        let story = ReplyStory(incident)
        return correlation.customers.map { customer in
            CustomerReply(
                customer: customer.name,
                text: String(story.reply(to: customer).prefix(Self.maximumCharacters)))
        }
    }
}

/// What all customers of an incident are told, and how it is said to one of them.
struct ReplyStory {
    private enum Progress {
        /// A correction is written and tested, and waits for its last review.
        case tested
        /// The same, but nothing could be tested.
        case prepared
        /// A change is made with which such requests are refused in words. They don't work with it.
        case contained(isTested: Bool, isSeen: Bool)
        /// The cause is known.
        case found
        /// The cause lies elsewhere, or is not known yet.
        case worked
    }

    private let severity: Severity
    private let progress: Progress
    private let cause: String
    private let sharedFeature: CustomerExperience.Feature?
    private let incident: Int

    init(_ incident: Incident) {
        severity = incident.classification?.severity ?? .p2
        self.incident = incident.id.rawValue
        let main = incident.correlation?.mainError?.signature
        let isOurs = incident.diagnosis?.location != nil
        progress = Self.change(in: incident) ?? (isOurs ? .found : .worked)
        cause = isOurs ? main.map { Self.everyday(FailureFamily($0)) } ?? Self.everyday(.other) : Self.elsewhere
        let features = (incident.correlation?.customers ?? []).compactMap(\.complaint)
            .compactMap { CustomerExperience($0).feature }
        let counts = Dictionary(grouping: features) { $0 }.mapValues(\.count)
        sharedFeature = CustomerExperience.Feature.allCases.max { (counts[$0] ?? 0) < (counts[$1] ?? 0) }
            .flatMap { counts[$0] == nil ? nil : $0 }
    }

    /// What is ready to be reviewed and rolled out; nil where nothing is that helps a customer.
    private static func change(in incident: Incident) -> Progress? {
        guard incident.isApprovedAndVerified, let proposal = incident.proposal else { return nil }
        let isTested = incident.verification?.level != .untested
        return switch proposal.outcome {
        case .failingTest: nil
        case .contained: .contained(isTested: isTested, isSeen: incident.hasSeenOutcome)
        case .fixed, nil: isTested ? .tested : .prepared
        }
    }

    func reply(to customer: AffectedCustomer) -> String {
        let experience = customer.complaint.map(CustomerExperience.init)
        let seed = Self.seed("\(incident) \(customer.name)")
        var paragraphs = [CustomerGreeting.of(customer.name, speaksForOthers: experience?.speaksForOthers == true)]
        paragraphs.append("\(opening(experience, seed)) \(apology(seed))")
        paragraphs.append("\(explanation(customer, seed)) \(expectation(seed))")
        if let care = care(for: experience) { paragraphs.append(care) }
        paragraphs.append("\(closing(seed))\nThe support team")
        return paragraphs.joined(separator: "\n\n")
    }

    private func opening(_ experience: CustomerExperience?, _ seed: Int) -> String {
        guard let experience else {
            let thing = sharedFeature.map { " with \($0.thing)" } ?? ""
            return pick(
                [
                    "We are writing to you because something you did with our service\(thing) may not have worked.",
                    "You may have noticed a problem\(thing) lately, and we want to tell you about it before you have to ask.",
                ], seed)
        }
        return pick(
            [
                "Thank you for telling us \(experience.clause).",
                "Thank you for your message. You told us \(experience.clause).",
                "We have read your message, and we understand \(experience.clause).",
            ], seed) + (experience.isUrgent ? " We know that this is urgent for you." : "")
    }

    private func apology(_ seed: Int) -> String {
        switch severity {
        case .p0:
            pick(
                [
                    "This should never have happened, and we are truly sorry. It has our full attention.",
                    "We are very sorry. This is serious, and we treat it as such.",
                ], seed / 3)
        case .p1:
            pick(
                [
                    "We are sorry that this kept you from your work.",
                    "We apologise for the trouble this has caused you.",
                ], seed / 3)
        case .p2:
            pick(["We are sorry for the inconvenience.", "Please excuse the inconvenience."], seed / 3)
        }
    }

    private func explanation(_ customer: AffectedCustomer, _ seed: Int) -> String {
        guard customer.complaint == nil || customer.matchesMainError else {
            return
                "We found a fault on our side around the same time, and are checking whether it explains what you saw."
        }
        return pick(
            ["Here is what happened: \(cause)", "What happened: \(cause)", "This is what went wrong: \(cause)"],
            seed / 5)
    }

    private func expectation(_ seed: Int) -> String {
        switch progress {
        case .tested:
            pick(
                [
                    "A correction has been prepared and tested. It will be rolled out once it has passed its final review.",
                    "We have prepared a correction and tested it; after one last review it will be rolled out.",
                ], seed / 7)
        case .prepared: "A correction has been prepared. It will be rolled out once it has passed its final review."
        case .contained(let isTested, let isSeen):
            "We have prepared \(isTested ? "and tested " : "")a first change; it will be rolled out once it has passed its "
                + "final review. With it, such a request \(isSeen ? "is" : "should be") refused with a clear message instead "
                + "of breaking off. It does not yet make what you tried work."
        case .found: "Our engineers know where the fault is and are preparing a correction."
        case .worked: "Our engineers are working on it."
        }
    }

    private func care(for experience: CustomerExperience?) -> String? {
        if experience?.concernsMoney ?? (sharedFeature == .payment) {
            return "We are checking your charge. Please don't pay again in the meantime; "
                + "if anything was taken that should not have been, we will put it right."
        }
        return switch experience?.feature ?? sharedFeature {
        case .order, .basket: "Please don't place the order again yet, so that you don't end up with two."
        case .upload: "Please keep your file; you may need to upload it once more afterwards."
        default: nil
        }
    }

    private func closing(_ seed: Int) -> String {
        let promise =
            switch progress {
            case .tested, .prepared: "as soon as it is live"
            case .contained, .found, .worked: "as soon as there is news"
            }
        return pick(
            [
                "We will write to you again \(promise). Until then you can reply to this message at any time.",
                "You will hear from us \(promise). If anything else is wrong, just reply to this message.",
            ], seed / 11)
    }

    private func pick(_ choices: [String], _ seed: Int) -> String { choices[seed % choices.count] }

    /// The same text gives the same number in every process, unlike Swift's own hash.
    private static func seed(_ text: String) -> Int {
        Int(text.utf8.reduce(UInt64(14_695_981_039_346_656_037)) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 } >> 2)
    }

    private static let elsewhere = "something that our service depends on did not work as it should."

    private static func everyday(_ family: FailureFamily) -> String {
        switch family {
        case .emptyOrShortList:
            "our system expected at least one entry where there was none, and gave up instead of going on."
        case .missingKey: "a piece of information our system counts on was missing, and it gave up instead of going on."
        case .missingValue, .missingMember:
            "our system looked for details that were not there, and gave up instead of going on."
        case .divisionByZero: "a calculation of ours could not cope with a total of zero."
        case .wrongType, .unreadableValue: "our system could not read a piece of information in the form it arrived in."
        case .exhausted, .outOfMemory:
            "a part of our system ran out of capacity, and requests had to wait or were turned away."
        case .timedOut: "a part of our system took too long to answer."
        case .missingFile, .denied: "our system could not get at something it needs."
        case .undefinedName, .endlessRecursion, .brokenAssertion, .other:
            "a fault in our system stopped it from finishing what you asked for."
        }
    }
}
