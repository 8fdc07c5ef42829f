import Domain
import Logging
import ServiceLifecycle
import Synchronization

/// Acts on requests after their acknowledgement: in order within a lane, lanes side by side.
///
/// The inbox is the queue; only what is being acted on is in memory. A request stays in the inbox until it was acted on, so
/// one that a crash interrupts is taken up again, and acting has to bear that. What can't be stored or looked up just now is
/// tried again. A graceful shutdown lets what is under way come to its end.
struct InboxWorker: Service {
    typealias Act = @Sendable (SlackDelivery) async throws(PortError) -> Void

    private static let maximumRunning = 16
    /// A request that outlived so many starts may be what ends them.
    private static let maximumStarts = 5

    private let inbox: SlackInbox
    private let sleep: SlackWebAPI.Sleep
    private let logger: Logger
    private let act: Act

    init(inbox: SlackInbox, sleep: @escaping SlackWebAPI.Sleep, logger: Logger, act: @escaping Act) {
        self.inbox = inbox
        self.sleep = sleep
        self.logger = logger
        self.act = act
    }

    func run() async {
        let lanes = InboxLanes(maximum: Self.maximumRunning)
        await withGracefulShutdownHandler {
            await persist { () async throws(PortError) in try await inbox.store.countStart() }
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
        await persist { () async throws(PortError) in
            items = try await inbox.store.waiting(after: lanes.last, limit: lanes.room)
        }
        return items
    }

    /// This request, and those of its lane that come meanwhile.
    private func work(off first: InboxItem, _ lanes: InboxLanes) async {
        var next: InboxItem? = first
        while let item = next {
            await work(off: item)
            next = lanes.finish(item)
            inbox.ring()
        }
    }

    private func work(off item: InboxItem) async {
        if item.starts > Self.maximumStarts {
            logger.error(
                "A request is given up: the bot was started too often over it", metadata: ["body": "\(item.body)"])
        } else if let delivery = SlackInbox.delivery(in: item) {
            await persist { () async throws(PortError) in try await act(delivery) }
        } else {
            logger.error("A request of another version can't be read", metadata: ["number": "\(item.number)"])
        }
        guard !Task.isCancelled else { return }
        await persist { () async throws(PortError) in try await inbox.store.settle(item.number) }
    }

    /// Until it works, or the process ends.
    private func persist(_ step: () async throws(PortError) -> Void) async {
        var seconds = 1
        while !Task.isCancelled {
            do throws(PortError) {
                return try await step()
            } catch {
                logger.warning("A request waits", metadata: ["reason": "\(error)"])
                do { try await sleep(.seconds(seconds)) } catch { return }
                seconds = min(60, seconds * 2)
            }
        }
    }
}

/// Which requests are in memory: the first of a lane is acted on, the others wait for it. The lock is the `Mutex`.
private final class InboxLanes: Sendable {
    private struct State {
        var last = 0
        var count = 0
        var isClosed = false
        var waiting: [String: [InboxItem]] = [:]
    }

    private let maximum: Int
    private let state = Mutex(State())

    init(maximum: Int) {
        self.maximum = maximum
    }

    /// The number of the last request that was taken up.
    var last: Int { state.withLock(\.last) }

    /// How many more may be taken up.
    var room: Int { state.withLock { maximum - $0.count } }

    /// Whether its lane is free; otherwise it comes after those before it.
    func begin(_ item: InboxItem) -> Bool {
        state.withLock { state in
            state.last = item.number
            state.count += 1
            guard state.waiting[item.lane] == nil else {
                state.waiting[item.lane]?.append(item)
                return false
            }
            state.waiting[item.lane] = []
            return true
        }
    }

    /// The next one of the lane.
    func finish(_ item: InboxItem) -> InboxItem? {
        state.withLock { state in
            state.count -= 1
            guard !state.isClosed, var lane = state.waiting[item.lane], !lane.isEmpty else {
                state.waiting[item.lane] = nil
                return nil
            }
            defer { state.waiting[item.lane] = lane }
            return lane.removeFirst()
        }
    }

    /// What is under way is finished; nothing else is begun.
    func close() {
        state.withLock { $0.isClosed = true }
    }
}
