package import Foundation

/// Keeps what lets people in: links that work once, and the key that signs sessions.
package protocol SignInStore: Sendable {
    /// Keeps a link for `person` until `expiry`. Only the digest of its secret is stored.
    func keepLink(_ digest: String, for person: String, until expiry: Date) async throws(PortError)

    /// Uses a link up and returns whom it lets in; nil for one that is unknown, used or expired.
    ///
    /// Of two calls at once, one gets the person.
    func useLink(_ digest: String, at time: Date) async throws(PortError) -> String?

    /// 32 random bytes, made at the first call and the same ever after, so that sessions outlive a restart.
    func sessionKey() async throws(PortError) -> [UInt8]
}
