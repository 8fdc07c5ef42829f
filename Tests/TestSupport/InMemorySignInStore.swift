import Domain
package import Foundation

/// Links that live as long as the test.
package actor InMemorySignInStore: SignInStore {
    private var links: [String: (person: String, expiry: Date)] = [:]

    package init() {}

    package func keepLink(_ digest: String, for person: String, until expiry: Date) {
        links[digest] = (person, expiry)
    }

    package func useLink(_ digest: String, at time: Date) -> String? {
        guard let link = links.removeValue(forKey: digest), link.expiry >= time else { return nil }
        return link.person
    }

    package func sessionKey() -> [UInt8] { [UInt8](repeating: 7, count: 32) }
}
