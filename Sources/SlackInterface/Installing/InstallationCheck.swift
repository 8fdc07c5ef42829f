import Foundation

/// Asks Slack whether the app is installed as it must be, and says what to click where it isn't.
package struct InstallationCheck: Sendable {
    /// One thing that was looked at, and what to do where it isn't right.
    package struct Finding: Sendable, Equatable {
        package let name: String
        package let isFine: Bool
        /// What was found, or the remedy.
        package let words: String
    }

    let api: SlackWebAPI
    let configuration: SlackConfiguration

    /// Token, scopes and channels; the token alone when that is refused.
    package func findings() async -> [Finding] {
        let identity: BotIdentity
        do throws(SlackAPIError) {
            identity = try await api.identify()
        } catch {
            return [Finding(name: "Slack token", isFine: false, words: "\(error)")]
        }
        return [
            Finding(name: "Slack token", isFine: true, words: identity.words), scopes(of: identity),
            await channel(configuration.incidentChannel, "SLACK_INCIDENT_CHANNEL"),
            await channel(configuration.escalationChannel, "SLACK_ESCALATION_CHANNEL"),
        ]
    }

    private func scopes(of identity: BotIdentity) -> Finding {
        let name = "Slack scopes"
        guard let granted = identity.scopes else {
            return Finding(name: name, isFine: true, words: "Slack didn't say which are granted")
        }
        let missing = SlackScope.missing(from: granted)
        guard !missing.isEmpty else {
            return Finding(name: name, isFine: true, words: "all \(SlackScope.needed.count) are granted")
        }
        let list = missing.map { "\($0.name) (\($0.reason))" }.joined(separator: ", ")
        return Finding(
            name: name, isFine: false,
            words: "missing: \(list). Add them at api.slack.com/apps → OAuth & Permissions → Bot Token Scopes, "
                + "then click Reinstall to Workspace")
    }

    private func channel(_ id: String?, _ setting: String) async -> Finding {
        guard let id else {
            return Finding(
                name: setting, isFine: false, words: "not set: name a channel by its identifier, e.g. C024BE91L")
        }
        do throws(SlackAPIError) {
            let info = try await api.call(.channelInfo, ["channel": .string(id)])
            guard info["channel"]?["is_member"]?.bool != false else {
                return Finding(
                    name: setting, isFine: false,
                    words: "the bot isn't in \(id): open the channel and type /invite @Incident Bot")
            }
            return Finding(name: setting, isFine: true, words: id)
        } catch {
            return Finding(name: setting, isFine: false, words: "\(error)")
        }
    }
}

/// Who the token belongs to, as Slack says.
package struct BotIdentity: Sendable, Equatable {
    package let user: String
    package let team: String
    let teamID: String?
    /// The bot's own user identifier, to recognise what it wrote itself.
    package let userID: String?
    /// Nil when Slack's answer names none.
    package let scopes: Set<String>?

    init(_ answer: JSONValue, scopes header: String?) {
        user = VisibleText.clip(answer["user"]?.string ?? "a bot", to: 100)
        team = VisibleText.clip(answer["team"]?.string ?? "a workspace", to: 100)
        teamID = answer["team_id"]?.string
        userID = answer["user_id"]?.string
        scopes = header.map { header in
            Set(header.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) })
        }
    }

    var words: String { "\(user) in \(team)" }
}
