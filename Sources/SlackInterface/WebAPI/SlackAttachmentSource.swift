package import Domain
package import Foundation

/// Downloads log files from Slack with the bot's token, which goes to Slack's own hosts only.
package struct SlackAttachmentSource: AttachmentSource {
    private let apiURL: URL
    private let token: String
    private let http: any HTTPClient

    package init(apiURL: URL, token: String, http: any HTTPClient) {
        self.apiURL = apiURL
        self.token = token
        self.http = http
    }

    package func fetch(_ attachment: Attachment) async throws(PortError) -> [UInt8] {
        guard isTrusted(attachment.url) else {
            throw failure(.giveUp, "\(attachment.name) isn't kept by Slack: attach the file itself")
        }
        let request = HTTPRequest(
            "GET", attachment.url, headers: [("Authorization", "Bearer \(token)")], timeoutSeconds: 60,
            maximumAnswerBytes: Attachment.maximumBytes)
        let answer: HTTPAnswer
        do throws(HTTPFailure) {
            answer = try await http.send(request)
        } catch {
            throw failure(of: error, for: attachment)
        }
        return try bytes(of: answer, for: attachment)
    }

    private func bytes(of answer: HTTPAnswer, for attachment: Attachment) throws(PortError) -> [UInt8] {
        switch answer.status {
        case 200 where isLoginPage(answer, for: attachment): throw missingPermission
        case 200: return [UInt8](answer.body)
        case 300..<400, 401, 403: throw missingPermission
        case 404, 410: throw failure(.giveUp, "\(attachment.name) is no longer there: attach it again")
        default: throw failure(.retry, "Slack answered with status \(answer.status)")
        }
    }

    /// Slack answers a token without the scope by its login page, with status 200.
    private func isLoginPage(_ answer: HTTPAnswer, for attachment: Attachment) -> Bool {
        guard answer.header("Content-Type")?.lowercased().hasPrefix("text/html") == true else { return false }
        return !attachment.name.lowercased().hasSuffix(".html") && !attachment.name.lowercased().hasSuffix(".htm")
    }

    private func isTrusted(_ url: URL) -> Bool {
        if WebAddress.haveSameOrigin(url, apiURL) { return true }
        guard url.scheme == "https", let host = url.host()?.lowercased() else { return false }
        return host == "slack.com" || host.hasSuffix(".slack.com")
    }

    private var missingPermission: PortError {
        failure(.askHuman, "Slack asks to log in: add the scope files:read to the app and reinstall it")
    }

    private func failure(of failure: HTTPFailure, for attachment: Attachment) -> PortError {
        switch failure {
        case .answerTooLarge:
            self.failure(.giveUp, "\(attachment.name) is over 10 MB: attach the part around the error")
        case .notSent(let reason), .noAnswer(let reason): self.failure(.retry, reason)
        case .timedOut: self.failure(.retry, "no answer in time")
        case .cancelled: self.failure(.retry, "cancelled")
        }
    }

    private func failure(_ recovery: PortError.Recovery, _ reason: String) -> PortError {
        PortError(port: "AttachmentSource", operation: "download a log file", recovery: recovery, reason: reason)
    }
}
