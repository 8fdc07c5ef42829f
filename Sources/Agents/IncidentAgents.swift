package import Domain

/// The agents of one bot, by the step they think about.
package struct IncidentAgents: Sendable {
    package let correlation: any IncidentAgent<Correlation>
    package let severity: any IncidentAgent<Classification>
    package let rootCause: any IncidentAgent<Diagnosis>
    /// The first half of the Execution agent's work: show the bug on the base commit.
    package let reproduction: any IncidentAgent<ReproductionOutcome>
    package let fixGenerator: any IncidentAgent<FixOutcome>
    /// Sees more of a patch while people read it.
    package let assessment: any IncidentAgent<Assessment>
    package let execution: any IncidentAgent<Verification>
    package let critic: any IncidentAgent<Critique>
    package let customerResponse: any IncidentAgent<[CustomerReply]>
    package let incidentReport: any IncidentAgent<Postmortem>
    /// Reads patches that people write.
    package let personalPatch: PersonalPatch

    package init(
        correlation: any IncidentAgent<Correlation>,
        severity: any IncidentAgent<Classification>,
        rootCause: any IncidentAgent<Diagnosis>,
        reproduction: any IncidentAgent<ReproductionOutcome>,
        fixGenerator: any IncidentAgent<FixOutcome>,
        assessment: any IncidentAgent<Assessment>,
        execution: any IncidentAgent<Verification>,
        critic: any IncidentAgent<Critique>,
        customerResponse: any IncidentAgent<[CustomerReply]>,
        incidentReport: any IncidentAgent<Postmortem>,
        personalPatch: PersonalPatch
    ) {
        self.correlation = correlation
        self.severity = severity
        self.rootCause = rootCause
        self.reproduction = reproduction
        self.fixGenerator = fixGenerator
        self.assessment = assessment
        self.execution = execution
        self.critic = critic
        self.customerResponse = customerResponse
        self.incidentReport = incidentReport
        self.personalPatch = personalPatch
    }
}
