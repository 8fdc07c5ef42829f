package import Foundation

/// Keeps what lets people in: links that work once, and the sessions they begin. Secrets are stored as digests alone.
package protocol SignInStore: Sendable {
    /// Keeps a link for `person` until `expiry`.
    func keepLink(_ digest: String, for person: String, until expiry: Date) async throws(PortError)

    /// Uses a link up and returns whom it lets in; nil for one that is unknown, used or expired.
    ///
    /// Of two calls at once, one gets the person.
    func useLink(_ digest: String, at time: Date) async throws(PortError) -> String?

    /// Keeps a session of `person` until `expiry`, so that it outlives a restart.
    func keepSession(_ digest: String, of person: String, until expiry: Date) async throws(PortError)

    /// Whom a session lets in; nil for one that is unknown, ended or expired.
    func person(ofSession digest: String, at time: Date) async throws(PortError) -> String?

    /// Ends one session; none is fine too.
    func endSession(_ digest: String) async throws(PortError)

    /// Ends all sessions of a person and their unused links, or everybody's where it is nil, and returns how many sessions
    /// had not expired at `time`.
    @discardableResult
    func endSessions(of person: String?, at time: Date) async throws(PortError) -> Int
}
