import Domain
import Foundation
import HTTPTypes
import Hummingbird

// MARK: - Reports

extension WebhookRoutes {
    func report(_ request: Request, from sender: Sender) async throws -> Response {
        try strangers.check(sender)
        do throws(Problem) {
            try authorize(request)
        } catch {
            strangers.proofs.failed(sender)
            throw error
        }
        strangers.proofs.proved(sender)
        try limiter.check("incident")
        let seconds = try waitingTime(of: request)
        try WebhookDelivery(headers: request.headers, body: []).checkIsJSON()
        let delivery = WebhookDelivery(
            headers: request.headers, body: try await request.body.read(upTo: Self.maximumReportBytes))
        let report = try IncidentReport(try delivery.json())
        let id = try await intake.open(report, bodyDigest: EvidenceKey(of: delivery.body).rawValue)
        guard let seconds, let incident = try await wait.incident(id, seconds: seconds) else {
            return accepted(id, status: .investigating)
        }
        guard PhaseOneWait.isDone(incident) else { return accepted(id, status: incident.status) }
        let isNotified = try await ledger.messages(of: id).contains { $0.timestamp != nil }
        return .json([
            "incident_id": .int(id.rawValue), "status": .string(incident.status.rawValue), "links": links.json(of: id),
            "incident": IncidentJSON.detail(incident, isNotified: isNotified),
        ])
    }

    private func accepted(_ id: IncidentID, status: Incident.Status) -> Response {
        .json(
            [
                "incident_id": .int(id.rawValue), "status": .string(status.rawValue), "links": links.json(of: id),
            ], status: .accepted)
    }

    private func authorize(_ request: Request) throws(Problem) {
        if let key = settings.apiKey {
            guard key.matches(request.headers[.known("X-Api-Key")]) else {
                throw .unauthorized("Send WEBHOOK_API_KEY as X-Api-Key.", challenge: "ApiKey header=\"X-Api-Key\"")
            }
            return
        }
        // A proxy in front makes strangers look like this machine.
        let isForwarded = ["Forwarded", "X-Forwarded-For", "X-Real-IP"].contains {
            request.headers[.known($0)] != nil
        }
        guard settings.allowsAnonymous, !isForwarded, request.isForLoopback else {
            throw Problem(.closed, "Set WEBHOOK_API_KEY to open it, and send it as X-Api-Key.")
        }
    }

    /// `?wait=60`; nil for none.
    private func waitingTime(of request: Request) throws(Problem) -> Int? {
        var reader = ParameterReader(request.uri.query ?? "")
        let seconds = reader.number("wait", in: 0...PhaseOneWait.maximumSeconds)
        reader.refuseOthers(than: ["wait"])
        guard reader.faults.isEmpty else {
            throw Problem(.invalidRequest, "Correct the parameters named in `errors`.", faults: reader.faults)
        }
        return seconds == 0 ? nil : seconds
    }
}
