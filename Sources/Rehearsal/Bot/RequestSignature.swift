import Crypto
package import Foundation

/// Slack's request signature, version `v0`: HMAC-SHA256 over `v0:timestamp:body`.
package enum RequestSignature {
    /// - Parameter timestamp: Unix seconds, as sent in `X-Slack-Request-Timestamp`.
    /// - Returns: what `X-Slack-Signature` holds.
    package static func sign(_ body: Data, timestamp: Int, secret: String) -> String {
        let base = Data("v0:\(timestamp):".utf8) + body
        let code = HMAC<SHA256>.authenticationCode(for: base, using: SymmetricKey(data: Data(secret.utf8)))
        let digits = Array("0123456789abcdef")
        return "v0=" + String(code.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }
}
