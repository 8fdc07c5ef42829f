import Domain
import Foundation
import Hummingbird

/// Session cookies: who was let in and until when, signed, so that none is kept on the server.
struct Sessions: Sendable {
    static let lifetimeSeconds = 12.0 * 3600

    let signature: MessageSignature
    let clock: WallClock
    /// Whether people reach the bot over TLS.
    let isSecure: Bool

    /// `__Host-` makes browsers refuse the cookie from anywhere but this very host, over TLS.
    private var name: String { isSecure ? "__Host-incident_bot" : "incident_bot" }

    /// The header that begins a session.
    func cookie(for person: String) -> String {
        let expiry = Int(clock.now().timeIntervalSince1970 + Self.lifetimeSeconds)
        let name = Data(person.utf8).base64EncodedString().replacing("=", with: "")
        let content = "\(name).\(expiry)"
        return header("\(content).\(signature.sign(Array(content.utf8)))", seconds: Int(Self.lifetimeSeconds))
    }

    /// The header that ends it.
    var endingCookie: String { header("", seconds: 0) }

    /// Whom the request's cookie lets in; nil without a cookie, and for one that is forged or has expired.
    func person(of request: Request) -> String? {
        for cookie in request.headers[values: .cookie].flatMap({ $0.split(separator: ";") }) {
            let pair = cookie.split(separator: "=", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
            if pair.count == 2, pair[0] == name, let person = person(of: pair[1]) { return person }
        }
        return nil
    }

    private func person(of value: String) -> String? {
        let parts = value.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, signature.isValid(parts[2], for: Array("\(parts[0]).\(parts[1])".utf8)),
            let expiry = Double(parts[1]), clock.now().timeIntervalSince1970 < expiry
        else { return nil }
        let padding = String(repeating: "=", count: (4 - parts[0].count % 4) % 4)
        return Data(base64Encoded: parts[0] + padding).map { String(decoding: $0, as: UTF8.self) }
    }

    private func header(_ value: String, seconds: Int) -> String {
        // Lax, not Strict: a link in Slack to an incident must find the session.
        "\(name)=\(value); Path=/; Max-Age=\(seconds); HttpOnly; SameSite=Lax\(isSecure ? "; Secure" : "")"
    }
}
