import Domain
import Foundation
import Logging
import ServiceLifecycle
import Workflows

/// Keeps the Home tab of everybody who opened it in line with the journal.
///
/// Opening it publishes at once. Facts publish to all who opened it since the start, coalesced to one round in a few
/// seconds. Who looks is kept in memory alone: Slack tells again whenever somebody opens the tab.
struct HomeTab: Service {
    private static let pause = 3.0
    /// A round may take a tenth of the time: with many incidents the tab follows more slowly.
    private static let share = 10.0

    let catalogue: IncidentCatalogue
    let api: SlackWebAPI
    let work: SlackWork
    let clock: WallClock
    let monotonic: MonotonicClock
    let sleep: SlackWebAPI.Sleep
    let logger: Logger
    private let viewers = HomeViewers()

    init(
        catalogue: IncidentCatalogue, api: SlackWebAPI, work: SlackWork, clock: WallClock,
        monotonic: MonotonicClock, sleep: @escaping SlackWebAPI.Sleep, logger: Logger
    ) {
        self.catalogue = catalogue
        self.api = api
        self.work = work
        self.clock = clock
        self.monotonic = monotonic
        self.sleep = sleep
        self.logger = logger
    }

    /// Somebody looks at the tab.
    func opened(by user: String) {
        _ = work.add {
            await viewers.add(user)
            await publish(to: [user])
        }
    }

    func run() async {
        await cancelWhenGracefulShutdown {
            let changes = await catalogue.engine.changes()
            let (signals, due) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
            await withDiscardingTaskGroup { group in
                group.addTask {
                    for await _ in changes { due.yield() }
                    due.finish()
                }
                for await _ in signals {
                    let start = monotonic.now()
                    await refresh()
                    let took = (monotonic.now() - start).inSeconds
                    do { try await sleep(.seconds(max(Self.pause, took * Self.share))) } catch { break }
                }
                group.cancelAll()
            }
        }
    }

    private func refresh() async {
        await publish(to: await viewers.all)
    }

    private func publish(to users: [String]) async {
        guard !users.isEmpty else { return }
        do throws(PortError) {
            let catalogue = try await HomeCatalogue(catalogue)
            for user in users where !Task.isCancelled {
                await publish(try await catalogue.view(for: user, now: clock.now()), to: user)
            }
        } catch {
            logger.error("The incidents can't be read for the Home tab", metadata: ["reason": "\(error)"])
        }
    }

    private func publish(_ view: HomeView, to user: String) async {
        do throws(SlackAPIError) {
            guard await viewers.takesNative else { return try await publish(view.json(isNative: false), to: user) }
            do throws(SlackAPIError) {
                try await publish(view.json(isNative: true), to: user)
            } catch {
                guard error.mayBeAboutBlocks else { throw error }
                try await publish(view.json(isNative: false), to: user)
                await viewers.refuseNative()
                logger.notice("Slack takes no charts here; the Home tab shows text", metadata: ["reason": "\(error)"])
            }
        } catch {
            logger.warning("A Home tab was not published", metadata: ["reason": "\(error)"])
        }
    }

    private func publish(_ view: JSONValue, to user: String) async throws(SlackAPIError) {
        _ = try await api.call(.publishView, ["user_id": .string(user), "view": view])
    }
}

/// Who looks at the Home tab, and whether this workspace draws charts.
private actor HomeViewers {
    private static let maximum = 100
    private(set) var all: [String] = []
    /// False once Slack refused charts and took the same view without them.
    private(set) var takesNative = true

    /// The one who looked longest ago is forgotten when there are too many.
    func add(_ user: String) {
        all.removeAll { $0 == user }
        all = (all + [user]).suffix(Self.maximum)
    }

    func refuseNative() { takesNative = false }
}

extension SlackAPIError {
    /// A view may be refused for a kind of block that the workspace doesn't know.
    fileprivate var mayBeAboutBlocks: Bool {
        guard case .refused(_, let code, _, _) = self else { return false }
        return ["invalid_blocks", "invalid_arguments", "invalid_blocks_format"].contains(code)
    }
}
