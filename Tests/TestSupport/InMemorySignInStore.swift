import Domain
package import Foundation

/// Links and sessions that live as long as the test.
package actor InMemorySignInStore: SignInStore {
    private var links: [String: (person: String, expiry: Date)] = [:]
    private var sessions: [String: (person: String, expiry: Date)] = [:]

    package init() {}

    package func keepLink(_ digest: String, for person: String, until expiry: Date) {
        links[digest] = (person, expiry)
    }

    package func useLink(_ digest: String, at time: Date) -> String? {
        guard let link = links.removeValue(forKey: digest), link.expiry >= time else { return nil }
        return link.person
    }

    package func keepSession(_ digest: String, of person: String, until expiry: Date) {
        sessions[digest] = (person, expiry)
    }

    package func person(ofSession digest: String, at time: Date) -> String? {
        sessions[digest].flatMap { $0.expiry >= time ? $0.person : nil }
    }

    package func endSession(_ digest: String) {
        sessions[digest] = nil
    }

    package func endSessions(of person: String?, at time: Date) -> Int {
        let ended = sessions.filter { person == nil || $0.value.person == person }
        for digest in ended.keys { sessions[digest] = nil }
        links = links.filter { person != nil && $0.value.person != person }
        return ended.values.count { $0.expiry >= time }
    }
}
