package import Domain
package import Foundation

/// As many incidents as wanted, as a busy team could have had them: the same number is always the same incident.
///
/// Nearly all are over; a few of the newest are under way. Each has the facts it would have, with texts of usual length.
package struct PlausibleIncidents: Sendable {
    package let count: Int
    /// When the newest one was opened.
    package let end: Date
    /// How long ago the oldest was.
    package let days: Double

    package init(_ count: Int, until end: Date = ManualClock.start, days: Double = 1_000) {
        self.count = count
        self.end = end
        self.days = days
    }

    /// Numbers begin at 1, as the journal's do when it is empty.
    package subscript(_ number: Int) -> PastIncident {
        var story = PlausibleStory(of: number, openedAt: openedAt(number), isRecent: count - number < count / 500 + 3)
        return PastIncident(key: "plausible-\(number)", steps: story.steps())
    }

    private func openedAt(_ number: Int) -> Date {
        let age = count > 1 ? Double(count - number) / Double(count - 1) : 0
        return end.addingTimeInterval(-86_400 * days * age)
    }
}

/// One incident's history, told fact by fact.
struct PlausibleStory {
    private let number: Int
    private let isRecent: Bool
    private let bug: PlausibleBug
    private var dice: Dice
    private var time: Date
    private var told: [PastIncident.Step] = []

    private static let people = ["U024BE7LH", "U02ROSADIAZ", "U03KENJI", "U04AMARA"]

    init(of number: Int, openedAt: Date, isRecent: Bool) {
        self.number = number
        self.isRecent = isRecent
        dice = Dice(number)
        // Who joins an older incident has its error.
        var kind = Dice(Self.joins(number) ? number - 1 : number)
        bug = PlausibleBug(&kind)
        time = openedAt
    }

    /// Every twentieth report is of an error that is under way.
    private static func joins(_ number: Int) -> Bool { number % 20 == 7 }

    mutating func steps() -> [PastIncident.Step] {
        let intake = bug.intake(&dice, number: number)
        tell(.opened(intake), 0)
        let correlation = bug.correlation(of: intake, &dice)
        tell(.correlated(correlation), 2)
        tell(.precedentsFound(number > 3 ? [bug.precedent] : []), 1)
        tell(.severityClassified(bug.classification(&dice)), 1)
        if isRecent, dice.isBelow(0.3) { return told }
        if Self.joins(number) {
            tell(.joined(IncidentID(rawValue: number - 1)), 1)
            return told
        }
        if Self.joins(number + 1), !isRecent { tell(.recurred(bug.recurrence(in: number + 1)), 5) }
        tell(.diagnosed(bug.diagnosis(number)), 9)
        if dice.isBelow(0.1) { return escalated(.noCodeCause, "Nothing in the repository is to be changed.") }
        tell(.reproduced(bug.reproduction(number)), 6)
        repair()
        return told
    }

    /// Patches until one passes, a person gives up, or nobody has answered yet.
    private mutating func repair() {
        for attempt in 1...3 {
            let proposal = bug.proposal(attempt, of: number)
            tell(.patchProposed(proposal), dice.isBelow(0.5) ? 4 : 30)
            if isRecent { return }
            let wait = dice.longTail(median: 240)
            if dice.isBelow(0.04) { return tell(.cancelled(reason: "A duplicate of what we saw yesterday."), wait) }
            if dice.isBelow(0.12) {
                tell(.rejected(proposal.digest, feedback: "Don't swallow it, tell the caller."), wait)
                continue
            }
            tell(.approved(proposal.digest), wait)
            let passes = dice.isBelow(0.85)
            tell(.verified(bug.verification(of: proposal, passes: passes)), 20)
            if passes { return close(proposal) }
            tell(.critiqued(bug.critique), 3)
        }
        _ = escalated(.attemptsUsedUp, "Three patches failed.")
    }

    private mutating func close(_ proposal: Proposal) {
        tell(.repliesDrafted(bug.replies), 5)
        tell(.postmortemWritten(bug.postmortem(number)), 3)
        tell(.pullRequestOpened(bug.pullRequest(of: proposal, number)), 4)
        tell(.resolved, dice.longTail(median: 60))
    }

    private mutating func escalated(_ cause: Escalation.Cause, _ words: String) -> [PastIncident.Step] {
        tell(.escalated(Escalation(cause: cause, summary: words, tried: ["guard the empty case"])), 2)
        return told
    }

    private mutating func tell(_ fact: Fact, _ seconds: Double) {
        time += seconds
        let person = Self.people[number % Self.people.count]
        told.append(PastIncident.Step(fact, by: fact.kind.usualActor(person: person), at: time))
    }
}

/// Numbers that look random and are the same for the same seed (SplitMix64).
struct Dice {
    private var state: UInt64

    init(_ seed: Int) {
        state = UInt64(bitPattern: Int64(seed)) &* 0x9E37_79B9_7F4A_7C15
    }

    private mutating func roll() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }

    /// From 0 up to 1.
    mutating func share() -> Double { Double(roll() >> 11) / Double(1 << 53) }

    mutating func isBelow(_ share: Double) -> Bool { self.share() < share }

    mutating func pick<Element>(_ elements: [Element], _ fallback: Element) -> Element {
        elements.isEmpty ? fallback : elements[Int(share() * Double(elements.count))]
    }

    mutating func number(below limit: Int) -> Int { Int(share() * Double(limit)) }

    /// Mostly near the median, now and then many times as long.
    mutating func longTail(median: Double) -> Double {
        median * pow(10, (share() + share() + share() - 1.5) * 1.4)
    }
}
