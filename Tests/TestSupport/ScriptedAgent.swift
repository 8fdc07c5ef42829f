package import Domain
import Synchronization

/// An agent that answers as the test says, and remembers what it was shown.
package final class ScriptedAgent<Output: Sendable>: IncidentAgent {
    private let answer: @Sendable (Incident, Int) async throws(PortError) -> Output
    private let seen = Mutex<[Incident]>([])

    /// - Parameter answer: gets the incident and the number of the call, 1 for the first.
    package init(_ answer: @escaping @Sendable (Incident, Int) async throws(PortError) -> Output) {
        self.answer = answer
    }

    /// Always the same answer.
    package convenience init(_ output: Output) {
        self.init { _, _ throws(PortError) in output }
    }

    /// Every incident it was run on, in order.
    package var incidents: [Incident] { seen.withLock { $0 } }

    package func run(on incident: Incident) async throws(PortError) -> Output {
        let number = seen.withLock { seen in
            seen.append(incident)
            return seen.count
        }
        return try await answer(incident, number)
    }
}
