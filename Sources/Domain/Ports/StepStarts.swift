/// How often a step was begun without coming to an end.
///
/// What ends the process each time it is tried, such as evidence that no one foresaw, would otherwise do so after every
/// restart.
package protocol StepStarts: Sendable {
    /// Notes a start, durable before this returns, and gives the number of starts since the step last ended, this one
    /// included.
    func begin(_ step: Action, of incident: IncidentID) async throws(PortError) -> Int

    /// Notes that the step came to an end, well or not. Without a start it changes nothing.
    func end(_ step: Action, of incident: IncidentID) async throws(PortError)
}
