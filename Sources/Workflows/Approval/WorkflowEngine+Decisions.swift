package import Domain

extension WorkflowEngine {
    /// Writes what a person wants, if the rules and the policy let them.
    ///
    /// Who may not is refused with `notPermitted`, and the attempt is written down. Where it can't be found out who may, the
    /// answer is no.
    ///
    /// - Parameters:
    ///   - channel: where the incident's card stands.
    ///   - key: the request, so that it is carried out once however often it is taken up; see `record`.
    package func decide(
        _ request: DecisionRequest, of id: IncidentID, by person: String, in channel: String?,
        causedBy key: String? = nil
    ) async throws(WorkflowError) -> Incident {
        let actor = Actor.person(id: person)
        do throws(WorkflowError) {
            return try await append(to: id, by: actor, causedBy: key) { workflow throws(Rejection) in
                // What the facts forbid needs no question about the person.
                _ = try workflow.fact(for: request, by: actor, mayDecide: true)
                let mayDecide = await mayDecide(request, person, on: workflow.incident, in: channel)
                return try workflow.fact(for: request, by: actor, mayDecide: mayDecide)
            }
        } catch {
            if case .rejected(.notPermitted(let refusal)) = error {
                // Known already, or not to be stored: the answer to the person is the same.
                _ = try? await record(.decisionRefused(refusal), of: id, by: actor)
            }
            throw error
        }
    }

    /// Whether the person is among those who may decide on incidents of this severity; false where it can't be found out.
    ///
    /// - Parameter channel: where the incident's card stands.
    package func mayDecide(_ person: String, onSeverity severity: Severity?, in channel: String?) async -> Bool {
        await isAmong(policy.approvers(for: severity), person: person, channel: channel) ?? false
    }

    /// Nil when it can't be found out.
    private func mayDecide(
        _ request: DecisionRequest, _ person: String, on incident: Incident, in channel: String?
    ) async -> Bool? {
        if case .cancel = request, incident.openedBy == .person(id: person) { return true }
        let approvers = policy.approvers(for: incident.classification?.severity)
        return await isAmong(approvers, person: person, channel: channel)
    }

    private func isAmong(_ approvers: ApprovalPolicy.Approvers, person: String, channel: String?) async -> Bool? {
        switch approvers {
        case .channel:
            guard let directory else { return true }
            guard let channel else { return nil }
            return try? await directory.isMember(person, ofChannel: channel)
        case .listed(let listed):
            if listed.contains(.person(person)) { return true }
            var isUnknown = false
            for case .group(let group) in listed {
                guard let isMember = try? await directory?.isMember(person, ofGroup: group) else {
                    isUnknown = true
                    continue
                }
                if isMember { return true }
            }
            return isUnknown ? nil : false
        }
    }
}
