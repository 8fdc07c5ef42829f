package import Domain

/// Why a fact may not follow an incident's history. Nothing was written.
package enum Rejection: Error, Sendable, Equatable {
    /// The incident has ended, this way.
    case closed(Incident.Status)
    /// The decision names a patch that is no longer on the table; this one is, or none.
    case outdated(current: ProposalDigest?)
    /// Somebody decided this patch before.
    case alreadyDecided(Incident.Decision)
    /// The fact doesn't belong at this point of the incident's life.
    case outOfOrder(Fact.Kind)
    /// The person may not decide this.
    case notPermitted(DecisionRefusal)
    /// The person has approved this patch already; another one is needed.
    case alreadyEndorsed
    /// The same thing was written before.
    case repeated
}
