import Domain
import Foundation
import TestSupport
import Testing

/// What every journal promises, run against the fake and the real one.
struct JournalContract {
    let journal: any Journal
    let clock: ManualClock

    private let intake = Intake(logs: "KeyError: 'a\u{0}b' 💥", source: .slashCommand)
    private let person = Actor.person(id: "U1")

    func check() async throws {
        try await opensOncePerKey()
        try await appendsOnlyBehindWhatWasRead()
        try await writesARequestOnce()
        try await chainsTheEntries()
        try await lists()
        try await tellsEverySubscriber()
        try await refusesAnUnknownIncident()
    }

    private func opensOncePerKey() async throws {
        let first = try await journal.open(intake, by: person, key: "one")
        let again = try await journal.open(Intake(logs: "other", source: .modal), by: .workflow, key: "one")
        let other = try await journal.open(intake, by: person, key: "two")
        #expect(first.rawValue == 1 && again == first && other.rawValue == 2)
        let history = try await journal.entries(of: first)
        #expect(history.map(\.fact) == [.opened(intake)])
        #expect(history.first?.actor == person)
        #expect(history.first?.time == clock.clock.now())
    }

    private func appendsOnlyBehindWhatWasRead() async throws {
        let incident = try await journal.open(intake, by: person, key: "guard")
        clock.advance(bySeconds: 1.25)
        let entry = try await journal.append(
            .cancelled(reason: "no \"quotes\" / harmed"), to: incident, by: .agent(.critic), expectedCount: 1)
        #expect(entry.sequence == 2 && entry.time == clock.clock.now())
        #expect(try await journal.entries(of: incident).last == entry)
        await #expect(throws: JournalError.conflict(actualCount: 2)) {
            try await journal.append(.resolved, to: incident, by: .workflow, expectedCount: 1)
        }
        #expect(try await journal.entries(of: incident).count == 2)
    }

    private func writesARequestOnce() async throws {
        let incident = try await journal.open(intake, by: person, key: "asked")
        let other = try await journal.open(intake, by: person, key: "asked elsewhere")
        func add(_ reason: String, _ id: IncidentID, behind count: Int, _ key: String?) async throws -> JournalEntry {
            try await journal.append(
                .cancelled(reason: reason), to: id, by: person, expectedCount: count, causedBy: key)
        }
        let first = try await add("one", incident, behind: 1, "click/1")
        #expect(first.causedBy == "click/1" && first.sequence == 2)
        #expect(try await add("one", incident, behind: 1, "click/1") == first)
        #expect(try await add("other words", incident, behind: 2, "click/1") == first, "the request counts")
        #expect(try await add("two", incident, behind: 2, "click/2").sequence == 3)
        #expect(try await add("three", incident, behind: 3, nil).sequence == 4)
        #expect(try await add("four", incident, behind: 4, nil).sequence == 5)
        #expect(try await add("elsewhere", other, behind: 1, "click/1").sequence == 2, "once per incident")
        let entries = try await journal.entries(of: incident)
        #expect(entries.map(\.causedBy) == [nil, "click/1", "click/2", nil, nil] && entries[1] == first)
    }

    private func chainsTheEntries() async throws {
        let incident = try await journal.open(intake, by: person, key: "chain")
        for count in 1...4 {
            _ = try await journal.append(.evidenceCollected([]), to: incident, by: .workflow, expectedCount: count)
        }
        let entries = try await journal.entries(of: incident)
        #expect(entries.map(\.sequence) == [1, 2, 3, 4, 5])
        #expect(entries.map(\.previousHash) == [JournalHash.origin] + entries.dropLast().map(\.hash))
        #expect(Set(entries.map(\.hash)).count == 5)
    }

    private func lists() async throws {
        let resolved = try await journal.open(intake, by: person, key: "resolved")
        let escalated = try await journal.open(intake, by: person, key: "escalated")
        let open = try await journal.open(intake, by: person, key: "open")
        _ = try await journal.append(.resolved, to: resolved, by: .workflow, expectedCount: 1)
        let escalation = Escalation(cause: .noPatch, summary: "", tried: [])
        _ = try await journal.append(.escalated(escalation), to: escalated, by: .workflow, expectedCount: 1)
        _ = try await journal.append(.evidenceCollected([]), to: escalated, by: .workflow, expectedCount: 2)
        let openIncidents = try await journal.openIncidents()
        #expect(openIncidents.contains(open) && !openIncidents.contains(resolved) && !openIncidents.contains(escalated))
        #expect(openIncidents == openIncidents.sorted())
        let retry = Retry(hint: "", message: MessageReference(channel: "C1", timestamp: "2.0"))
        _ = try await journal.append(.retried(retry), to: escalated, by: person, expectedCount: 3)
        let asked = Question(message: MessageReference(channel: "C1", timestamp: "1.0"), text: "why", topic: .why)
        _ = try await journal.append(.questionAsked(asked), to: resolved, by: person, expectedCount: 2)
        let again = try await journal.openIncidents()
        #expect(again.contains(escalated) && again.contains(resolved), "taken up again; asked and not answered")
        let answer = ThreadAnswer(message: asked.message, title: "", paragraphs: [], citations: [])
        _ = try await journal.append(.answered(answer), to: resolved, by: .workflow, expectedCount: 3)
        #expect(!(try await journal.openIncidents().contains(resolved)))
        _ = try await journal.append(.escalated(escalation), to: escalated, by: .workflow, expectedCount: 4)
        #expect(!(try await journal.openIncidents().contains(escalated)))
        #expect(try await journal.incidents(limit: 2) == [open, escalated])
        #expect(try await journal.incidents(limit: 0).isEmpty)
        #expect(try await journal.incidents(limit: -1).isEmpty)
        #expect(try await journal.incidents(limit: .max).count == open.rawValue)
    }

    private func tellsEverySubscriber() async throws {
        var first = await journal.changes().makeAsyncIterator()
        var second = await journal.changes().makeAsyncIterator()
        let incident = try await journal.open(intake, by: person, key: "news")
        _ = try await journal.open(intake, by: person, key: "news")
        _ = try await journal.append(.resolved, to: incident, by: .workflow, expectedCount: 1)
        let last = try await journal.open(intake, by: person, key: "news 2")
        #expect([await first.next(), await first.next(), await first.next()] == [incident, incident, last])
        #expect([await second.next(), await second.next(), await second.next()] == [incident, incident, last])
    }

    private func refusesAnUnknownIncident() async throws {
        let unknown = IncidentID(rawValue: 4_711)
        #expect(try await journal.entries(of: unknown).isEmpty)
        await #expect(throws: JournalError.conflict(actualCount: 0)) {
            try await journal.append(.resolved, to: unknown, by: .workflow, expectedCount: 3)
        }
        await #expect(throws: JournalError.self) {
            try await journal.append(.resolved, to: unknown, by: .workflow, expectedCount: 0)
        }
    }
}

@Suite struct JournalContractTests {
    @Test func `the journal in memory keeps the promises of a journal`() async throws {
        let clock = ManualClock()
        try await JournalContract(journal: InMemoryJournal(clock: clock.clock), clock: clock).check()
    }

    @Test func `the journal in SQLite keeps the promises of a journal`() async throws {
        let clock = ManualClock()
        try await withTemporaryDatabase(clock: clock) { database in
            try await JournalContract(journal: database, clock: clock).check()
        }
    }
}
