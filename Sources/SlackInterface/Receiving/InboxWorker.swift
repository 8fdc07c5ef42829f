import Domain
import Logging
import ServiceLifecycle

/// Acts on requests after their acknowledgement: in order within a lane, lanes side by side.
///
/// The inbox is the queue; only what is being acted on is in memory. A request stays in the inbox until it was acted on, so
/// one that a crash interrupts is taken up again, and acting has to bear that. What can't be stored or looked up just now is
/// tried again, however long that takes, and holds up nothing but its own lane. A graceful shutdown lets what is under way
/// come to its end; what waits for better times then waits for the next start.
struct InboxWorker: Service {
    /// What to do with requests.
    struct Work: Sendable {
        /// Throws what may work later.
        let act: @Sendable (SlackDelivery) async throws(PortError) -> Void
        /// Tells whoever asked that it won't be done.
        let giveUp: @Sendable (PrivateNotes.Recipient) async -> Void
    }

    private static let maximumRunning = 16
    /// A request over which the process died so often may be what ends it.
    static let maximumUnfinished = 10

    private let inbox: SlackInbox
    private let sleep: SlackWebAPI.Sleep
    private let logger: Logger
    private let work: Work

    init(inbox: SlackInbox, sleep: @escaping SlackWebAPI.Sleep, logger: Logger, work: Work) {
        self.inbox = inbox
        self.sleep = sleep
        self.logger = logger
        self.work = work
    }

    func run() async {
        let lanes = InboxLanes(maximum: Self.maximumRunning)
        await withGracefulShutdownHandler {
            await withDiscardingTaskGroup { group in
                for await _ in inbox.rings {
                    for item in await next(in: lanes) where lanes.begin(item) {
                        group.addTask { await work(off: item, lanes) }
                    }
                }
            }
        } onGracefulShutdown: {
            lanes.close()
            inbox.close()
        }
    }

    private func next(in lanes: InboxLanes) async -> [InboxItem] {
        var items: [InboxItem] = []
        _ = await persist { () async throws(PortError) in
            items = try await inbox.store.waiting(after: lanes.last, limit: lanes.room)
        }
        return items
    }

    /// This request, and those of its lane that come meanwhile.
    private func work(off first: InboxItem, _ lanes: InboxLanes) async {
        var next: InboxItem? = first
        while let item = next {
            if await isDone(item, lanes) {
                _ = await persist(lanes) { () async throws(PortError) in try await inbox.store.settle(item.number) }
            }
            next = lanes.finish(item)
            inbox.ring()
        }
    }

    /// False when the process ends before.
    private func isDone(_ item: InboxItem, _ lanes: InboxLanes) async -> Bool {
        guard let delivery = SlackInbox.delivery(in: item) else {
            logger.error("A request of another version can't be read", metadata: ["number": "\(item.number)"])
            return await giveUp(SlackDelivery.recipient(in: item.body))
        }
        guard item.unfinished < Self.maximumUnfinished else {
            logger.error(
                "A request is given up: the bot died too often over it", metadata: ["body": "\(item.body)"])
            return await giveUp(delivery.recipient)
        }
        return await persist(lanes) { () async throws(PortError) in
            try await inbox.store.begin(item.number)
            do throws(PortError) {
                try await work.act(delivery)
            } catch {
                try await inbox.store.postpone(item.number)
                throw error
            }
        }
    }

    private func giveUp(_ recipient: PrivateNotes.Recipient?) async -> Bool {
        if let recipient { await work.giveUp(recipient) }
        return true
    }

    /// Until it works; false when the process ends before. Whoever waits takes no place in the lanes.
    private func persist(_ lanes: InboxLanes? = nil, _ step: () async throws(PortError) -> Void) async -> Bool {
        var seconds = 1
        while !Task.isCancelled {
            do throws(PortError) {
                try await step()
                return true
            } catch {
                logger.warning("A request waits", metadata: ["reason": "\(error)"])
                lanes?.rest()
                defer { lanes?.goOn() }
                inbox.ring()
                let pause = Duration.seconds(seconds)
                seconds = min(60, seconds * 2)
                do { try await cancelWhenGracefulShutdown { try await sleep(pause) } } catch { return false }
            }
        }
        return false
    }
}
