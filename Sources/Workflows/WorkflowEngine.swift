package import Domain

/// The one door to the journal for everything above it: it checks a fact against the rules, then writes it.
///
/// Acting on what is written is the runner's business. Two callers that decide at once can't both be written: the append
/// is guarded by the length of the history that was checked.
package struct WorkflowEngine: Sendable {
    private let journal: any Journal
    /// See `IncidentWorkflow.maximumAttempts`.
    package let maximumAttempts: Int
    package let policy: ApprovalPolicy
    let directory: (any ApproverDirectory)?
    /// Applied to everything before it is written: what isn't in the journal can't reach a model, Slack or a pull request.
    package let redactor: Redactor

    /// - Parameter directory: asked who belongs to groups and channels. Without one, nobody can be looked up: members of a
    ///   channel can't be told from others and may decide, and members of a listed group may not.
    package init(
        journal: any Journal, maximumAttempts: Int, policy: ApprovalPolicy = ApprovalPolicy(),
        directory: (any ApproverDirectory)? = nil, redactor: Redactor = Redactor(salt: [])
    ) {
        self.journal = journal
        self.maximumAttempts = maximumAttempts
        self.policy = policy
        self.directory = directory
        self.redactor = redactor
    }

    /// Starts an incident, its secrets redacted. The same `key` starts it once; see `Journal.open`.
    package func open(_ intake: Intake, by actor: Actor, key: String) async throws(PortError) -> IncidentID {
        try await journal.open(try redacted(intake), by: actor, key: key)
    }

    /// Writes a fact if the rules let it follow the history as it is now, and returns the incident with it.
    ///
    /// - Parameter key: the request that the fact answers. One that was carried out before changes nothing and is no
    ///   mistake; see `Journal.append`.
    package func record(
        _ fact: Fact, of id: IncidentID, by actor: Actor, causedBy key: String? = nil
    ) async throws(WorkflowError) -> Incident {
        try await append(to: id, by: actor, causedBy: key) { workflow throws(Rejection) in
            try workflow.check(fact, by: actor)
            return fact
        }
    }

    /// Writes the fact that `make` gives for the history as it is now; asked again when somebody else was written first.
    func append(
        to id: IncidentID, by actor: Actor, causedBy key: String?,
        _ make: (IncidentWorkflow) async throws(Rejection) -> Fact
    ) async throws(WorkflowError) -> Incident {
        while true {
            guard var workflow = try await workflow(of: id) else { throw .unknownIncident(id) }
            if let key, workflow.incident.hasAnswered(request: key) { return workflow.incident }
            let fact: Fact
            do throws(Rejection) { fact = try await make(workflow) } catch { throw .rejected(error) }
            let clean = try redacted(fact)
            do throws(JournalError) {
                let count = workflow.incident.entries.count
                let entry = try await journal.append(
                    clean, to: id, by: actor, expectedCount: count, causedBy: key)
                // Otherwise the same request was carried out meanwhile: look again.
                guard entry.sequence == count + 1 else { continue }
                workflow.apply(entry)
                return workflow.incident
            } catch {
                if case .failed(let failure) = error { throw .failed(failure) }
            }
        }
    }

    /// The incident as it stands; nil for an unknown number.
    package func incident(_ id: IncidentID) async throws(PortError) -> Incident? {
        Incident(entries: try await journal.entries(of: id))
    }

    /// The newest incidents, as they stand.
    package func incidents(limit: Int) async throws(PortError) -> [Incident] {
        var incidents: [Incident] = []
        for id in try await journal.incidents(limit: limit) {
            if let incident = try await incident(id) { incidents.append(incident) }
        }
        return incidents
    }

    /// The numbers of all incidents that have not ended.
    package func openIncidents() async throws(PortError) -> [IncidentID] {
        try await journal.openIncidents()
    }

    /// The incident of every fact written from now on; see `Journal.changes`.
    package func changes() async -> AsyncStream<IncidentID> {
        await journal.changes()
    }

    /// The rules, laid over an incident.
    package func workflow(over incident: Incident) -> IncidentWorkflow {
        IncidentWorkflow(incident: incident, maximumAttempts: maximumAttempts, policy: policy)
    }

    /// The intake as it is stored; see `Redactor.redact(_:)` for the fields that stay.
    package func redacted(_ intake: Intake) throws(PortError) -> Intake {
        do {
            return try redactor.redact(intake)
        } catch {
            throw Self.unredacted
        }
    }

    private func redacted(_ fact: Fact) throws(WorkflowError) -> Fact {
        do {
            return try redactor.redact(fact)
        } catch {
            throw .failed(Self.unredacted)
        }
    }

    private static let unredacted = PortError(
        port: "Journal", operation: "redact secrets", recovery: .giveUp,
        reason: "the text could not be read; nothing of it was kept")

    /// The rules, laid over the incident as it stands; nil for an unknown number.
    package func workflow(of id: IncidentID) async throws(WorkflowError) -> IncidentWorkflow? {
        do throws(PortError) {
            return try await incident(id).map { workflow(over: $0) }
        } catch {
            throw .failed(error)
        }
    }
}

/// Why a fact was not written.
package enum WorkflowError: Error, Sendable, Equatable {
    case unknownIncident(IncidentID)
    case rejected(Rejection)
    case failed(PortError)
}
