import Domain
import Foundation
import Hummingbird

/// Session cookies: each holds the secret of one session.
struct Sessions: Sendable {
    let sessions: SignInSessions
    /// Whether people reach the bot over TLS. Only the configured address says so: a header about it may come from anyone.
    let isSecure: Bool

    /// `__Host-` makes browsers refuse the cookie from anywhere but this very host, over TLS.
    private var name: String { isSecure ? "__Host-incident_bot" : "incident_bot" }

    /// The header that begins a session.
    func cookie(for person: String) async throws(PortError) -> String {
        header(try await sessions.begin(for: person), seconds: Int(SignInSessions.lifetimeSeconds))
    }

    /// The header that makes a browser forget its session.
    var endingCookie: String { header("", seconds: 0) }

    /// Whom the request's cookie lets in; nil without a cookie, and for one that is forged, ended or expired.
    func person(of request: Request) async throws(PortError) -> String? {
        for secret in secrets(of: request) {
            if let person = try await sessions.person(of: secret) { return person }
        }
        return nil
    }

    /// Ends the request's session, or all of the person it belongs to.
    func end(of request: Request, everywhere: Bool) async throws(PortError) {
        if everywhere, let person = try await person(of: request) { try await sessions.endAll(of: person) }
        for secret in secrets(of: request) { try await sessions.end(secret) }
    }

    /// Few: whoever sends many cookies of our name sends no honest one.
    private func secrets(of request: Request) -> [String] {
        let pairs = request.headers[values: .cookie].flatMap { $0.split(separator: ";") }.map { cookie in
            cookie.split(separator: "=", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
        }
        return Array(pairs.filter { $0.count == 2 && $0[0] == name }.map { $0[1] }.prefix(4))
    }

    private func header(_ value: String, seconds: Int) -> String {
        // Lax, not Strict: a link in Slack to an incident must find the session.
        "\(name)=\(value); Path=/; Max-Age=\(seconds); HttpOnly; SameSite=Lax\(isSecure ? "; Secure" : "")"
    }
}
