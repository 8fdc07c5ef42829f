import Domain

enum StepLimits {
    /// A step over evidence that was begun so often, and never came to an end, may be what ends the process.
    static let maximumStarts = 5
}

extension Action {
    /// Whether it reads whatever people and programs have sent.
    var readsEvidence: Bool { self == .collectEvidence || self == .correlate }
}

/// What is written instead of a result when reading the evidence ends the process again and again.
struct GivenUp {
    let result: Steps.Result

    init(_ action: Action, of incident: Incident, starts: Int) {
        let why = "reading it ended the bot \(starts) times, so it was left out"
        guard action == .collectEvidence else {
            let failure = PortError(
                port: "Agent", operation: "read the evidence", recovery: .askHuman,
                reason:
                    "reading it ended the bot \(starts) times, so it is not tried again. Read the logs yourself, and "
                    + "open a new incident with the part around the error.")
            result = Steps.Result(fact: .escalated(.stepFailed(action, incident, failure)), actor: .workflow)
            return
        }
        let files = incident.round.pendingAttachments.map {
            FetchedAttachment(
                name: $0.name, outcome: .refused(reason: "\($0.name): \(why). Attach the part around the error."))
        }
        result = Steps.Result(fact: .evidenceCollected(files), actor: .workflow)
    }
}
