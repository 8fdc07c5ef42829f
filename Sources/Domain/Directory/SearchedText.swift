/// What a search looks through in an incident beside its summary.
package enum SearchedText {
    private static let maximumBytes = 8_000

    /// Errors, identifiers, complaints and the beginning of the pasted logs, at most 8,000 bytes. Untrusted.
    package static func evidence(of incident: Incident) -> String {
        let correlation = incident.correlation
        let errors = (correlation?.errors ?? []).flatMap { [$0.signature.exception, $0.signature.message] }
        let names = (correlation?.services ?? []) + (correlation?.requestIDs.prefix(20) ?? [])
        let complaints = incident.complaints.flatMap { [$0.customer ?? "", $0.message] }
        let text = (errors + names + complaints + incident.pastedLogs).joined(separator: "\n")
        return String(decoding: text.utf8.prefix(maximumBytes), as: UTF8.self)
    }
}
