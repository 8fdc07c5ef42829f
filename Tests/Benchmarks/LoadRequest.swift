import Domain
import Foundation
import Rehearsal

/// One of the load's requests. Every incident's command comes twice, as Slack repeats it when it has seen no answer; the
/// others are messages of a channel and requests for help.
struct LoadRequest {
    static let secret = "8f742231b10e8888abcd99yyyzzz85a5"
    static let channel = "C0LOAD0001"

    private let path: String
    private let type: String
    private let body: String

    init(number: Int, incidents: Int, of count: Int) throws {
        let spacing = count / (2 * incidents)
        if number % spacing == 0 {
            // Each pair of neighbours is one command.
            let incident = number / spacing / 2
            (path, type) = ("/slack/commands", "application/x-www-form-urlencoded")
            body = Self.command("KeyError%3A+%27order_\(incident)%27+in+checkout", trigger: "incident-\(incident)")
        } else if number % 2 == 0 {
            (path, type) = ("/slack/commands", "application/x-www-form-urlencoded")
            body = Self.command("help", trigger: "help-\(number)")
        } else {
            (path, type) = ("/slack/events", "application/json")
            body = """
                {"type":"event_callback","team_id":"T0LOAD","api_app_id":"A0LOAD","event_id":"Ev\(number)",\
                "event":{"type":"message","channel":"\(Self.channel)","channel_type":"channel","user":"U0LOAD",\
                "text":"checkout is slow","ts":"1700000000.\(String(format: "%06d", number))"}}
                """
        }
    }

    private static func command(_ text: String, trigger: String) -> String {
        "command=%2Fincident&text=\(text)&channel_id=\(channel)&channel_name=load&user_id=U0LOAD&user_name=load"
            + "&team_id=T0LOAD&team_domain=load&api_app_id=A0LOAD&trigger_id=\(trigger)"
            + "&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT0LOAD%2F1%2Fabc"
    }

    /// As Slack sends it, to a port of this machine.
    func signed(for port: Int) throws -> HTTPRequest {
        guard let url = URL(string: "http://127.0.0.1:\(port)\(path)") else { throw CancellationError() }
        let (bytes, time) = (Data(body.utf8), Int(Date().timeIntervalSince1970))
        return HTTPRequest(
            "POST", url,
            headers: [
                (name: "Content-Type", value: type), (name: "X-Slack-Request-Timestamp", value: String(time)),
                (name: "X-Slack-Signature", value: RequestSignature.sign(bytes, timestamp: time, secret: Self.secret)),
            ], body: bytes, timeoutSeconds: 30)
    }
}
