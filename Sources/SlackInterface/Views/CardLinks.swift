package import Domain
package import Foundation

/// Where an incident's card stands: a link people can follow inside Slack.
package actor CardLinks {
    private let api: SlackWebAPI
    private let ledger: any MessageLedger
    private let pages: IncidentLinks
    /// The workspace's own address, e.g. `https://example.slack.com/`; asked for once.
    private var workspace: URL?

    package init(api: SlackWebAPI, ledger: any MessageLedger, pages: IncidentLinks) {
        self.api = api
        self.ledger = ledger
        self.pages = pages
    }

    /// The card's address, or that of the incident's page where no card stands.
    package func addresses(of incidents: [IncidentID]) async -> [IncidentID: URL] {
        var addresses: [IncidentID: URL] = [:]
        for id in incidents { addresses[id] = await card(of: id) ?? pages.incident(id) }
        return addresses
    }

    private func card(of id: IncidentID) async -> URL? {
        guard let workspace = await workspaceAddress(), let card = await message(of: id),
            let timestamp = card.timestamp, SlackIdentifier.isChannel(card.channel)
        else { return nil }
        return workspace.appending(path: "archives/\(card.channel)/p\(timestamp.filter { $0 != "." })")
    }

    /// Where the card stands; nil where none does yet.
    package func channel(of id: IncidentID) async -> String? {
        await message(of: id)?.channel
    }

    private func message(of id: IncidentID) async -> LedgerMessage? {
        try? await ledger.messages(of: id).card
    }

    private func workspaceAddress() async -> URL? {
        if let workspace { return workspace }
        let answer = try? await api.call(.authTest)
        workspace = answer?["url"]?.string.flatMap { URL(string: $0) }
        return workspace
    }
}
