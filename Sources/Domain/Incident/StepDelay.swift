package import Foundation

/// A step could not be carried out and is tried again, without limit, after a pause that grows.
package struct StepDelay: Sendable, Codable, Equatable {
    /// The longest pause; a day of outage is some thirty tries.
    package static let maximumPauseSeconds = 3_600

    package let step: Action
    /// What was being done, as a verb phrase: "open the pull request".
    package let operation: String
    /// What went wrong and what to do about it. May quote others; holds no secret.
    package let reason: String
    /// Whether a person has to mend something; otherwise it is expected to pass by itself.
    package let needsPerson: Bool
    /// Failures in a row, this one included.
    package let failures: Int
    package let pauseSeconds: Int

    /// - Parameter earlier: the failures before this one.
    package init(of step: Action, after failure: PortError, earlier: Int) {
        self.step = step
        operation = failure.operation
        reason = failure.reason
        needsPerson = failure.recovery != .retry
        failures = earlier + 1
        pauseSeconds = min(Self.maximumPauseSeconds, 30 << min(earlier, 7))
    }
}

/// The steps of an incident that wait to be tried again. Part of the fold of an incident.
package struct StepDelays: Sendable, Equatable {
    package struct Waiting: Sendable, Equatable {
        package let delay: StepDelay
        /// When the step is tried again.
        package let next: Date
    }

    private var waiting: [Action: Waiting] = [:]

    package subscript(step: Action) -> Waiting? { waiting[step] }

    package var isEmpty: Bool { waiting.isEmpty }

    /// The one to be shown: what a person has to mend comes first, then what has failed most often.
    package var foremost: Waiting? {
        waiting.values.max {
            ($0.delay.needsPerson ? 1 : 0, $0.delay.failures, $1.delay.step.rawValue)
                < ($1.delay.needsPerson ? 1 : 0, $1.delay.failures, $0.delay.step.rawValue)
        }
    }

    mutating func apply(_ entry: JournalEntry) {
        switch entry.fact {
        case .stepDelayed(let delay):
            waiting[delay.step] = Waiting(
                delay: delay, next: entry.time.addingTimeInterval(Double(delay.pauseSeconds)))
        // Whatever comes now comes at once: somebody asked for it, or it is other work than before.
        case .retried, .evidenceAdded, .reopened, .escalated, .cancelled, .joined, .resolved: waiting = [:]
        default: for step in Action.results(in: entry.fact.kind) { waiting[step] = nil }
        }
    }
}
