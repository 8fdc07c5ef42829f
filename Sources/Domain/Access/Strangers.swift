import Foundation
import Synchronization

/// Where a request comes from, as far as limits are concerned.
package struct Sender: Sendable, Hashable {
    /// An address of IPv4, or the 64 bits of IPv6 that one customer has.
    package let address: String
    /// The network around it: 24 bits of IPv4, 48 of IPv6.
    package let network: String

    /// - Parameter text: an address as sockets write it; anything else is one sender by itself.
    package init(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        if parts.count == 4, parts.allSatisfy({ UInt8($0) != nil }) {
            (address, network) = (text, parts.dropLast().joined(separator: "."))
        } else if text.contains(":"), text.utf8.count <= 45 {
            let groups = Self.groups(text)
            (address, network) = (groups.prefix(4).joined(separator: ":"), groups.prefix(3).joined(separator: ":"))
        } else {
            (address, network) = (String(text.prefix(64)), String(text.prefix(64)))
        }
    }

    /// The first groups of IPv6 with `::` written out.
    private static func groups(_ text: String) -> [String] {
        let halves = text.components(separatedBy: "::")
        let front = halves[0].split(separator: ":").map(String.init)
        let back = halves.count > 1 ? halves[1].split(separator: ":").map(String.init) : []
        let zeros = halves.count > 1 ? max(0, 8 - front.count - back.count) : 0
        return front + [String](repeating: "0", count: zeros) + back
    }
}

/// Counts those who failed to prove who they are, by address and by network, apart from genuine requests.
///
/// Who proved themselves within the last hours is let try again whatever others at the same address do. Lives in memory, bounded;
/// the lock is the `Mutex`.
package final class FailedProofs: Sendable {
    private static let provenSeconds = 12 * 3_600.0
    private static let most = 10_000

    private struct State {
        var minute = 0
        var addresses: [String: Int] = [:]
        var networks: [String: Int] = [:]
        var proven: [Sender: MonotonicClock.Instant] = [:]
    }

    private let perAddress: Int
    private let perNetwork: Int
    private let clock: MonotonicClock
    private let start: MonotonicClock.Instant
    private let state = Mutex(State())

    /// - Parameters: how many failures a minute are heard from one address, and from one network.
    package init(perAddress: Int = 30, perNetwork: Int = 120, clock: MonotonicClock) {
        self.perAddress = perAddress
        self.perNetwork = perNetwork
        self.clock = clock
        start = clock.now()
    }

    /// The seconds until the sender may try again; nil while it may.
    package func wait(_ sender: Sender) -> Int? {
        let now = clock.now()
        let second = Int((now - start).inSeconds)
        return state.withLock { state in
            Self.turn(&state, second)
            if let last = state.proven[sender], (now - last).inSeconds < Self.provenSeconds { return nil }
            let isSpent =
                state.addresses[sender.address, default: 0] >= perAddress
                || state.networks[sender.network, default: 0] >= perNetwork
            return isSpent ? 60 - second % 60 : nil
        }
    }

    package func failed(_ sender: Sender) {
        let second = Int((clock.now() - start).inSeconds)
        state.withLock { state in
            Self.turn(&state, second)
            if state.addresses.count < Self.most { state.addresses[sender.address, default: 0] += 1 }
            if state.networks.count < Self.most { state.networks[sender.network, default: 0] += 1 }
        }
    }

    package func proved(_ sender: Sender) {
        let now = clock.now()
        state.withLock { state in
            if state.proven.count >= Self.most { state.proven = [:] }
            state.proven[sender] = now
        }
    }

    private static func turn(_ state: inout State, _ second: Int) {
        let minute = second / 60
        guard minute != state.minute else { return }
        (state.minute, state.addresses, state.networks) = (minute, [:], [:])
    }
}

/// The memory that bodies of requests may take which nobody has vouched for yet: one sum for all of them.
///
/// The lock is the `Mutex`.
package final class BodyBudget: Sendable {
    package static let standard = 32 << 20

    private let total: Int
    private let held = Mutex<(all: Int, senders: [Sender: Int])>((0, [:]))

    package init(bytes: Int = BodyBudget.standard) {
        total = bytes
    }

    /// How much is held now.
    package var bytes: Int { held.withLock { $0.all } }

    /// False where it doesn't fit. The last quarter is for senders that hold little: nobody fills it up alone.
    package func take(_ bytes: Int, for sender: Sender) -> Bool {
        held.withLock { held in
            let isLarge = held.senders[sender, default: 0] + bytes > total / 16
            guard held.all + bytes <= (isLarge ? total / 4 * 3 : total) else { return false }
            held.all += bytes
            held.senders[sender, default: 0] += bytes
            return true
        }
    }

    package func give(_ bytes: Int, from sender: Sender) {
        held.withLock { held in
            held.all -= bytes
            held.senders[sender, default: 0] -= bytes
            if held.senders[sender] == 0 { held.senders[sender] = nil }
        }
    }
}

/// Why a stranger's body wasn't read to its end.
package enum UnreadBody: Error, Sendable, Equatable {
    case tooLarge, tooSlow
    /// Too many unfinished ones are held already.
    case noMemory
}

/// What doors that programs knock at share: the memory for bodies, their deadline, and who failed before.
package struct StrangerLimits: Sendable {
    package let budget: BodyBudget
    package let proofs: FailedProofs
    /// For the whole body, from its first byte on.
    package let deadline: Duration
    private let clock: any Clock<Duration>

    package init(
        monotonic: MonotonicClock = .system, clock: any Clock<Duration> = ContinuousClock(),
        budget: BodyBudget = BodyBudget(),
        deadline: Duration = .seconds(20)
    ) {
        self.budget = budget
        self.clock = clock
        self.deadline = deadline
        proofs = FailedProofs(clock: monotonic)
    }

    /// Reads a body that is at most so large, within the deadline and within the memory for all.
    package func read<Chunks: AsyncSequence & Sendable>(
        _ chunks: Chunks, upTo maximum: Int, from sender: Sender
    ) async throws -> [UInt8] where Chunks.Element: Sequence<UInt8> {
        try await withThrowingTaskGroup(of: [UInt8]?.self) { group in
            group.addTask { try await gather(chunks, upTo: maximum, from: sender) }
            group.addTask {
                try await clock.sleep(for: deadline)
                return nil
            }
            defer { group.cancelAll() }
            guard let body = try await group.next() ?? nil else { throw UnreadBody.tooSlow }
            return body
        }
    }

    private func gather<Chunks: AsyncSequence & Sendable>(
        _ chunks: Chunks, upTo maximum: Int, from sender: Sender
    ) async throws -> [UInt8] where Chunks.Element: Sequence<UInt8> {
        var bytes: [UInt8] = []
        defer { budget.give(bytes.count, from: sender) }
        for try await chunk in chunks {
            let before = bytes.count
            bytes.append(contentsOf: chunk)
            let added = bytes.count - before
            guard budget.take(added, for: sender) else {
                bytes.removeLast(added)
                throw UnreadBody.noMemory
            }
            guard bytes.count <= maximum else { throw UnreadBody.tooLarge }
        }
        return bytes
    }
}
