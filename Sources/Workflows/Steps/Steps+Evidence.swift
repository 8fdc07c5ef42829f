import Agents
import Domain

extension Steps {
    /// Fetches every attachment. One that can't be had is refused with a sentence for the reporter; the others still count.
    ///
    /// Throws when the text can't be kept just now: that is no fault of the file.
    func collectEvidence(of incident: Incident) async throws(PortError) -> [FetchedAttachment] {
        var fetched: [FetchedAttachment] = []
        for attachment in incident.round.pendingAttachments {
            fetched.append(FetchedAttachment(name: attachment.name, outcome: try await outcome(of: attachment)))
        }
        return fetched
    }

    private func outcome(of attachment: Attachment) async throws(PortError) -> FetchedAttachment.Outcome {
        if let key = attachment.keptAs { return .kept(key, bytes: attachment.bytes) }
        guard attachment.bytes <= Attachment.maximumBytes else {
            return .refused(reason: "\(attachment.name) is larger than 10 MB: cut it to the time of the incident.")
        }
        let bytes: [UInt8]
        do throws(PortError) { bytes = try await attachments.fetch(attachment) } catch {
            return .refused(reason: "\(attachment.name) could not be read: \(error.reason)")
        }
        switch AttachmentText.read(bytes, name: attachment.name, redactor: redactor) {
        case .text(let text): return .kept(try await evidence.keep(text), bytes: bytes.count)
        case .refused(let reason): return .refused(reason: reason)
        }
    }

    /// Three past incidents and one runbook at the most.
    func recall(for incident: Incident) async throws(PortError) -> [Passage] {
        guard let correlation = incident.correlation else { return [] }
        let query = KnowledgeQuery(correlation: correlation)
        let incidents = try await knowledge.search(query, kind: .incident, limit: 3)
        return incidents + (try await knowledge.search(query, kind: .runbook, limit: 1))
    }
}
