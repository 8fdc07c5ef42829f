import Crypto
import Domain
package import Foundation

extension GitHubStandIn {
    /// What GitHub sends to the webhook about a pull request that was merged or closed, signed.
    package func closedEvent(of number: Int) throws -> (headers: [(name: String, value: String)], body: Data) {
        let pull = pulls[try index(of: number)]
        let json: JSON = [
            "action": "closed", "number": .number(Double(number)),
            "pull_request": body(of: pull).merging(["merge_commit_sha": .optional(pull.mergeCommit)]),
            "repository": ["full_name": .string(settings.fullName)],
            "sender": ["login": .optional(pull.closedBy)],
        ]
        return (signedHeaders(for: json.encoded, event: "pull_request"), json.encoded)
    }

    private func signedHeaders(for body: Data, event: String) -> [(name: String, value: String)] {
        let key = SymmetricKey(data: Data((settings.webhookSecret ?? "").utf8))
        let code = HMAC<SHA256>.authenticationCode(for: body, using: key)
        return [
            ("Content-Type", "application/json"), ("X-GitHub-Event", event), ("X-GitHub-Delivery", UUID().uuidString),
            ("X-Hub-Signature-256", "sha256=\(HexadecimalText.of(code))"),
        ]
    }
}
