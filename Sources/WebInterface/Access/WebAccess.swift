package import Domain
package import Foundation

/// Who may read pages and API.
package struct WebAccess: Sendable {
    /// Whether everybody may: only for the demo, on loopback.
    let isOpen: Bool
    /// What scripts send as `Authorization: Bearer`, and people type into the login form; nil for none.
    let token: SecretText?
    let publicURL: URL
    let links: SignInLinks
    let sessions: Sessions
    /// Who named a wrong token, in the form or as a bearer token.
    let proofs: FailedProofs

    /// Whose session the token begins. No person of Slack has such a name.
    static let tokenHolder = "token"

    package init(
        isOpen: Bool, token: SecretText?, publicURL: URL, links: SignInLinks, sessions: SignInSessions,
        clock: MonotonicClock
    ) {
        self.isOpen = isOpen
        self.token = token
        self.publicURL = publicURL
        self.links = links
        self.sessions = Sessions(sessions: sessions, isSecure: publicURL.scheme == "https")
        proofs = FailedProofs(perAddress: 10, perNetwork: 60, clock: clock)
    }
}
