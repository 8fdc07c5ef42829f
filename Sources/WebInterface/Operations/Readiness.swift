package import Domain
import Foundation
package import Logging

/// One part that the bot needs, as it was last seen.
package struct Health: Sendable, Equatable {
    /// `degraded` goes over by itself, or is worked around; `failed` is for a person to mend.
    package enum State: String, Sendable { case ok, degraded, failed }

    package let state: State
    /// A few words of ours for anybody to read: no name, path or secret of this installation.
    package let words: String
    /// For the log alone.
    package let reason: String?

    package init(_ state: State, _ words: String, reason: String? = nil) {
        self.state = state
        self.words = words
        self.reason = reason
    }

    /// What a failed call of a port means.
    package init(_ error: PortError, _ words: String) {
        self.init(error.recovery == .retry ? .degraded : .failed, words, reason: "\(error)")
    }
}

/// A part that can be looked at.
package struct HealthProbe: Sendable {
    package let name: String
    /// How long its answer is good for, in seconds.
    package let seconds: Double
    /// Ends soon after its task is cancelled.
    package let look: @Sendable () async -> Health

    package init(_ name: String, goodForSeconds seconds: Double, look: @escaping @Sendable () async -> Health) {
        self.name = name
        self.seconds = seconds
        self.look = look
    }
}

/// Whether the bot can do its work. Looks at each part no more often than its answer is good for, all at the same time,
/// and waits for none longer than `limit`.
package actor Readiness {
    private struct Sight {
        let health: Health
        let expiry: MonotonicClock.Instant
    }

    private let probes: [HealthProbe]
    private let limit: Duration
    private let clock: MonotonicClock
    private let logger: Logger
    private var sights: [String: Sight] = [:]
    /// Callers that come while somebody looks share what is seen.
    private var underWay: Task<[String: Health], Never>?

    package init(probes: [HealthProbe], limit: Duration = .seconds(2), clock: MonotonicClock, logger: Logger) {
        self.probes = probes
        self.limit = limit
        self.clock = clock
        self.logger = logger
    }

    /// Each part in the order of the probes.
    package func report() async -> [(name: String, health: Health)] {
        let now = clock.now()
        if probes.contains(where: { isStale($0, now) }) { await look(now) }
        return probes.map { ($0.name, sights[$0.name]?.health ?? Health(.failed, "not looked at yet")) }
    }

    private func isStale(_ probe: HealthProbe, _ now: MonotonicClock.Instant) -> Bool {
        sights[probe.name].map { $0.expiry <= now } ?? true
    }

    private func look(_ now: MonotonicClock.Instant) async {
        if let underWay {
            _ = await underWay.value
            return
        }
        let stale = probes.filter { isStale($0, now) }
        let limit = limit
        // One look for all callers: it must not end with the request that began it. `limit` bounds it.
        let task = Task { await Self.look(at: stale, limit: limit) }
        underWay = task
        let seen = await task.value
        underWay = nil
        for probe in stale {
            guard let health = seen[probe.name] else { continue }
            if health.state != sights[probe.name]?.health.state, health.state != .ok {
                logger.warning(
                    "A part is not well",
                    metadata: ["part": "\(probe.name)", "reason": "\(health.reason ?? health.words)"])
            }
            // What isn't well is looked at again soon.
            let seconds = health.state == .ok ? probe.seconds : min(probe.seconds, 5)
            sights[probe.name] = Sight(health: health, expiry: now + .seconds(seconds))
        }
    }

    private static func look(at probes: [HealthProbe], limit: Duration) async -> [String: Health] {
        await withTaskGroup(of: (String, Health).self) { group in
            for probe in probes {
                group.addTask { (probe.name, await look(at: probe, limit: limit)) }
            }
            return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
    }

    private static func look(at probe: HealthProbe, limit: Duration) async -> Health {
        await withTaskGroup(of: Health.self) { group in
            group.addTask { await probe.look() }
            group.addTask {
                try? await Task.sleep(for: limit)
                return Health(.degraded, "no answer in time")
            }
            defer { group.cancelAll() }
            return await group.next() ?? Health(.degraded, "no answer in time")
        }
    }
}
