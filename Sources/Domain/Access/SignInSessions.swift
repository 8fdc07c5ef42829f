import Crypto
import Foundation

/// Who is signed in: each session is a random secret that a browser holds, until it expires or is ended.
package struct SignInSessions: Sendable {
    package static let lifetimeSeconds = 12.0 * 3600

    private let store: any SignInStore
    private let clock: WallClock
    private let random: @Sendable () -> [UInt8]

    /// - Parameter random: 32 bytes nobody can guess, anew at each call.
    package init(
        store: any SignInStore, clock: WallClock = .system,
        random: @escaping @Sendable () -> [UInt8] = SignInSecret.random
    ) {
        self.store = store
        self.clock = clock
        self.random = random
    }

    /// The secret of a new session. It is stored nowhere.
    package func begin(for person: String) async throws(PortError) -> String {
        let secret = HexadecimalText.of(random())
        let expiry = clock.now().addingTimeInterval(Self.lifetimeSeconds)
        try await store.keepSession(SignInSecret.digest(of: secret), of: person, until: expiry)
        return secret
    }

    /// Whom a secret lets in; nil for one that never was, has expired or was ended.
    package func person(of secret: String) async throws(PortError) -> String? {
        guard SignInSecret.isPlausible(secret) else { return nil }
        return try await store.person(ofSession: SignInSecret.digest(of: secret), at: clock.now())
    }

    package func end(_ secret: String) async throws(PortError) {
        try await store.endSession(SignInSecret.digest(of: secret))
    }

    /// Ends all sessions of a person, or everybody's, with the links that were not used; returns how many there were.
    @discardableResult
    package func endAll(of person: String?) async throws(PortError) -> Int {
        try await store.endSessions(of: person, at: clock.now())
    }
}

/// What links and sessions are made of.
package enum SignInSecret {
    package static func random() -> [UInt8] { (0..<32).map { _ in UInt8.random(in: 0...255) } }

    static func isPlausible(_ secret: String) -> Bool { secret.utf8.count == 64 }

    static func digest(of secret: String) -> String {
        HexadecimalText.of(SHA256.hash(data: Data(secret.utf8)))
    }
}
