import Foundation

extension Workspace {
    /// Sends something to the bot and returns its first answer; injected repetitions are sent along.
    func deliver(_ delivery: Delivery) async -> Acknowledgement {
        guard let connection else { return .unreachable }
        let fault = faults.next(delivery)
        switch fault {
        case .repeatedAtOnce(let times):
            return await withTaskGroup(of: (Int, Acknowledgement).self) { group in
                for number in 0...times {
                    let retry = number == 0 ? nil : (number: number, reason: "http_timeout")
                    group.addTask { (number, await connection.deliver(delivery, retry: retry)) }
                }
                var first = Acknowledgement.unreachable
                for await (number, answer) in group where number == 0 { first = answer }
                return first
            }
        case .repeated(let times):
            let first = await connection.deliver(delivery)
            for number in 1...max(1, times) {
                _ = await connection.deliver(delivery, retry: (number: number, reason: "http_timeout"))
            }
            return first
        case .late:
            await late.wait()
            return await connection.deliver(delivery)
        case nil:
            return await connection.deliver(delivery)
        }
    }

    private var connection: BotConnection? {
        bot.map {
            BotConnection(
                http: http, base: $0, secret: settings.signingSecret, clock: clock,
                answerSeconds: settings.answerSeconds)
        }
    }

    // MARK: Events

    /// Delivers one event and, where the bot does not take it, up to three times more: at once, after one minute and
    /// after five. The bot ends that with `X-Slack-No-Retry: 1`.
    func deliver(event: JSON, sleep: @Sendable (Duration) async throws -> Void) async {
        var answer = await deliver(.event(event))
        for (number, delay) in [(1, Duration.zero), (2, .seconds(60)), (3, .seconds(300))] {
            if case .answered(let status, _, let isFinal) = answer, (200..<300).contains(status) || isFinal { return }
            guard let connection, (try? await sleep(delay)) != nil else { return }
            answer = await connection.deliver(.event(event), retry: (number: number, reason: answer.retryReason))
        }
    }

    /// Tells the bot about a message, as far as it has subscribed: as a message, and as a mention of itself.
    func announce(_ message: Message) {
        guard let channel = conversations.channel(message.channel), channel.hasBot else { return }
        let isDirect = channel.directWith != nil
        var base = object(message, withMetadata: false).merging([
            "channel": .string(channel.id), "event_ts": .string(message.ts),
        ])
        if !message.files.isEmpty, !message.isFromBot { base = base.merging(["subtype": "file_share"]) }
        if settings.subscriptions.contains(isDirect ? "message.im" : "message.channels") {
            let kind: JSON = isDirect ? "im" : "channel"
            enqueue(event: envelope(base.merging(["channel_type": kind])))
        }
        let mentionsBot = message.content.text.contains("<@\(settings.bot.id)>")
        if settings.subscriptions.contains("app_mention"), mentionsBot, !message.isFromBot {
            enqueue(event: envelope(base.merging(["type": "app_mention"])))
        }
    }

    func envelope(_ event: JSON) -> JSON {
        [
            "token": "verification", "team_id": .string(settings.teamID), "api_app_id": .string(settings.appID),
            "event": event, "type": "event_callback", "event_id": .string(identifiers.next("Ev")),
            "event_time": .number(Double(unixSeconds)),
            "event_context": .string(identifiers.next("4-")), "is_ext_shared_channel": false,
            "context_team_id": .string(settings.teamID),
            "authorizations": [
                [
                    "enterprise_id": nil, "team_id": .string(settings.teamID), "user_id": .string(settings.bot.id),
                    "is_bot": true, "is_enterprise_install": false,
                ]
            ],
        ]
    }
}
