import Adapters
import Domain
import Foundation
import TestSupport
import Testing

@Suite struct InboxContractTests {
    private let clock = ManualClock()

    @Test func `the inbox in memory keeps what was not acted on`() async throws {
        try await check(InMemoryInbox(clock: clock.clock))
    }

    @Test func `the inbox in SQLite keeps what was not acted on`() async throws {
        try await withTemporaryDatabase(clock: clock) { try await check($0) }
    }

    private func check(_ inbox: any Inbox) async throws {
        func keep(_ key: String) async throws -> Bool {
            try await inbox.keep(InboxRequest(key: key, lane: "lane of \(key)", body: "body of \(key)"))
        }
        func waiting(after number: Int = 0, limit: Int = 9) async throws -> [InboxItem] {
            try await inbox.waiting(after: number, limit: limit)
        }
        for key in ["a", "b", "c"] { #expect(try await keep(key)) }
        #expect(try await keep("b") == false)
        let all = try await waiting()
        #expect(all.map(\.body) == ["body of a", "body of b", "body of c"])
        #expect(all.map(\.lane).first == "lane of a" && all.allSatisfy { $0.begun == 0 })
        #expect(all.allSatisfy { $0.receivedAt == clock.clock.now() })
        #expect(try await waiting(after: all[0].number, limit: 1) == [all[1]])

        try await inbox.settle(all[1].number)
        try await inbox.settle(all[1].number)
        #expect(try await waiting().map(\.number) == [all[0].number, all[2].number])
        #expect(try await keep("b") == false, "its key stays known")
        for _ in 1...3 { try await inbox.begin(all[0].number) }
        try await inbox.postpone(all[0].number)
        #expect(try await waiting().map(\.begun) == [3, 0])
        #expect(try await waiting().map(\.unfinished) == [2, 0])

        clock.advance(bySeconds: 2 * 86_400 + 1)
        try await inbox.settle(all[0].number)
        #expect(try await keep("b"), "after two days it is forgotten")
        #expect(try await keep("c") == false, "unless it still waits")
    }

    @Test func `requests outlive the process, and their numbers go on`() async throws {
        try await withTemporaryDirectory { directory in
            let path = directory.appendingPathComponent("incidents.sqlite").path
            let first = try IncidentDatabase(path: path, clock: clock.clock)
            _ = try await first.keep(InboxRequest(key: "a", lane: "l", body: "b"))
            try first.close()
            let second = try IncidentDatabase(path: path, clock: clock.clock)
            let kept = try await second.waiting(after: 0, limit: 9)
            #expect(kept.map(\.body) == ["b"])
            _ = try await second.keep(InboxRequest(key: "c", lane: "l", body: "d"))
            #expect(try await second.waiting(after: kept[0].number, limit: 9).map(\.body) == ["d"])
        }
    }
}

@Suite struct GroupCommitTests {
    @Test func `writes at once succeed and fail each for itself, and are all there afterwards`() async throws {
        try await withTemporaryDatabase { database in
            let ids = try await withThrowingTaskGroup(of: IncidentID.self) { group in
                for number in 0..<40 {
                    group.addTask {
                        try await database.open(
                            Intake(logs: "\(number)", source: .modal), by: .workflow, key: "\(number % 20)")
                    }
                }
                return try await group.reduce(into: Set<IncidentID>()) { $0.insert($1) }
            }
            #expect(ids.count == 20)
            let outcomes = await withTaskGroup(of: Bool.self) { group in
                for number in 0..<40 {
                    group.addTask {
                        let fact = Fact.cancelled(reason: "\(number)")
                        let id = IncidentID(rawValue: number % 20 + 1)
                        let entry = try? await database.append(fact, to: id, by: .workflow, expectedCount: 1)
                        return entry != nil
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.count { $0 } == 20, "of two at once, one is written")
            for id in ids {
                #expect(try await database.entries(of: id).count == 2)
                #expect(try await database.verifyChain(of: id) == nil)
                #expect(try await database.summary(of: id)?.status == .cancelled)
            }
        }
    }

    @Test func `a write that fails leaves nothing and spoils no other`() async throws {
        try await withTemporaryDatabase { database in
            async let right: Void = database.claim("card", of: IncidentID(rawValue: 1), channel: "C1")
            await #expect(throws: PortError.self) {
                try await database.record(
                    "never claimed", of: IncidentID(rawValue: 1), timestamp: "1", contentDigest: "c")
            }
            try await right
            #expect(try await database.messages(of: IncidentID(rawValue: 1)).map(\.key) == ["card"])
        }
    }
}
