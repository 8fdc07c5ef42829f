import Crypto
package import Foundation

/// Tells requests signed by Slack from all others (Slack's signature scheme `v0`).
package struct SlackSignature: Sendable {
    /// Requests older or newer than this many seconds are refused.
    package static let window: Int64 = 300

    package enum Refusal: Error, Sendable, Equatable {
        case missing, outsideWindow, wrong
    }

    package struct EmptySecret: Error, CustomStringConvertible {
        package let description = "the Slack signing secret is empty: set SLACK_SIGNING_SECRET"
    }

    private let key: SymmetricKey

    /// Refuses an empty secret: without one anybody could sign.
    package init(secret: String) throws(EmptySecret) {
        guard !secret.allSatisfy(\.isWhitespace) else { throw EmptySecret() }
        key = SymmetricKey(data: Data(secret.utf8))
    }

    /// Whether the headers could be Slack's: there, of the right shape, and in time. Judged before a byte of the body is read.
    func check(timestamp: String?, signature: String?, now: Date) throws(Refusal) {
        guard let timestamp, let signature, Self.bytes(ofSignature: signature) != nil,
            let seconds = Self.seconds(timestamp)
        else { throw .missing }
        let distance = Int64(now.timeIntervalSince1970.rounded(.down)).subtractingReportingOverflow(seconds)
        guard !distance.overflow, distance.partialValue.magnitude <= Self.window else { throw .outsideWindow }
    }

    /// Accepts the exact bytes of a body with their time and signature, comparing in constant time.
    package func verify(
        body: [UInt8], timestamp: String?, signature: String?, now: Date
    ) throws(Refusal) {
        try check(timestamp: timestamp, signature: signature, now: now)
        guard let timestamp, let signature, let signed = Self.bytes(ofSignature: signature) else { throw .missing }
        let message = Array("v0:\(timestamp):".utf8) + body
        guard HMAC<SHA256>.isValidAuthenticationCode(signed, authenticating: message, using: key) else {
            throw .wrong
        }
    }

    private static func seconds(_ text: String) -> Int64? {
        guard !text.isEmpty, text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return Int64(text)
    }

    private static func bytes(ofSignature text: String) -> [UInt8]? {
        guard text.hasPrefix("v0="), text.utf8.count == 67 else { return nil }
        let digits = Array(text.utf8.dropFirst(3)).map { UInt8(ascii: "a") <= $0 ? $0 &- 87 : $0 &- 48 }
        guard digits.allSatisfy({ $0 < 16 }) else { return nil }
        return stride(from: 0, to: 64, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }
}
