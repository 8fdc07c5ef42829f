import Adapters
import Domain
import Foundation
import TestSupport
import Testing

/// What every directory promises, run against the fake and the real one.
struct IncidentDirectoryContract {
    let journal: any Journal
    let directory: any IncidentDirectory
    let clock: ManualClock

    func check() async throws {
        try await summarisesWhatTheJournalHolds()
        try await filtersAndSearches()
        try await pages()
        try await findsTheOlderIncident()
        try await counts()
    }

    private func open(
        _ key: String, title: String? = nil, source: Intake.Source = .modal, reporter: String? = nil,
        isDrill: Bool = false
    ) async throws -> IncidentID {
        clock.advance(bySeconds: 60)
        return try await journal.open(
            Intake(title: title, logs: "", source: source, reporter: reporter, isDrill: isDrill),
            by: .person(id: "U1"), key: key)
    }

    private func add(_ facts: Fact..., to id: IncidentID) async throws {
        var count = try await journal.entries(of: id).count
        for fact in facts {
            _ = try await journal.append(fact, to: id, by: .workflow, expectedCount: count)
            count += 1
        }
    }

    private func summarisesWhatTheJournalHolds() async throws {
        let id = try await open("first", title: "Zahlungen stehen")
        #expect(try await directory.summary(of: id)?.status == .investigating)
        #expect(try await directory.incident(openedWith: "first") == id)
        #expect(try await directory.incident(openedWith: "never") == nil)
        #expect(try await directory.summary(of: IncidentID(rawValue: 999)) == nil)
        try await add(
            .correlated(.example("KeyError", "'transaction'", customers: ["Zürich AG"])),
            .severityClassified(Classification(severity: .p0, reason: "payment", signals: [])),
            .escalated(Escalation(cause: .noPatch, summary: "", tried: [])), to: id)
        let folded = try #require(Incident(entries: try await journal.entries(of: id)))
        #expect(try await directory.summary(of: id) == IncidentSummary(folded))
        #expect(folded.status == .escalated)
    }

    private func filtersAndSearches() async throws {
        let drill = try await open("drill", title: "Übung for process_payment", isDrill: true)
        let alert = try await open("alert", title: "High error rate", source: .webhook, reporter: "checkout-monitor")
        func found(_ change: (inout DirectoryFilter) -> Void) async throws -> [Int] {
            var filter = DirectoryFilter()
            change(&filter)
            let found = try await directory.summaries(matching: IncidentQuery(filter: filter)).map(\.id.rawValue)
            #expect(try await directory.count(matching: filter) == found.count)
            return found
        }
        #expect(try await found { _ in } == [3, 2, 1])
        #expect(try await found { $0.severities = [.p0, .p1] } == [1])
        #expect(try await found { $0.statuses = [.investigating] } == [3, 2])
        #expect(try await found { $0.sources = ["checkout-monitor"] } == [alert.rawValue])
        #expect(try await found { $0.sources = ["webhook", "modal"] } == [3, 2, 1])
        #expect(try await found { $0.isDrill = true } == [drill.rawValue])
        #expect(try await found { $0.isDrill = false } == [3, 1])
        let opened = try #require(try await directory.summary(of: drill)).openedAt
        #expect(try await found { $0.from = opened } == [3, 2])
        #expect(try await found { $0.to = opened } == [1])
        #expect(try await found { $0.search = "process_pay" } == [2])
        #expect(try await found { $0.search = "ZURICH" } == [1])
        #expect(try await found { $0.search = "ubung process" } == [2])
        #expect(try await found { $0.search = "keyerror 'transaction'" } == [1])
        #expect(try await found { $0.search = "payment" } == [1], "the reason of the severity")
        #expect(try await found { $0.search = "#3" } == [3])
        let likeness = Correlation.example("KeyError", "'transaction'").mainError?.signature.likeness
        #expect(try await found { $0.likeness = likeness } == [1])
        #expect(try await found { $0.search = "nothing such" } == [])
        for hostile in ["\" OR 1", "title:*", "NEAR(", "a\u{0}b", "';--", "^", "* *", "💥"] {
            _ = try await found { $0.search = hostile }
        }
    }

    private func pages() async throws {
        let first = try await directory.summaries(matching: IncidentQuery(limit: 2)).map(\.id.rawValue)
        #expect(first == [3, 2])
        let next = IncidentQuery(before: IncidentID(rawValue: 2), limit: 2)
        #expect(try await directory.summaries(matching: next).map(\.id.rawValue) == [1])
        #expect(try await directory.summaries(matching: IncidentQuery(offset: 2, limit: 2)).map(\.id.rawValue) == [1])
        #expect(try await directory.summaries(matching: IncidentQuery(limit: 0)).isEmpty)
    }

    private func findsTheOlderIncident() async throws {
        let same = Correlation.example("IndexError", "list index out of range")
        let (older, newer, other) = (try await open("older"), try await open("newer"), try await open("other"))
        let start = clock.clock.now().addingTimeInterval(-3600)
        // Correlated in the order newer, older: what counts is who knew first, not who was opened first.
        try await add(.correlated(same), to: newer)
        try await add(.correlated(same), to: older)
        try await add(.correlated(.example("IndexError", "pop from empty list")), to: other)
        func find(_ id: IncidentID, since: Date) async throws -> IncidentID? {
            let incident = try #require(Incident(entries: try await journal.entries(of: id)))
            return try await directory.earlierIncident(
                like: try #require(incident.fingerprint), than: id, openedSince: since)
        }
        #expect(try await find(older, since: start) == newer)
        #expect(try await find(newer, since: start) == nil)
        #expect(try await find(other, since: start) == nil)
        #expect(try await find(older, since: clock.clock.now()) == nil)
        try await add(.cancelled(reason: ""), to: newer)
        #expect(try await find(older, since: start) == nil)
    }

    private func counts() async throws {
        let all = try await directory.summaries(matching: IncidentQuery(limit: 1_000))
        let figures = try await directory.figures(matching: DirectoryFilter())
        #expect(figures.sorted { $0.openedAt > $1.openedAt } == all.map(IncidentFigures.init))
        #expect(figures.contains { $0.outcome == .escalated && $0.severity == .p0 && $0.customers == 1 })
        let errors = try await directory.recurringErrors(matching: DirectoryFilter(), limit: 10)
        #expect(errors == RecurringError.found(in: all, limit: 10))
        #expect(errors.map(\.incidents) == [2] && errors.first?.error?.contains("list index out of range") == true)
        #expect(try await directory.recurringErrors(matching: DirectoryFilter(), limit: 0).isEmpty)
        var drills = DirectoryFilter()
        drills.isDrill = true
        #expect(try await directory.figures(matching: drills).count == 1)
        #expect(try await directory.recurringErrors(matching: drills, limit: 10).isEmpty)
    }
}

extension Correlation {
    static func example(_ exception: String, _ message: String, customers: [String] = []) -> Correlation {
        let frame = StackFrame(file: "/srv/app/pay.py", line: 7, function: "charge", isVendored: false)
        let signature = ErrorSignature(language: .python, exception: exception, message: message, frames: [frame])
        let group = ErrorGroup(signature: signature, count: 2)
        return Correlation(
            title: "\(exception) in charge", mainError: group, errors: [group], services: ["payments"], requestIDs: [],
            userIDs: [],
            customers: customers.map {
                AffectedCustomer(name: $0, complaint: nil, identifiers: [], matchesMainError: true)
            },
            digest: LogDigest(totalBytes: 0, totalLines: 0, text: ""), problems: [])
    }
}

@Suite struct IncidentDirectoryContractTests {
    @Test func `the directory in memory keeps the promises of a directory`() async throws {
        let clock = ManualClock()
        let journal = InMemoryJournal(clock: clock.clock)
        try await IncidentDirectoryContract(journal: journal, directory: journal, clock: clock).check()
    }

    @Test func `the directory in SQLite keeps the promises of a directory`() async throws {
        let clock = ManualClock()
        try await withTemporaryDatabase(clock: clock) { database in
            try await IncidentDirectoryContract(journal: database, directory: database, clock: clock).check()
        }
    }
}
