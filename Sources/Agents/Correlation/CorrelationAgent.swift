package import Domain

/// Says what the evidence holds: which errors, where, how often, and whom they hit. Works without a model.
///
/// The same evidence gives the same answer. Logs are read one after another, so memory holds one of them at a time.
package struct CorrelationAgent: IncidentAgent {
    private let evidence: any EvidenceStore

    package init(evidence: any EvidenceStore) {
        self.evidence = evidence
    }

    package func run(on incident: Incident) async throws(PortError) -> Correlation {
        let attachments = incident.attachments ?? []
        var correlator = Correlator(
            logs: attachments.count + incident.pastedLogs.count,
            areNamed: !attachments.isEmpty || incident.pastedLogs.count > 1)
        for log in incident.pastedLogs { correlator.read(Array(log.utf8), name: "pasted log") }
        for attachment in attachments {
            switch attachment.outcome {
            case .refused(let reason):
                correlator.report(reason)
            case .kept(let key, _):
                if let bytes = try await evidence.bytes(for: key) {
                    correlator.read(bytes, name: attachment.name)
                } else {
                    correlator.report("\(attachment.name) is no longer kept: attach it again.")
                }
            }
        }
        return correlator.correlation(title: incident.intake.title, complaints: incident.complaints)
    }
}
