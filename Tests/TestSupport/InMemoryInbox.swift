package import Domain
import Foundation

/// An inbox that lives as long as the test. Hand the same one to a second bot to play a restart.
package actor InMemoryInbox: Inbox {
    private static let memorySeconds = 2.0 * 86_400

    private let clock: WallClock
    private var count = 0
    private var items: [InboxItem] = [] {
        didSet {
            let count = items.count
            open.change { $0 = count }
        }
    }
    private let open = Watched(0)
    private var keys: [String: Int] = [:]
    private var settled: [(number: Int, key: String?, at: Double)] = []
    private var failures: [PortError] = []

    package init(clock: WallClock) {
        self.clock = clock
    }

    /// The next calls to keep something fail, in this order.
    package func fail(_ failures: PortError...) {
        self.failures += failures
    }

    package func keep(_ request: InboxRequest) throws(PortError) -> Bool {
        if !failures.isEmpty { throw failures.removeFirst() }
        guard keys[request.key] == nil else { return false }
        count += 1
        keys[request.key] = count
        items.append(
            InboxItem(number: count, lane: request.lane, body: request.body, receivedAt: clock.now()))
        return true
    }

    package func waiting(after number: Int, limit: Int) -> [InboxItem] {
        Array(items.filter { $0.number > number }.prefix(limit))
    }

    /// Returns once everything that was kept is settled.
    package nonisolated func allSettled() async throws { try await open.wait { $0 == 0 } }

    package func settle(_ number: Int) {
        let now = clock.now().timeIntervalSince1970
        items.removeAll { $0.number == number }
        settled.append((number, keys.first { $0.value == number }?.key, now))
        for old in settled where old.at < now - Self.memorySeconds {
            if let key = old.key { keys[key] = nil }
        }
        settled.removeAll { $0.at < now - Self.memorySeconds }
    }

    package func begin(_ number: Int) {
        replace(number) { ($0.begun + 1, $0.unfinished + 1) }
    }

    package func postpone(_ number: Int) {
        replace(number) { ($0.begun, max(0, $0.unfinished - 1)) }
    }

    private func replace(_ number: Int, _ counts: (InboxItem) -> (begun: Int, unfinished: Int)) {
        guard let place = items.firstIndex(where: { $0.number == number }) else { return }
        let item = items[place]
        let (begun, unfinished) = counts(item)
        items[place] = InboxItem(
            number: number, lane: item.lane, body: item.body, receivedAt: item.receivedAt, begun: begun,
            unfinished: unfinished)
    }
}
