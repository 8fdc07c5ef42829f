package import Foundation

/// Requests of people that were acknowledged and have yet to be acted on.
///
/// A request is on disk before it is acknowledged, and stays there until it was acted on: what a crash leaves undone is
/// taken up by the next start.
package protocol Inbox: Sendable {
    /// Keeps a request; durable when this returns. False, and nothing is kept, when its key was kept within the last two
    /// days: chat services repeat their deliveries.
    @discardableResult
    func keep(_ request: InboxRequest) async throws(PortError) -> Bool

    /// Requests that were not acted on yet, in the order they came, behind the one with this number. At most `limit`.
    func waiting(after number: Int, limit: Int) async throws(PortError) -> [InboxItem]

    /// Notes that a request was acted on. What it held is forgotten, its key is not.
    func settle(_ number: Int) async throws(PortError)

    /// Notes, before the fact, that a request is acted on from now.
    func begin(_ number: Int) async throws(PortError)

    /// Notes that acting on it came to an end without result, and that it waits again: it ended no process.
    func postpone(_ number: Int) async throws(PortError)
}

/// A request as it came.
package struct InboxRequest: Sendable, Equatable {
    /// The same for every delivery of the same thing, and for nothing else.
    package let key: String
    /// Requests of one lane are acted on one after the other.
    package let lane: String
    /// What is asked for, its secrets redacted; read only by who wrote it.
    package let body: String

    package init(key: String, lane: String, body: String) {
        self.key = key
        self.lane = lane
        self.body = body
    }
}

/// A request that waits.
package struct InboxItem: Sendable, Equatable {
    /// Grows in the order in which requests came.
    package let number: Int
    package let lane: String
    package let body: String
    package let receivedAt: Date
    /// How often it was begun to be acted on. More than 0: something of it may be done.
    package let begun: Int
    /// How often that came to no end: the process died meanwhile.
    package let unfinished: Int

    package init(number: Int, lane: String, body: String, receivedAt: Date, begun: Int = 0, unfinished: Int = 0) {
        self.number = number
        self.lane = lane
        self.body = body
        self.receivedAt = receivedAt
        self.begun = begun
        self.unfinished = unfinished
    }
}
