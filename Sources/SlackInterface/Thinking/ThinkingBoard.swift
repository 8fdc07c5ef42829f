package import Domain
import Foundation
import Synchronization

/// What steps are thinking right now, as the thread is to show it. Only the latest counts; nothing is kept.
package final class ThinkingBoard: ThinkingAudience {
    struct Subject: Hashable {
        let incident: IncidentID
        let step: AgentName
    }

    struct Entry {
        var thinking: Thinking
        var changedAt: MonotonicClock.Instant
        /// Set once the step has thought it out.
        var outcome: Consultation.Outcome?
    }

    fileprivate struct State {
        var entries: [Subject: Entry] = [:]
        var waiters: [CheckedContinuation<Void, Never>] = []
        var isClosed = false
    }

    /// Each subject once, when it is first heard of.
    let begun: AsyncStream<Subject>
    private let announce: AsyncStream<Subject>.Continuation
    private let state = Mutex(State())
    private let clock: MonotonicClock

    package init(clock: MonotonicClock = .system) {
        self.clock = clock
        (begun, announce) = AsyncStream.makeStream()
    }

    package func hear(_ thinking: Thinking) {
        let subject = Subject(incident: thinking.incident, step: thinking.step)
        let isNew = state.withLock { state in
            guard !state.isClosed else { return false }
            // Said once more after the end: what is on the table already is being put away.
            guard state.entries[subject]?.outcome == nil else { return false }
            let isNew = state.entries[subject] == nil
            state.entries[subject] = Entry(thinking: thinking, changedAt: clock.now())
            return isNew
        }
        if isNew { announce.yield(subject) }
    }

    package func end(_ step: AgentName, of incident: IncidentID, outcome: Consultation.Outcome) {
        state.withLock { $0.entries[Subject(incident: incident, step: step)]?.outcome = outcome }
    }

    /// Nil once it was let go.
    func entry(_ subject: Subject) -> Entry? { state.withLock { $0.entries[subject] } }

    /// The thread shows all it will show of this; whoever waited goes on.
    func letGo(_ subject: Subject) {
        wake { $0.entries[subject] = nil }
    }

    /// Nothing more is shown.
    func close() {
        announce.finish()
        wake { state in
            state.isClosed = true
            state.entries = [:]
        }
    }

    /// Waits until the thread shows what there was to show of steps that have ended. What a fact says then finds its message.
    func settle(_ incident: IncidentID) async {
        while hasUnsettled(incident) {
            await withCheckedContinuation { continuation in
                let isSettled = state.withLock { state in
                    guard state.hasUnsettled(incident) else { return true }
                    state.waiters.append(continuation)
                    return false
                }
                if isSettled { continuation.resume() }
            }
        }
    }

    private func hasUnsettled(_ incident: IncidentID) -> Bool { state.withLock { $0.hasUnsettled(incident) } }

    private func wake(_ change: (inout State) -> Void) {
        let waiters = state.withLock { state in
            change(&state)
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resume() }
    }
}

extension ThinkingBoard.State {
    fileprivate func hasUnsettled(_ incident: IncidentID) -> Bool {
        entries.contains { $0.key.incident == incident && $0.value.outcome != nil }
    }
}
