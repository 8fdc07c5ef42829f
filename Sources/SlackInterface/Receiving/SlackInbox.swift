import Domain
import Foundation

/// Where requests go before they are acknowledged, and from where they are acted on.
struct SlackInbox: Sendable {
    let store: any Inbox
    private let redactor: Redactor
    /// Rings when there may be something to do.
    let rings: AsyncStream<Void>
    private let bell: AsyncStream<Void>.Continuation

    init(store: any Inbox, redactor: Redactor) {
        self.store = store
        self.redactor = redactor
        (rings, bell) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
        bell.yield()
    }

    /// Durable when this returns; a delivery that comes again changes nothing.
    func keep(_ delivery: SlackDelivery) async throws(PortError) {
        let body = Self.encoded(delivery.redacted(by: redactor))
        if try await store.keep(InboxRequest(key: delivery.key, lane: delivery.lane, body: body)) { ring() }
    }

    func ring() { bell.yield() }

    /// Nothing more is taken up.
    func close() { bell.finish() }

    /// Nil for a request that another version of the bot kept and this one can't read.
    static func delivery(in item: InboxItem) -> SlackDelivery? {
        try? JSONDecoder().decode(SlackDelivery.self, from: Data(item.body.utf8))
    }

    private static func encoded(_ delivery: SlackDelivery) -> String {
        String(decoding: (try? JSONEncoder().encode(delivery)) ?? Data(), as: UTF8.self)
    }
}
