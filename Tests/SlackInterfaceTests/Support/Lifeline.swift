import Domain
import Synchronization

@testable import SlackInterface

/// How many more steps a process takes before it is killed.
final class Lifeline: Sendable {
    private let steps: Mutex<Int>
    /// Whether the last step still takes effect, its answer being lost.
    let dyingStepTakesEffect: Bool

    init(steps: Int, dyingStepTakesEffect: Bool) {
        self.steps = Mutex(steps)
        self.dyingStepTakesEffect = dyingStepTakesEffect
    }

    enum Step { case alive, dying, dead }

    var isAlive: Bool { steps.withLock { $0 > 0 } }

    func take() -> Step {
        steps.withLock { steps in
            steps -= 1
            return steps > 0 ? .alive : steps == 0 ? .dying : .dead
        }
    }
}

/// The way out of a process that gets killed.
struct MortalHTTPClient: HTTPClient {
    let slack: FakeSlack
    let lifeline: Lifeline

    func send(_ request: Domain.HTTPRequest) async throws(HTTPFailure) -> HTTPAnswer {
        switch lifeline.take() {
        case .alive: return try await slack.send(request)
        case .dying where lifeline.dyingStepTakesEffect: _ = try await slack.send(request)
        case .dying, .dead: break
        }
        throw .cancelled
    }
}

/// The ledger of a process that gets killed.
struct MortalLedger: MessageLedger {
    let ledger: any MessageLedger
    let lifeline: Lifeline

    func messages(of incident: IncidentID) async throws(PortError) -> [LedgerMessage] {
        guard lifeline.isAlive else { throw dead }
        return try await ledger.messages(of: incident)
    }

    func claim(_ key: String, of incident: IncidentID, channel: String) async throws(PortError) {
        try await step { () async throws(PortError) in
            try await ledger.claim(key, of: incident, channel: channel)
        }
    }

    func record(
        _ key: String, of incident: IncidentID, timestamp: String, contentDigest: String
    ) async throws(PortError) {
        try await step { () async throws(PortError) in
            try await ledger.record(key, of: incident, timestamp: timestamp, contentDigest: contentDigest)
        }
    }

    func incident(
        ofMessage timestamp: String, in channel: String, keys: Set<String>
    ) async throws(PortError) -> IncidentID? {
        guard lifeline.isAlive else { throw dead }
        return try await ledger.incident(ofMessage: timestamp, in: channel, keys: keys)
    }

    func begin(_ place: String) async throws(PortError) {
        try await step { () async throws(PortError) in try await ledger.begin(place) }
    }

    func shown(_ facts: Int, of incident: IncidentID, in place: String) async throws(PortError) {
        try await step { () async throws(PortError) in try await ledger.shown(facts, of: incident, in: place) }
    }

    func unshown(in place: String) async throws(PortError) -> [IncidentID] {
        guard lifeline.isAlive else { throw dead }
        return try await ledger.unshown(in: place)
    }

    private func step(_ call: () async throws(PortError) -> Void) async throws(PortError) {
        switch lifeline.take() {
        case .alive: return try await call()
        case .dying where lifeline.dyingStepTakesEffect: try await call()
        case .dying, .dead: break
        }
        throw dead
    }

    private var dead: PortError {
        PortError(port: "MessageLedger", operation: "be alive", recovery: .retry, reason: "killed")
    }
}
