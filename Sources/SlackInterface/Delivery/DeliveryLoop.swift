import Domain
import Logging
import ServiceLifecycle
import Workflows

/// Brings a place outside in line with the journal: at the start, and at every fact from then on.
///
/// Incidents are delivered side by side, so that what holds up one holds up no other. One incident's changes go in order, and
/// what changes during a delivery is shown in one go after it.
struct DeliveryLoop: Sendable {
    /// Something that the same delivery may overcome later.
    struct Postponed: Error {
        /// As the other side asks for; nil for a pause that grows.
        let seconds: Int?
        let reason: String
    }

    let engine: WorkflowEngine
    /// Named in the log: where things are delivered to.
    let place: String
    /// How long an incident rests after a delivery.
    var rest = Duration.zero
    let sleep: SlackWebAPI.Sleep
    let logger: Logger
    /// The incidents to be looked at when the process starts.
    let atStart: @Sendable () async throws(PortError) -> Set<IncidentID>
    /// Returns when the place agrees with the incident, or a person has to mend something.
    let deliver: @Sendable (Incident) async throws(Postponed) -> Void
    private let dirty = DirtyIncidents()

    init(
        engine: WorkflowEngine, place: String, rest: Duration = .zero, sleep: @escaping SlackWebAPI.Sleep,
        logger: Logger, atStart: @escaping @Sendable () async throws(PortError) -> Set<IncidentID>,
        deliver: @escaping @Sendable (Incident) async throws(Postponed) -> Void
    ) {
        self.engine = engine
        self.place = place
        self.rest = rest
        self.sleep = sleep
        self.logger = logger
        self.atStart = atStart
        self.deliver = deliver
    }

    func run() async {
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

    /// Delivers what is due for one incident now.
    func deliver(_ id: IncidentID) async {
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
            guard rest > .zero else { continue }
            do { try await sleep(rest) } catch { return }
        } while await dirty.finish(id)
    }

    /// Nil when there is nothing to wait for.
    private func attempt(_ id: IncidentID, failures: Int) async -> Duration? {
        do throws(Postponed) {
            guard let incident = try await incident(id) else { return nil }
            try await deliver(incident)
            return nil
        } catch {
            guard !Task.isCancelled else { return nil }
            logger.warning(
                "\(place) is not up to date; trying again",
                metadata: ["incident.id": "\(id)", "reason": "\(error.reason)"])
            return .seconds(error.seconds ?? min(60, 1 << min(failures, 6)))
        }
    }

    private func incident(_ id: IncidentID) async throws(Postponed) -> Incident? {
        do throws(PortError) { return try await engine.incident(id) } catch {
            throw Postponed(seconds: nil, reason: "\(error)")
        }
    }

    private func incidentsAtStart() async -> [IncidentID] {
        var pause = 1
        while !Task.isCancelled {
            do throws(PortError) {
                return try await atStart().sorted()
            } catch {
                logger.warning("The journal can't be read for \(place)", metadata: ["reason": "\(error)"])
                do { try await sleep(.seconds(pause)) } catch { return [] }
                pause = min(60, pause * 2)
            }
        }
        return []
    }
}
