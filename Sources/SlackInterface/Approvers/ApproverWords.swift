import Domain
import Workflows

/// Who may decide, in words.
enum ApproverWords {
    private static let maximumNamed = 8

    /// Completes "may be decided by …".
    ///
    /// - Parameter elsewhere: whether it is read outside the incident's channel.
    static func names(_ approvers: ApprovalPolicy.Approvers, elsewhere: Bool = false) -> Mrkdwn {
        switch approvers {
        case .channel: elsewhere ? "the members of its channel" : "the members of this channel"
        case .listed(let listed): .joined(mentions(listed), by: ", ")
        }
    }

    /// Nothing where everybody in the channel may: they are not to be called by name.
    static func call(_ approvers: ApprovalPolicy.Approvers) -> Mrkdwn? {
        guard case .listed(let listed) = approvers else { return nil }
        return .joined(mentions(listed), by: " ")
    }

    private static func mentions(_ listed: [ApprovalPolicy.Approver]) -> [Mrkdwn] {
        let named = listed.prefix(maximumNamed).map { approver -> Mrkdwn in
            switch approver {
            case .person(let id): "\(Actor.person(id: id))"
            case .group(let id): "\(group: id)"
            }
        }
        let more = listed.count - named.count
        return named + (more > 0 ? ["and \(more) more"] : [])
    }

    /// Why somebody may not decide, for them alone.
    static func refusal(_ refusal: DecisionRefusal, of incident: Incident, _ policy: ApprovalPolicy) -> Mrkdwn {
        let severity = incident.classification?.severity
        let may = names(policy.approvers(for: severity))
        let label = Mrkdwn(stringLiteral: severity?.rawValue ?? "unclassified")
        return switch refusal.reason {
        case .notAnApprover:
            """
            You may not decide on incident \(incident.id.rawValue) (\(label)): that is for \(may). Nothing was changed. \
            Ask one of them, or say in the thread what you know.
            """
        case .unchecked:
            """
            I could not ask Slack whether you may decide, so nothing was changed. Incident \(incident.id.rawValue) \
            (\(label)) is for \(may). Please click again in a minute; if this stays, my log names the reason.
            """
        case .ownPatch:
            """
            You wrote this patch, so somebody else has to approve it: \(may). Nothing was changed.
            """
        case .lacksProof:
            """
            Nothing was changed. \(lack(in: IncidentWorkflow(incident: incident, maximumAttempts: 1, policy: policy)))
            """
        }
    }

    /// Said on the card: whether enough was seen of the patch that waits, and that its tests may go on without anybody
    /// waiting for them.
    static func proof(_ workflow: IncidentWorkflow) -> Mrkdwn? {
        guard workflow.hasRequiredProof else { return "🔒 \(lack(in: workflow))" }
        guard workflow.incident.assessment?.isComplete == false, workflow.incident.verification == nil else {
            return nil
        }
        return
            "You may approve before the tests have ended: the bot runs them to the end before it opens a pull request."
    }

    /// Why the patch that waits may not be approved, and what can be done instead.
    private static func lack(in workflow: IncidentWorkflow) -> Mrkdwn {
        let incident = workflow.incident
        let needed = Mrkdwn(stringLiteral: workflow.requiredProof?.rawValue ?? "more")
        let rule: Mrkdwn = "REQUIRE_PROOF asks for a patch that is *\(needed)* before it may be approved"
        if incident.assessment?.isComplete == false, incident.verification == nil {
            return "\(rule), and the tests of this one are still running. The card changes when they have ended."
        }
        let level: Mrkdwn =
            incident.proofLevel.map { "This one is \(Mrkdwn(stringLiteral: PatchWords.name($0)))" }
            ?? (incident.assessment == nil ? "Nothing was seen of this one yet" : "Something speaks against this one")
        return "\(rule). \(level). Request changes, hand in a patch with Edit, or escalate."
    }

    /// How many have approved, and who is still needed.
    static func standing(_ standing: IncidentWorkflow.Standing) -> Mrkdwn? {
        guard standing.needed > 1 || !standing.approvers.isEmpty else { return nil }
        let given = min(standing.approvers.count, standing.needed)
        let count: Mrkdwn = "*Approvals: \(given) of \(standing.needed)*"
        guard !standing.approvers.isEmpty else {
            return "\(count). Two people must approve; who opened the incident and who wrote the patch aren't enough."
        }
        let names = Mrkdwn.joined(standing.approvers.map { "\($0)" }, by: ", ")
        let next: Mrkdwn =
            standing.lacksOutsider
            ? "Still needed: somebody who neither opened the incident nor wrote the patch."
            : "Still needed: one other person."
        return "\(count), by \(names). \(next)"
    }
}
