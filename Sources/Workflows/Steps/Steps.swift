package import Agents
package import Domain
package import Foundation

/// Carries out actions through agents and ports. Each action gives one fact; none writes to the journal.
///
/// Every action may be carried out again after a crash: agents only propose, and the ports promise idempotence.
package struct Steps: Sendable {
    let agents: IncidentAgents
    let evidence: any EvidenceStore
    let attachments: any AttachmentSource
    let knowledge: any KnowledgeBase
    let repository: any SourceRepository
    let codeHost: any CodeHost
    let recurrence: RecurrenceSearch?
    let returned: ReturnedErrorSearch?
    let answerer: any ThreadAnswerer
    let redactor: Redactor
    let publicURL: URL?

    /// - Parameter publicURL: where the bot's pages are reached, for links; without it there are none.
    package init(
        agents: IncidentAgents,
        evidence: any EvidenceStore,
        attachments: any AttachmentSource,
        knowledge: any KnowledgeBase,
        repository: any SourceRepository,
        codeHost: any CodeHost,
        answerer: any ThreadAnswerer,
        redactor: Redactor = Redactor(salt: []),
        publicURL: URL? = nil,
        recurrence: RecurrenceSearch? = nil,
        returned: ReturnedErrorSearch? = nil
    ) {
        self.agents = agents
        self.evidence = evidence
        self.attachments = attachments
        self.knowledge = knowledge
        self.repository = repository
        self.codeHost = codeHost
        self.recurrence = recurrence
        self.returned = returned
        self.answerer = answerer
        self.redactor = redactor
        self.publicURL = publicURL
    }

    /// A fact and who stands behind it.
    package struct Result: Sendable {
        /// Something that another incident has to know first.
        struct Elsewhere: Sendable {
            let fact: Fact
            let incident: IncidentID
        }

        package let fact: Fact
        package let actor: Actor
        let elsewhere: Elsewhere?

        init(fact: Fact, actor: Actor, elsewhere: Elsewhere? = nil) {
            self.fact = fact
            self.actor = actor
            self.elsewhere = elsewhere
        }
    }

    package func perform(_ action: Action, for incident: Incident) async throws(PortError) -> Result {
        switch action {
        case .collectEvidence:
            .init(fact: .evidenceCollected(try await collectEvidence(of: incident)), actor: .workflow)
        case .correlate:
            .init(fact: .correlated(try await agents.correlation.run(on: incident)), actor: .agent(.correlation))
        case .classify:
            .init(fact: .severityClassified(try await agents.severity.run(on: incident)), actor: .agent(.severity))
        case .recall:
            try await recallOrJoin(incident)
        case .diagnose:
            .init(fact: .diagnosed(try await agents.rootCause.run(on: incident)), actor: .agent(.rootCause))
        case .reproduce:
            .init(fact: fact(of: try await agents.reproduction.run(on: incident)), actor: .agent(.execution))
        case .propose:
            try await propose(for: incident)
        case .assess:
            .init(fact: .assessed(try await agents.assessment.run(on: incident)), actor: .agent(.execution))
        case .verify:
            .init(fact: .verified(try await agents.execution.run(on: incident)), actor: .agent(.execution))
        case .critique:
            .init(fact: .critiqued(try await agents.critic.run(on: incident)), actor: .agent(.critic))
        case .handOverAfterAttempts:
            .init(fact: .escalated(.attemptsUsedUp(incident)), actor: .workflow)
        case .handOverFailingTest:
            .init(fact: .escalated(.failingTest(incident)), actor: .workflow)
        case .draftReplies:
            .init(
                fact: .repliesDrafted(try await agents.customerResponse.run(on: incident)),
                actor: .agent(.customerResponse))
        case .writePostmortem:
            .init(
                fact: .postmortemWritten(try await agents.incidentReport.run(on: incident)),
                actor: .agent(.incidentReport))
        case .openPullRequest:
            .init(fact: try await openPullRequest(for: incident), actor: .workflow)
        case .conclude:
            try await conclude(incident)
        case .endWithAlerts:
            .init(
                fact: .cancelled(
                    reason: "The alert ended by itself, and the evidence names no error in the code."),
                actor: .workflow)
        case .answer:
            await answer(for: incident)
        case .readSubmission:
            await readSubmission(of: incident)
        }
    }

    private func fact(of outcome: ReproductionOutcome) -> Fact {
        switch outcome {
        case .reproduced(let reproduction): .reproduced(reproduction)
        case .notReproduced(let failure): .notReproduced(failure)
        }
    }

    private func propose(for incident: Incident) async throws(PortError) -> Result {
        switch try await agents.fixGenerator.run(on: incident) {
        case .proposed(let proposal):
            Result(fact: .patchProposed(proposal), actor: .agent(.fixGenerator))
        case .kept(let kept):
            Result(fact: .patchKept(kept), actor: .agent(.fixGenerator))
        case .none(let tried, let requirements):
            Result(
                fact: .escalated(.noPatch(incident, tried: requirements.map(\.line) + tried)), actor: .workflow)
        }
    }

    private func conclude(_ incident: Incident) async throws(PortError) -> Result {
        // An exercise teaches nothing about the service.
        if !incident.intake.isDrill { try await knowledge.add(KnowledgeDocument(concluded: incident)) }
        return Result(fact: .resolved, actor: .workflow)
    }
}
