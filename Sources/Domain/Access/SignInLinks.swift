import Crypto
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
        random: @escaping @Sendable () -> [UInt8] = { (0..<32).map { _ in UInt8.random(in: 0...255) } }
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
        try await store.keepLink(Self.digest(of: secret), for: person, until: expiry)
        return publicURL.appending(path: Self.path).appending(queryItems: [URLQueryItem(name: "key", value: secret)])
    }

    /// Whom a link's secret lets in; nil when it was used, has expired or never was.
    package func use(_ secret: String) async throws(PortError) -> String? {
        guard secret.utf8.count == 64 else { return nil }
        return try await store.useLink(Self.digest(of: secret), at: clock.now())
    }

    private static func digest(of secret: String) -> String {
        HexadecimalText.of(SHA256.hash(data: Data(secret.utf8)))
    }
}
