package import Domain
import Foundation

/// Which patch of which incident a button decides. Travels in the button's value and the modal's metadata.
package struct DecisionTarget: Sendable, Equatable {
    package let incident: IncidentID
    package let digest: ProposalDigest
    /// Where the card was clicked; a modal brings it back, since its submission names no channel.
    package var channel: String?

    package init(incident: IncidentID, digest: ProposalDigest, channel: String? = nil) {
        self.incident = incident
        self.digest = digest
        self.channel = channel
    }

    /// Nil for text that isn't a target.
    package init?(encoded: String) {
        guard let value = JSONValue(bytes: Data(encoded.utf8)), let incident = value["incident"]?.int,
            let digest = value["digest"]?.string
        else { return nil }
        self.init(
            incident: IncidentID(rawValue: incident), digest: ProposalDigest(rawValue: digest),
            channel: value["channel"]?.string)
    }

    package var encoded: String {
        var members: [String: JSONValue] = ["incident": .int(incident.rawValue), "digest": .string(digest.rawValue)]
        members["channel"] = channel.map { .string($0) }
        return JSONValue.object(members).encoded
    }
}
