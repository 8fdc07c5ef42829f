import Domain
import Logging

/// Tries again what storage can't do just now, for as long as it takes: a full disk is emptied some day.
struct Persistence: Sendable {
    private static let maximumPauseSeconds = 60

    let sleep: @Sendable (Duration) async throws -> Void
    let logger: Logger

    /// What `call` gives; nil once the process ends. Throws only what no waiting mends.
    func result<Value: Sendable>(
        _ call: () async throws(WorkflowError) -> Value
    ) async throws(WorkflowError) -> Value? {
        var pause = 1
        while !Task.isCancelled {
            do throws(WorkflowError) {
                return try await call()
            } catch {
                guard case .failed(let failure) = error, failure.recovery != .giveUp else { throw error }
                logger.error("The journal doesn't answer; trying again", metadata: ["error": "\(failure)"])
                do { try await sleep(.seconds(pause)) } catch { return nil }
                pause = min(Self.maximumPauseSeconds, pause * 2)
            }
        }
        return nil
    }
}

extension Persistence {
    /// The incidents that were open when storage answered; none once the process ends.
    func openIncidents(of engine: WorkflowEngine) async -> [IncidentID] {
        let open = try? await result { () async throws(WorkflowError) -> [IncidentID] in
            do throws(PortError) { return try await engine.openIncidents() } catch { throw .failed(error) }
        }
        return open ?? []
    }

    /// The rules, laid over the incident as it stands; nil for one that can't be read, and once the process ends.
    func workflow(of id: IncidentID, _ engine: WorkflowEngine) async -> IncidentWorkflow? {
        do {
            let workflow = try await result { () async throws(WorkflowError) -> IncidentWorkflow? in
                try await engine.workflow(of: id)
            }
            return workflow ?? nil
        } catch {
            logger.error(
                "The incident can't be read and stands still",
                metadata: ["incident.id": "\(id)", "error": "\(error)"])
            return nil
        }
    }
}
