/// A step that thinks: it reads the incident so far and proposes; it never decides, publishes or writes facts.
///
/// Calling an agent again is safe and costs only time.
package protocol IncidentAgent<Output>: Sendable {
    associatedtype Output: Sendable

    func run(on incident: Incident) async throws(PortError) -> Output
}

/// What the Fix Generator found.
package enum FixOutcome: Sendable, Equatable {
    case proposed(Proposal)
    /// No patch, or no further one; what was tried, a line each, and what came of each thing that people asked for.
    case none(tried: [String], requirements: [Requirement] = [])
    /// Nothing does better what people asked for than the patch they turned down.
    case kept(PatchKept)
}
