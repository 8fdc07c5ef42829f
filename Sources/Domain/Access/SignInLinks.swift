package import Foundation

/// Private links that let one person into the pages, once, within minutes.
package struct SignInLinks: Sendable {
    package static let lifetimeSeconds = 300.0
    /// Where a link leads, below the public address.
    package static let path = "/login/link"

    private let store: any SignInStore
    private let publicURL: URL
    private let clock: WallClock
    private let random: @Sendable () -> [UInt8]

    /// - Parameter random: 32 bytes nobody can guess, anew at each call.
    package init(
        store: any SignInStore, publicURL: URL, clock: WallClock = .system,
        random: @escaping @Sendable () -> [UInt8] = SignInSecret.random
    ) {
        self.store = store
        self.publicURL = publicURL
        self.clock = clock
        self.random = random
    }

    /// A new link for a person. Its secret is stored nowhere.
    package func link(for person: String) async throws(PortError) -> URL {
        let secret = HexadecimalText.of(random())
        let expiry = clock.now().addingTimeInterval(Self.lifetimeSeconds)
        try await store.keepLink(SignInSecret.digest(of: secret), for: person, until: expiry)
        return publicURL.appending(path: Self.path).appending(queryItems: [URLQueryItem(name: "key", value: secret)])
    }

    /// Whom a link's secret lets in; nil when it was used, has expired or never was.
    package func use(_ secret: String) async throws(PortError) -> String? {
        guard SignInSecret.isPlausible(secret) else { return nil }
        return try await store.useLink(SignInSecret.digest(of: secret), at: clock.now())
    }
}
