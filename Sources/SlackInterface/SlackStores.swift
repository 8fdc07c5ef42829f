package import Domain

/// Where the Slack side keeps things and finds them.
package struct SlackStores: Sendable {
    package let ledger: any MessageLedger
    package let evidence: any EvidenceStore
    package let inbox: any Inbox
    package let directory: any IncidentDirectory

    package init(
        ledger: any MessageLedger, evidence: any EvidenceStore, inbox: any Inbox, directory: any IncidentDirectory
    ) {
        self.ledger = ledger
        self.evidence = evidence
        self.inbox = inbox
        self.directory = directory
    }

    /// One database for all of it.
    package init(_ database: some MessageLedger & EvidenceStore & Inbox & IncidentDirectory) {
        self.init(ledger: database, evidence: database, inbox: database, directory: database)
    }
}
