package import Domain
package import Logging
import ServiceLifecycle
package import Workflows

/// Keeps Slack in line with the journal: at the start, and at every fact from then on.
///
/// Incidents are delivered side by side, so that a limit met by one holds up no other; each one's messages go in order.
package struct SlackPublisher: Service {
    /// Ended incidents that are looked at when the process starts, newest first; the open ones all are.
    package static let recentAtStart = 50
    /// Facts that come closer together than this are shown in one update: Slack takes about one a second per channel.
    package static let interval = Duration.seconds(1)

    private let engine: WorkflowEngine
    private let delivery: IncidentDelivery
    private let sleep: SlackWebAPI.Sleep
    private let logger: Logger
    private let dirty = DirtyIncidents()

    package init(
        engine: WorkflowEngine,
        ledger: any MessageLedger,
        api: SlackWebAPI,
        configuration: SlackConfiguration,
        thinking: ThinkingBoard? = nil,
        sleep: @escaping SlackWebAPI.Sleep = { try await Task.sleep(for: $0) },
        logger: Logger
    ) {
        self.engine = engine
        self.sleep = sleep
        self.logger = logger
        delivery = IncidentDelivery(
            ledger: ledger, poster: MessagePoster(api: api), search: MessageSearch(api: api),
            configuration: configuration, policy: engine.policy, problems: ReportedProblems(),
            thinking: thinking, logger: logger)
    }

    package func run() async {
        await cancelWhenGracefulShutdown {
            // Subscribed before the list is read, so that nothing is missed between the two.
            let changes = await engine.changes()
            await withDiscardingTaskGroup { group in
                for id in await incidentsAtStart() where await dirty.mark(id) {
                    group.addTask { await keepDelivering(id) }
                }
                for await id in changes where await dirty.mark(id) {
                    group.addTask { await keepDelivering(id) }
                }
                group.cancelAll()
            }
        }
    }

    /// Delivers what is due now, and returns when Slack agrees with the journal or a person has to mend something.
    package func deliver(_ id: IncidentID) async {
        guard await dirty.mark(id) else { return }
        await keepDelivering(id)
    }

    private func keepDelivering(_ id: IncidentID) async {
        var failures = 0
        repeat {
            await dirty.begin(id)
            while let pause = await attempt(id, failures: failures) {
                failures += 1
                do { try await sleep(pause) } catch { return }
                await dirty.begin(id)
            }
            failures = 0
            do { try await sleep(Self.interval) } catch { return }
        } while await dirty.finish(id)
    }

    /// Nil when there is nothing to wait for.
    private func attempt(_ id: IncidentID, failures: Int) async -> Duration? {
        let backoff = Duration.seconds(min(60, 1 << min(failures, 6)))
        let incident: Incident?
        do throws(PortError) {
            incident = try await engine.incident(id)
        } catch {
            logger.warning("An incident can't be read for Slack", metadata: ["reason": "\(error)"])
            return backoff
        }
        guard let incident else { return nil }
        do throws(IncidentDelivery.Postponed) {
            try await delivery.deliver(incident)
            return nil
        } catch {
            guard !Task.isCancelled else { return nil }
            logger.warning(
                "Slack is not up to date; trying again",
                metadata: ["incident.id": "\(id)", "reason": "\(error.reason)"])
            return error.seconds.map { .seconds($0) } ?? backoff
        }
    }

    private func incidentsAtStart() async -> [IncidentID] {
        var pause = 1
        while !Task.isCancelled {
            do {
                let open = try await engine.openIncidents()
                let recent = try await engine.incidents(limit: Self.recentAtStart).map(\.id)
                return Set(open + recent).sorted()
            } catch {
                logger.warning("The journal can't be read for Slack", metadata: ["reason": "\(error)"])
                do { try await sleep(.seconds(pause)) } catch { return [] }
                pause = min(60, pause * 2)
            }
        }
        return []
    }
}
