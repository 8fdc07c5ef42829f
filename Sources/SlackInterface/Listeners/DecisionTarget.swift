package import Domain
import Foundation

/// Which patch of which incident a button decides. Travels in the button's value and the modal's metadata.
package struct DecisionTarget: Sendable, Equatable {
    package let incident: IncidentID
    package let digest: ProposalDigest

    package init(incident: IncidentID, digest: ProposalDigest) {
        self.incident = incident
        self.digest = digest
    }

    /// Nil for text that isn't a target.
    package init?(encoded: String) {
        guard let value = JSONValue(bytes: Data(encoded.utf8)), let incident = value["incident"]?.int,
            let digest = value["digest"]?.string
        else { return nil }
        self.init(incident: IncidentID(rawValue: incident), digest: ProposalDigest(rawValue: digest))
    }

    package var encoded: String {
        JSONValue.object(["incident": .int(incident.rawValue), "digest": .string(digest.rawValue)]).encoded
    }
}
