package import Domain

/// Says what the evidence holds: which errors, where, how often, and whom they hit. Works without a model.
///
/// The same evidence gives the same answer. Logs are read one after another, so memory holds one of them at a time.
package struct CorrelationAgent: IncidentAgent {
    private let evidence: any EvidenceStore
    private let repository: (any SourceRepository)?

    /// - Parameter repository: asked which installed packages are its own, where a log names such; without it, and while it
    ///   can't be reached, all of them are taken for packages of others.
    package init(evidence: any EvidenceStore, repository: (any SourceRepository)? = nil) {
        self.evidence = evidence
        self.repository = repository
    }

    package func run(on incident: Incident) async throws(PortError) -> Correlation {
        let attachments = incident.attachments ?? []
        var correlator = Correlator(
            logs: attachments.count + incident.pastedLogs.count,
            areNamed: !attachments.isEmpty || incident.pastedLogs.count > 1)
        var installed: InstalledCode?
        for log in incident.pastedLogs {
            await learn(&installed, for: Array(log.utf8), &correlator)
            correlator.read(Array(log.utf8), name: "pasted log")
        }
        for attachment in attachments {
            switch attachment.outcome {
            case .refused(let reason):
                correlator.report(reason)
            case .kept(let key, _):
                if let bytes = try await evidence.bytes(for: key) {
                    await learn(&installed, for: bytes, &correlator)
                    correlator.read(bytes, name: attachment.name)
                } else {
                    correlator.report("\(attachment.name) is no longer kept: attach it again.")
                }
            }
        }
        return correlator.correlation(title: incident.intake.title, complaints: incident.complaints)
    }

    /// Asks the repository once for its files, when the first log needs them. The page goes out without it, too.
    private func learn(_ installed: inout InstalledCode?, for log: [UInt8], _ correlator: inout Correlator) async {
        guard installed == nil, let repository, InstalledCode.isNamed(in: log) else { return }
        let files = try? await repository.files(at: try await repository.baseCommit())
        let code = InstalledCode(files ?? [])
        installed = code
        correlator.know(code)
    }
}
