package import Domain
package import Logging
import ServiceLifecycle
package import Workflows

/// Keeps Slack in line with the journal. See `DeliveryLoop`.
package struct SlackPublisher: Service {
    /// Facts that come closer together than this are shown in one update: Slack takes about one a second per channel.
    package static let interval = Duration.seconds(1)

    private let loop: DeliveryLoop

    package init(
        engine: WorkflowEngine,
        ledger: any MessageLedger,
        api: SlackWebAPI,
        configuration: SlackConfiguration,
        thinking: ThinkingBoard? = nil,
        clock: MonotonicClock = .system,
        sleep: @escaping SlackWebAPI.Sleep = { try await Task.sleep(for: $0) },
        logger: Logger
    ) {
        let delivery = IncidentDelivery(
            ledger: ledger, poster: MessagePoster(api: api, pace: ChannelPace(clock: clock, sleep: sleep)),
            search: MessageSearch(api: api), configuration: configuration, policy: engine.policy,
            problems: ReportedProblems(),
            installation: InstallationWatch(api: api, sleep: sleep, logger: logger), thinking: thinking,
            logger: logger)
        loop = DeliveryLoop(
            engine: engine, ledger: ledger, place: "slack", rest: Self.interval, sleep: sleep, logger: logger,
            deliver: { incident async throws(DeliveryLoop.Postponed) in try await delivery.deliver(incident) })
    }

    package func run() async { await loop.run() }

    /// Delivers what is due now, and returns when Slack agrees with the journal.
    package func deliver(_ id: IncidentID) async { await loop.deliver(id) }
}
