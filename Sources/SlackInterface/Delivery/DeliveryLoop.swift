import Domain
import Logging
import ServiceLifecycle
import Workflows

/// Brings a place outside in line with the journal: at the start, and at every fact from then on.
///
/// The ledger knows how much of each incident the place shows; what it doesn't show, for whatever reason, is delivered.
/// Incidents are delivered side by side, so that what holds up one holds up no other. One incident's changes go in order, and
/// what changes during a delivery is shown in one go after it.
struct DeliveryLoop: Sendable {
    /// Something that the same delivery may overcome later.
    struct Postponed: Error {
        enum Wait: Sendable {
            /// As the other side asks for.
            case seconds(Int)
            /// For a pause that grows to a minute.
            case outage
            /// For a pause that grows to a quarter of an hour: a person has to mend something.
            case person
            /// Until this returns.
            case until(@Sendable () async throws -> Void)
        }

        let wait: Wait
        let reason: String
    }

    let engine: WorkflowEngine
    let ledger: any MessageLedger
    /// Where things are delivered to, as the ledger and the log name it.
    let place: String
    /// How long an incident rests after a delivery.
    var rest = Duration.zero
    let sleep: SlackWebAPI.Sleep
    let logger: Logger
    /// Returns when the place shows of the incident what it ever will.
    let deliver: @Sendable (Incident) async throws(Postponed) -> Void
    private let dirty = DirtyIncidents()

    init(
        engine: WorkflowEngine, ledger: any MessageLedger, place: String, rest: Duration = .zero,
        sleep: @escaping SlackWebAPI.Sleep, logger: Logger,
        deliver: @escaping @Sendable (Incident) async throws(Postponed) -> Void
    ) {
        self.engine = engine
        self.ledger = ledger
        self.place = place
        self.rest = rest
        self.sleep = sleep
        self.logger = logger
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
            while let wait = await attempt(id) {
                do { try await pause(wait, after: failures) } catch { return }
                failures += 1
                await dirty.begin(id)
            }
            failures = 0
            guard rest > .zero else { continue }
            do { try await sleep(rest) } catch { return }
        } while await dirty.finish(id)
    }

    /// Nil when there is nothing to wait for.
    private func attempt(_ id: IncidentID) async -> Postponed.Wait? {
        do throws(Postponed) {
            guard let incident = try await incident(id) else { return nil }
            try await deliver(incident)
            try await note(incident)
            return nil
        } catch {
            guard !Task.isCancelled else { return nil }
            logger.warning(
                "\(place) is not up to date; trying again",
                metadata: ["incident.id": "\(id)", "reason": "\(error.reason)"])
            return error.wait
        }
    }

    private func pause(_ wait: Postponed.Wait, after failures: Int) async throws {
        switch wait {
        case .seconds(let seconds): try await sleep(.seconds(seconds))
        case .outage: try await sleep(.seconds(min(60, 1 << min(failures, 6))))
        case .person: try await sleep(.seconds(min(900, 1 << min(failures, 10))))
        case .until(let end):
            try await end()
            // Where that didn't help, it is tried more and more rarely.
            if failures > 0 { try await pause(.person, after: failures) }
        }
    }

    private func note(_ incident: Incident) async throws(Postponed) {
        do throws(PortError) { try await ledger.shown(incident.entries.count, of: incident.id, in: place) } catch {
            throw Postponed(wait: .outage, reason: "\(error)")
        }
    }

    private func incident(_ id: IncidentID) async throws(Postponed) -> Incident? {
        do throws(PortError) { return try await engine.incident(id) } catch {
            throw Postponed(wait: .outage, reason: "\(error)")
        }
    }

    /// The open ones, which another version of the bot may show in other words, and all that isn't shown.
    private func incidentsAtStart() async -> [IncidentID] {
        var pause = 1
        while !Task.isCancelled {
            do throws(PortError) {
                try await ledger.begin(place)
                return try await Set(engine.openIncidents()).union(ledger.unshown(in: place)).sorted()
            } catch {
                logger.warning("The journal can't be read for \(place)", metadata: ["reason": "\(error)"])
                do { try await sleep(.seconds(pause)) } catch { return [] }
                pause = min(60, pause * 2)
            }
        }
        return []
    }
}
