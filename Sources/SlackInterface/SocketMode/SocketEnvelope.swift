import Foundation

/// What Slack sends over a socket.
enum SocketEnvelope: Sendable, Equatable {
    case hello
    /// Slack is about to close this connection: open the next one.
    case disconnect(reason: String)
    case delivery(Delivery)
    /// Something of a later version; nothing to answer.
    case other(type: String)

    struct Delivery: Sendable, Equatable {
        enum Kind: String, Sendable {
            case command = "slash_commands"
            case interaction = "interactive"
            case event = "events_api"
        }

        let id: String
        let kind: Kind
        let payload: JSONValue
        let acceptsReply: Bool
    }

    /// Nil for text that is no envelope.
    init?(_ text: String) {
        guard let value = JSONValue(bytes: Data(text.utf8)), let type = value["type"]?.string else { return nil }
        switch type {
        case "hello": self = .hello
        case "disconnect": self = .disconnect(reason: value["reason"]?.string ?? "unknown")
        default:
            guard let kind = Delivery.Kind(rawValue: type), let id = value["envelope_id"]?.string,
                let payload = value["payload"]
            else {
                self = .other(type: VisibleText.clip(type, to: 60))
                return
            }
            self = .delivery(
                Delivery(
                    id: id, kind: kind, payload: payload,
                    acceptsReply: value["accepts_response_payload"]?.bool ?? false))
        }
    }
}

extension SocketEnvelope.Delivery {
    /// The acknowledgement, with what the body of an HTTP answer would be where Slack takes it.
    func acknowledgement(_ reply: SlackReply) -> String {
        var answer: [String: JSONValue] = ["envelope_id": .string(id)]
        if acceptsReply { answer["payload"] = reply.body }
        return JSONValue.object(answer).encoded
    }
}
