import Domain
import Foundation

/// A slash command, as Slack sends it.
struct CommandPayload: Codable, Sendable {
    let command: String
    var text: String
    let workspace: String
    let channel: String
    let user: String
    let triggerID: String
    let responseURL: URL?

    init(fields: [String: String]) throws(MalformedRequest) {
        func required(_ name: String) throws(MalformedRequest) -> String {
            guard let value = fields[name], !value.isEmpty else { throw MalformedRequest(reason: "no \(name)") }
            return value
        }
        command = try required("command")
        text = VisibleText.unescape(fields["text"] ?? "")
        workspace = fields["team_id"] ?? fields["enterprise_id"] ?? ""
        channel = try required("channel_id")
        user = try required("user_id")
        triggerID = try required("trigger_id")
        responseURL = fields["response_url"].flatMap { URL(string: $0) }
    }
}

/// A click on something in a message.
struct ClickPayload: Codable, Sendable {
    let action: String
    let value: String?
    let user: String
    let channel: String?
    let thread: String?
    /// Another one for every click.
    let triggerID: String?
    let actionTimestamp: String?
    let responseURL: URL?

    init(_ payload: JSONValue) throws(MalformedRequest) {
        guard let click = payload["actions"]?.array?.first, let action = click["action_id"]?.string else {
            throw MalformedRequest(reason: "no action")
        }
        self.action = action
        value = click["value"]?.string
        user = try payload.user
        channel = payload["channel"]?["id"]?.string ?? payload["container"]?["channel_id"]?.string
        thread = payload["container"]?["thread_ts"]?.string
        triggerID = payload["trigger_id"]?.string
        actionTimestamp = click["action_ts"]?.string
        responseURL = payload["response_url"]?.string.flatMap { URL(string: $0) }
    }
}

/// A shortcut that was chosen: anywhere, or on a message.
struct ShortcutPayload: Sendable {
    let callbackID: String
    let user: String
    let triggerID: String
    /// Of a shortcut on a message.
    let channel: String?
    let message: JSONValue?
    let responseURL: URL?

    init(_ payload: JSONValue) throws(MalformedRequest) {
        guard let callback = payload["callback_id"]?.string else { throw MalformedRequest(reason: "no callback_id") }
        guard let trigger = payload["trigger_id"]?.string else { throw MalformedRequest(reason: "no trigger_id") }
        callbackID = callback
        triggerID = trigger
        user = try payload.user
        channel = payload["channel"]?["id"]?.string
        message = payload["message"]
        responseURL = payload["response_url"]?.string.flatMap { URL(string: $0) }
    }

    var recipient: PrivateNotes.Recipient {
        .init(user: user, channel: channel, thread: nil, responseURL: responseURL)
    }
}

/// A modal that was sent off.
struct SubmissionPayload: Codable, Sendable {
    let callbackID: String
    let viewID: String
    let workspace: String
    let user: String
    let privateMetadata: String
    private var values: JSONValue?

    init(_ payload: JSONValue) throws(MalformedRequest) {
        guard let view = payload["view"], let id = view["id"]?.string, let callback = view["callback_id"]?.string
        else { throw MalformedRequest(reason: "no view") }
        viewID = id
        callbackID = callback
        workspace = payload["team"]?["id"]?.string ?? payload["enterprise"]?["id"]?.string ?? ""
        user = try payload.user
        privateMetadata = view["private_metadata"]?.string ?? ""
        values = view["state"]?["values"]
    }

    /// What was entered; nil for nothing but white space.
    func text(_ input: String) -> String? {
        guard let value = values?[input]?[input]?["value"]?.string else { return nil }
        return value.allSatisfy(\.isWhitespace) ? nil : value
    }

    /// The value of the option that was chosen.
    func choice(_ input: String) -> String? {
        values?[input]?[input]?["selected_option"]?["value"]?.string
    }

    func files(_ input: String) -> [JSONValue] {
        values?[input]?[input]?["files"]?.array ?? []
    }

    /// The same with every text that was entered redacted, but for one input's.
    func redacted(by redactor: Redactor, except input: String) -> Self {
        guard case .object(let inputs) = values else { return self }
        var copy = self
        copy.values = .object(
            Dictionary(
                uniqueKeysWithValues: inputs.map { id, entered in
                    (
                        id,
                        id == input
                            ? entered
                            : entered.mappingTexts(named: "value", redactor.redact).reducingFiles(by: redactor)
                    )
                }))
        return copy
    }
}

extension JSONValue {
    /// The same with every list of files reduced, wherever it stands.
    fileprivate func reducingFiles(by redactor: Redactor) -> JSONValue {
        switch self {
        case .array(let items): .array(items.map { $0.reducingFiles(by: redactor) })
        case .object(let members):
            .object(
                Dictionary(
                    uniqueKeysWithValues: members.map { name, value in
                        guard name == "files", let files = value.array else {
                            return (name, value.reducingFiles(by: redactor))
                        }
                        return (name, .array(files.map { $0.reducedFile(by: redactor) }))
                    }))
        default: self
        }
    }

    fileprivate var user: String {
        get throws(MalformedRequest) {
            guard let id = self["user"]?["id"]?.string, !id.isEmpty else { throw MalformedRequest(reason: "no user") }
            return id
        }
    }
}
