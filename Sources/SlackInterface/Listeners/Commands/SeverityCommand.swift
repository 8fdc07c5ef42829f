import Domain
import Logging
import Workflows

/// `/incident severity 3 P0 reason`: a person overrides what the Severity agent found. For those who may decide on the
/// incident as it is classified now.
struct SeverityCommand: Sendable {
    let decisions: Decisions
    let catalogue: IncidentCatalogue

    func act(
        _ id: IncidentID, _ severity: Severity, _ reason: String, by user: String, causedBy key: String
    ) async throws(PortError) -> Mrkdwn {
        let classification = Classification(
            severity: severity, reason: VisibleText.clip(reason, to: 500), signals: [])
        do throws(WorkflowError) {
            _ = try await decisions.engine.decide(
                .setSeverity(classification), of: id, by: user, in: await catalogue.channel(of: id), causedBy: key)
            return "Incident \(id.rawValue) is \(Mrkdwn(stringLiteral: severity.rawValue)) now. Its card says so."
        } catch {
            return try await decisions.commandRefusal(error, of: id)
        }
    }
}

extension Decisions {
    /// Why a command changed nothing. Throws what may be stored later.
    func commandRefusal(_ error: WorkflowError, of id: IncidentID) async throws(PortError) -> Mrkdwn {
        switch error {
        case .unknownIncident:
            return "There is no incident \(id.rawValue). \(CommandWord.list.usage) shows which there are."
        case .rejected(.notPermitted(let refusal)):
            guard let incident = try await engine.incident(id) else { return "Nothing was changed." }
            return ApproverWords.refusal(refusal, of: incident, engine.policy)
        case .rejected(.closed(let status)):
            return "Incident \(id.rawValue) \(Mrkdwn(stringLiteral: StatusWords.ending(status))). Nothing was changed."
        case .rejected:
            return "Incident \(id.rawValue) isn't that far yet: I am still reading it. Try again in a few seconds."
        case .failed(let failure):
            if failure.recovery == .retry { throw failure }
            logger.error("A command was not stored", metadata: ["reason": "\(failure)"])
            return "That could not be stored, so nothing was changed. Please try again."
        }
    }
}
