import Domain
import Foundation
import Logging
import ServiceLifecycle

/// Takes Slack's deliveries over a socket that the bot opens itself: for those without a public address.
///
/// The same listeners stand behind it as behind the HTTP routes. Slack signs nothing here; the app-level token with which the
/// address of the socket is asked for takes the signature's place.
struct SocketModeReceiver: Service {
    let api: SlackWebAPI
    let client: any WebSocketClient
    let listeners: SlackListeners
    let sleep: SlackWebAPI.Sleep
    let logger: Logger

    func run() async {
        await cancelWhenGracefulShutdown {
            var failures = 0
            while !Task.isCancelled {
                failures = await connect() ? 0 : failures + 1
                guard failures > 0 else { continue }
                do { try await sleep(.seconds(min(60, 1 << min(failures, 6)))) } catch { return }
            }
        }
    }

    /// One connection, from its address to its end; false when there was none to be had.
    private func connect() async -> Bool {
        do {
            let answer = try await api.call(.openConnection)
            guard let url = answer["url"]?.string.flatMap(URL.init(string:)) else {
                throw WebSocketFailure("Slack named no address")
            }
            return try await client.connect(to: url) { try await serve($0) }
        } catch {
            guard !Task.isCancelled else { return false }
            logger.warning("Socket Mode is not connected; trying again", metadata: ["reason": "\(error)"])
            return false
        }
    }

    /// Answers deliveries side by side until Slack ends the connection; true when it had greeted us before.
    private func serve(_ connection: any WebSocketConnection) async throws -> Bool {
        try await withThrowingDiscardingTaskGroup { group in
            var isGreeted = false
            for await text in connection.messages {
                switch SocketEnvelope(text) {
                case .hello:
                    isGreeted = true
                    logger.info("Socket Mode is connected")
                case .disconnect(let reason):
                    logger.info("Slack closes the socket", metadata: ["reason": "\(VisibleText.clip(reason, to: 60))"])
                    return isGreeted
                case .delivery(let delivery):
                    group.addTask { try await connection.send(delivery.acknowledgement(await reply(to: delivery))) }
                case .other(let type): logger.debug("Unknown envelope", metadata: ["type": "\(type)"])
                case nil: logger.warning("Slack sent something that is no envelope")
                }
            }
            return isGreeted
        }
    }

    private func reply(to delivery: SocketEnvelope.Delivery) async -> SlackReply {
        do {
            switch delivery.kind {
            case .command: return await listeners.command(try CommandPayload(fields: delivery.payload.texts))
            case .interaction: return try await listeners.interaction(delivery.payload)
            case .event: return try await listeners.event(delivery.payload)
            }
        } catch {
            logger.warning("Refused a delivery that can't be read", metadata: ["reason": "\(error)"])
            return .accepted
        }
    }
}

extension JSONValue {
    /// The members that are text, as a form would carry them.
    fileprivate var texts: [String: String] {
        if case .object(let members) = self { members.compactMapValues(\.string) } else { [:] }
    }
}
