import Domain

extension IncidentAgents {
    /// The same agents with a model beside their rules. The rules give what the model starts from, and what is used where it
    /// fails.
    ///
    /// The Fix Generator takes its model itself; see `FixGeneratorAgent.asking`.
    package func asking(_ adviser: ModelAdviser, sources: InvestigationSources) -> Self {
        Self(
            correlation: correlation,
            severity: ModelSeverityAgent(rules: severity, adviser: adviser),
            rootCause: ModelRootCauseAgent(rules: rootCause, adviser: adviser, sources: sources),
            reproduction: (reproduction as? ReproductionAgent)?.asking(adviser, sources: sources) ?? reproduction,
            fixGenerator: (fixGenerator as? FixGeneratorAgent)?.asking(adviser, sources: sources) ?? fixGenerator,
            assessment: assessment,
            execution: execution,
            critic: ModelCriticAgent(rules: critic, adviser: adviser),
            customerResponse: ModelCustomerResponseAgent(rules: customerResponse, adviser: adviser),
            incidentReport: ModelIncidentReportAgent(rules: incidentReport, adviser: adviser),
            personalPatch: personalPatch)
    }
}
