/// Why a call to Slack brought no result. Holds no token.
package enum SlackAPIError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Slack said no: the code, the scope it misses, and its remarks on the arguments.
    case refused(method: String, code: String, neededScope: String?, details: [String])
    /// Still over the limit after waiting; try again after this many seconds.
    case rateLimited(method: String, seconds: Int)
    /// Nothing happened; it may work later.
    case unavailable(method: String, reason: String)
    /// No clear answer: it may have happened. Look before calling again.
    case ambiguous(method: String, reason: String)

    /// What a caller can do about it.
    package enum Kind: Sendable {
        case retryLater, lookFirst, permanent
    }

    package var kind: Kind {
        switch self {
        case .refused: .permanent
        case .rateLimited, .unavailable: .retryLater
        case .ambiguous: .lookFirst
        }
    }

    /// The bot can't speak in the channel that was named.
    package var isUnreachableChannel: Bool {
        guard case .refused(_, let code, _, _) = self else { return false }
        return ["not_in_channel", "channel_not_found", "is_archived", "restricted_action"].contains(code)
            || code.hasPrefix("restricted_action_")
    }

    /// Wrong for every call alike until somebody mends how the app is installed.
    package var isAboutInstallation: Bool {
        guard case .refused(_, let code, _, _) = self else { return false }
        return [
            "invalid_auth", "not_authed", "token_revoked", "token_expired", "account_inactive", "missing_scope",
            "not_allowed_token_type", "team_access_not_granted",
        ].contains(code)
    }

    package var description: String {
        switch self {
        case .refused(let method, let code, let scope, let details):
            ([
                scope.map { "Slack refused \(method): \(code); add the scope \($0) to the app and reinstall it" }
                    ?? "Slack refused \(method): \(code)\(Self.remedies[code].map { "; \($0)" } ?? "")"
            ] + details)
            .joined(separator: "; ")
        case .rateLimited(let method, let seconds): "Slack limits \(method): try again in \(seconds) s"
        case .unavailable(let method, let reason): "Slack can't be reached for \(method): \(reason)"
        case .ambiguous(let method, let reason): "Slack gave no clear answer to \(method): \(reason)"
        }
    }

    private static let remedies = [
        "invalid_auth": "check SLACK_BOT_TOKEN",
        "not_authed": "check SLACK_BOT_TOKEN",
        "token_revoked": "reinstall the app and set the new SLACK_BOT_TOKEN",
        "token_expired": "reinstall the app and set the new SLACK_BOT_TOKEN",
        "account_inactive": "the bot user was removed: reinstall the app",
        "not_in_channel": "invite the bot to the channel",
        "channel_not_found": "name a channel by its identifier, and invite the bot to it",
        "is_archived": "choose a channel that is in use",
        "missing_scope": "compare the app's scopes with the manifest",
    ]
}
