package import Foundation

/// What the product needs to know of a Slack workspace. Its description holds no secret.
package struct SlackConfiguration: Sendable, CustomStringConvertible {
    /// Proves that requests come from Slack. May be empty only in Socket Mode, where no request comes in.
    package var signingSecret: String
    /// The bot's token, `xoxb-…`.
    package var botToken: String
    /// The app-level token, `xapp-…`, for Socket Mode; nil for deliveries over HTTP.
    package var appToken: String?
    package var apiURL: URL
    /// Identifier of the channel for incidents that come without one, or from where the bot can't speak.
    package var incidentChannel: String?
    /// Identifier of the channel that is told when a person has to take over.
    package var escalationChannel: String?
    /// Where the product's own pages are reached, for links to `/incidents/N`.
    package var publicURL: URL?

    package init(
        signingSecret: String,
        botToken: String,
        appToken: String? = nil,
        apiURL: URL = SlackWebAPI.defaultURL,
        incidentChannel: String? = nil,
        escalationChannel: String? = nil,
        publicURL: URL? = nil
    ) {
        self.signingSecret = signingSecret
        self.botToken = botToken
        self.appToken = appToken
        self.apiURL = apiURL
        self.incidentChannel = incidentChannel.flatMap { $0.isEmpty ? nil : $0 }
        self.escalationChannel = escalationChannel.flatMap { $0.isEmpty ? nil : $0 }
        self.publicURL = publicURL
    }

    package var description: String {
        "Slack at \(apiURL), incidents in \(incidentChannel ?? "no channel"), "
            + "escalations in \(escalationChannel ?? "no channel")"
    }
}
