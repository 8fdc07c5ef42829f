package import Domain
import Foundation
package import Workflows

/// Turns reports and alerts into incidents: each once, however often its sender repeats it.
package struct WebhookIntake: Sendable {
    /// Logs larger than this are kept beside the journal, which is read at every step.
    private static let maximumInlineBytes = 64 * 1024

    let engine: WorkflowEngine
    private let directory: any IncidentDirectory
    private let evidence: any EvidenceStore
    private let clock: WallClock

    package init(
        engine: WorkflowEngine, directory: any IncidentDirectory, evidence: any EvidenceStore, clock: WallClock
    ) {
        self.engine = engine
        self.directory = directory
        self.evidence = evidence
        self.clock = clock
    }

    /// Opens an incident, or finds the one this very report has opened. A key that was used for another report is refused.
    func open(_ report: IncidentReport, bodyDigest: String) async throws -> IncidentID {
        let intake = try engine.redacted(try await intake(of: report))
        let key = key(of: report, bodyDigest: bodyDigest)
        let id: IncidentID
        if let earlier = report.idempotencyKey,
            let known = try await directory.incident(openedWith: "webhook/key/\(earlier)")
        {
            // Opened before keys were kept as digests.
            id = known
        } else {
            id = try await engine.open(intake, by: .workflow, key: key)
        }
        guard report.idempotencyKey != nil, let first = try await engine.incident(id), first.intake != intake else {
            return id
        }
        throw Problem(
            .idempotencyConflict, "Incident \(id) was opened with this key and another body. Use a new key.")
    }

    private func intake(of report: IncidentReport) async throws(PortError) -> Intake {
        let bytes = Array(engine.redactor.redact(report.logs).utf8)
        var attachments: [Attachment] = []
        if bytes.count > Self.maximumInlineBytes {
            attachments = [Attachment(kept: try await evidence.keep(bytes), name: "logs", bytes: bytes.count)]
        }
        return Intake(
            title: report.title, logs: attachments.isEmpty ? report.logs : "", attachments: attachments,
            complaints: report.complaints, source: .webhook, reporter: report.source, isDrill: report.isDrill)
    }

    /// Without a key of the caller's, the same body within ten minutes is the same request sent again.
    private func key(of report: IncidentReport, bodyDigest: String) -> String {
        if let key = report.idempotencyKey { return "webhook/key/\(engine.redactor.digest(key))" }
        return "webhook/body/\(bodyDigest)/\(Int(clock.now().timeIntervalSince1970 / 600))"
    }
}

extension WebhookIntake {
    /// What became of one alert.
    struct Receipt: Sendable, Equatable {
        enum Kind: String, Sendable {
            case opened, known, ended, ignored
        }

        let kind: Kind
        let alert: String
        let incident: IncidentID?
    }

    func take(_ event: AlertEvent, from source: Intake.Source) async throws -> Receipt {
        switch event {
        case .firing(let alert): try await open(alert, from: source)
        case .ended(let ending): try await end(ending, from: source)
        case .ignored(let reason): Receipt(kind: .ignored, alert: reason, incident: nil)
        }
    }

    private func open(_ alert: FiringAlert, from source: Intake.Source) async throws -> Receipt {
        let reference = alert.reference.digested(by: engine.redactor)
        // As keys are kept, and as they were before they were digests.
        for key in [reference.key, alert.reference.key] {
            if let known = try await directory.incident(openedWith: "alert/\(source.rawValue)/\(key)") {
                return Receipt(kind: .known, alert: alert.reference.name, incident: known)
            }
        }
        let intake = Intake(title: alert.title, logs: alert.text, source: source, alert: reference)
        let id = try await engine.open(intake, by: .workflow, key: "alert/\(source.rawValue)/\(reference.key)")
        return Receipt(kind: .opened, alert: alert.reference.name, incident: id)
    }

    private func end(_ ending: EndedAlert, from source: Intake.Source) async throws -> Receipt {
        var noted: IncidentID?
        for (id, key) in try await openings(of: ending, from: source) {
            let end = AlertEnd(
                key: key, name: engine.redactor.redact(ending.name), source: source, endedAt: ending.endedAt)
            if let incident = try await engine.noteEnd(of: end, on: id) { noted = noted ?? incident.id }
        }
        return Receipt(kind: noted == nil ? .ignored : .ended, alert: ending.name, incident: noted)
    }

    /// The incidents that the alert has opened, each with the key of its firing.
    private func openings(of ending: EndedAlert, from source: Intake.Source) async throws -> [(IncidentID, String)] {
        switch ending.which {
        case .firing(let key):
            for key in [engine.redactor.digest(key), key] {
                if let id = try await directory.incident(openedWith: "alert/\(source.rawValue)/\(key)") {
                    return [(id, key)]
                }
            }
            return []
        case .alert(let identity):
            var found: [IncidentSummary] = []
            for identity in [engine.redactor.digest(identity), identity] {
                var filter = DirectoryFilter()
                filter.alertIdentity = identity
                filter.sources = [source.rawValue]
                found += try await directory.summaries(matching: IncidentQuery(filter: filter, limit: 50))
            }
            var openings: [(IncidentID, String)] = []
            for summary in found {
                if let key = try await engine.incident(summary.id)?.intake.alert?.key {
                    openings.append((summary.id, key))
                }
            }
            return openings
        }
    }
}
