package import Domain
package import Logging
package import ServiceLifecycle
package import Workflows

/// Slack in and out, wired: routes for the server, services for the group, and the source of attached files.
package struct SlackApp: Sendable {
    package let routes: SlackRoutes
    /// To be run beside the server.
    package let services: [any Service]
    package let attachmentSource: SlackAttachmentSource
    private let api: SlackWebAPI
    private let configuration: SlackConfiguration

    /// Refuses an empty signing secret.
    package init(
        configuration: SlackConfiguration,
        engine: WorkflowEngine,
        ledger: any MessageLedger,
        http: any HTTPClient,
        clock: WallClock = .system,
        sleep: @escaping SlackWebAPI.Sleep = { try await Task.sleep(for: $0) },
        logger: Logger
    ) throws(SlackSignature.EmptySecret) {
        let api = SlackWebAPI(apiURL: configuration.apiURL, token: configuration.botToken, http: http, sleep: sleep)
        let work = SlackWork()
        let listeners = SlackListeners(engine: engine, ledger: ledger, api: api, work: work, logger: logger)
        routes = SlackRoutes(
            signature: try SlackSignature(secret: configuration.signingSecret), listeners: listeners, clock: clock,
            logger: logger)
        services = [
            work,
            SlackPublisher(
                engine: engine, ledger: ledger, api: api, configuration: configuration, sleep: sleep, logger: logger),
        ]
        attachmentSource = SlackAttachmentSource(
            apiURL: configuration.apiURL, token: configuration.botToken, http: http)
        self.api = api
        self.configuration = configuration
    }
}

// MARK: - Doctor

extension SlackApp {
    /// One thing that was looked at, and what to do where it isn't right.
    package struct Check: Sendable, Equatable {
        package let name: String
        package let isFine: Bool
        /// What was found, or the remedy.
        package let words: String
    }

    /// Asks Slack who the bot is, and whether it is in its channels.
    package func check() async -> [Check] {
        let token: Check
        do throws(SlackAPIError) {
            let answer = try await api.call(.authTest)
            let names = [answer["user"]?.string, answer["team"]?.string].compactMap { $0 }
            token = Check(
                name: "Slack token", isFine: true, words: VisibleText.clip(names.joined(separator: " in "), to: 200))
        } catch {
            return [Check(name: "Slack token", isFine: false, words: "\(error)")]
        }
        var checks = [token]
        checks.append(await channel(configuration.incidentChannel, "SLACK_INCIDENT_CHANNEL"))
        checks.append(await channel(configuration.escalationChannel, "SLACK_ESCALATION_CHANNEL"))
        return checks
    }

    private func channel(_ id: String?, _ setting: String) async -> Check {
        guard let id else {
            return Check(
                name: setting, isFine: false, words: "not set: name a channel by its identifier, e.g. C024BE91L")
        }
        do throws(SlackAPIError) {
            let info = try await api.call(.channelInfo, ["channel": .string(id)])
            guard info["channel"]?["is_member"]?.bool != false else {
                return Check(name: setting, isFine: false, words: "the bot isn't in \(id): invite it to the channel")
            }
            return Check(name: setting, isFine: true, words: id)
        } catch {
            return Check(name: setting, isFine: false, words: "\(error)")
        }
    }
}
