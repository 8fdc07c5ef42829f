package import Domain
package import Logging
import ServiceLifecycle
package import Workflows

/// Keeps Slack in line with the journal. See `DeliveryLoop`.
package struct SlackPublisher: Service {
    /// Ended incidents that are looked at when the process starts, newest first; the open ones all are.
    package static let recentAtStart = 50
    /// Facts that come closer together than this are shown in one update: Slack takes about one a second per channel.
    package static let interval = Duration.seconds(1)

    private let loop: DeliveryLoop

    package init(
        engine: WorkflowEngine,
        ledger: any MessageLedger,
        api: SlackWebAPI,
        configuration: SlackConfiguration,
        thinking: ThinkingBoard? = nil,
        clock: WallClock = .system,
        sleep: @escaping SlackWebAPI.Sleep = { try await Task.sleep(for: $0) },
        logger: Logger
    ) {
        let delivery = IncidentDelivery(
            ledger: ledger, poster: MessagePoster(api: api, pace: ChannelPace(clock: clock, sleep: sleep)),
            search: MessageSearch(api: api), configuration: configuration, policy: engine.policy,
            problems: ReportedProblems(), thinking: thinking, logger: logger)
        loop = DeliveryLoop(
            engine: engine, place: "Slack", rest: Self.interval, sleep: sleep, logger: logger,
            atStart: { () async throws(PortError) in
                Set(try await engine.openIncidents())
                    .union(try await engine.incidents(limit: Self.recentAtStart).map(\.id))
            },
            deliver: { incident async throws(DeliveryLoop.Postponed) in try await delivery.deliver(incident) })
    }

    package func run() async { await loop.run() }

    /// Delivers what is due now, and returns when Slack agrees with the journal or a person has to mend something.
    package func deliver(_ id: IncidentID) async { await loop.deliver(id) }
}
