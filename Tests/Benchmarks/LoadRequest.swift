import Domain
import Foundation
import Rehearsal

/// One of the load's requests, each of which is one row on disk before it is acknowledged: commands that open incidents, clicks
/// on Approve, and replies in threads. Every request is sent twice in a row, as Slack repeats what it saw no answer to.
struct LoadRequest {
    enum Kind {
        case command(incident: Int)
        case click
        case reply
    }

    static let secret = "8f742231b10e8888abcd99yyyzzz85a5"
    static let channel = "C0LOAD0001"

    let kind: Kind
    /// Below the address of the bot.
    private let path: String
    private let type: String
    private let body: String

    /// - Parameters:
    ///   - number: from 0.
    ///   - spacing: of so many pairs one is a command.
    init(number: Int, spacing: Int) {
        let pair = number / 2
        if pair % spacing == 0 {
            kind = .command(incident: pair / spacing)
            (path, type) = ("commands", Self.form)
            body =
                "command=%2Fincident&text=KeyError%3A+%27order_\(pair)%27+in+checkout&channel_id=\(Self.channel)"
                + "&channel_name=load&user_id=U0LOAD&user_name=load&team_id=T0LOAD&team_domain=load&api_app_id=A0LOAD"
                + "&trigger_id=1.\(pair)&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT0LOAD%2F1%2Fabc"
        } else if pair % 2 == 0 {
            kind = .click
            (path, type) = ("interactions", Self.form)
            let payload = FormText.encoded(Self.click(pair, incident: pair % 200 + 1))
            body = "payload=\(payload)"
        } else {
            kind = .reply
            (path, type) = ("events", "application/json")
            body = Self.reply(pair)
        }
    }

    private static let form = "application/x-www-form-urlencoded"

    private static func click(_ pair: Int, incident: Int) -> String {
        """
        {"type":"block_actions","user":{"id":"U0LOAD","username":"load","team_id":"T0LOAD"},"api_app_id":"A0LOAD",\
        "token":"t","trigger_id":"2.\(pair)","team":{"id":"T0LOAD","domain":"load"},"enterprise":null,\
        "is_enterprise_install":false,"channel":{"id":"\(channel)","name":"load"},\
        "container":{"type":"message","message_ts":"1700000001.000100","channel_id":"\(channel)","is_ephemeral":false},\
        "message":{"type":"message","ts":"1700000001.000100","bot_id":"B0LOAD","text":"card"},"state":{"values":{}},\
        "response_url":"https://hooks.slack.com/actions/T0LOAD/1/\(pair)","actions":[{"action_id":"approve_patch",\
        "block_id":"b1","type":"button","value":"{\\"incident\\":\(incident),\\"digest\\":\\"00\\"}",\
        "text":{"type":"plain_text","text":"Approve","emoji":false},"action_ts":"1700000002.\(pair)"}]}
        """
    }

    private static func reply(_ pair: Int) -> String {
        """
        {"type":"event_callback","token":"t","team_id":"T0LOAD","api_app_id":"A0LOAD","event_id":"Ev\(pair)",\
        "event_time":1700000000,"event":{"type":"message","channel":"\(channel)","channel_type":"channel",\
        "user":"U0LOAD","text":"checkout is slow","thread_ts":"1700000000.000001",\
        "ts":"1700000000.\(String(format: "%06d", pair + 2))"},\
        "authorizations":[{"enterprise_id":null,"team_id":"T0LOAD","user_id":"U0BOT","is_bot":true}]}
        """
    }

    /// As Slack sends it, to a port of this machine.
    ///
    /// - Parameter only: the one address of a bot that takes everything there.
    func signed(for port: Int, only: String? = nil) throws -> HTTPRequest {
        guard let url = URL(string: "http://127.0.0.1:\(port)/slack/\(only ?? path)") else { throw CancellationError() }
        let (bytes, time) = (Data(body.utf8), Int(Date().timeIntervalSince1970))
        return HTTPRequest(
            "POST", url,
            headers: [
                (name: "Content-Type", value: type), (name: "X-Slack-Request-Timestamp", value: String(time)),
                (name: "X-Slack-Signature", value: RequestSignature.sign(bytes, timestamp: time, secret: Self.secret)),
            ], body: bytes, timeoutSeconds: 30)
    }
}

/// A value of a form.
private enum FormText {
    static func encoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }
}
