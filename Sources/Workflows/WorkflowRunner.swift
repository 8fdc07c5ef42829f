package import Domain
package import Logging
import ServiceLifecycle

/// Moves every open incident on until it waits for a person or ends.
///
/// It starts with the incidents that were open when the process started, then follows the journal. Steps that don't
/// depend on each other run side by side. Nothing is kept in memory that the journal doesn't hold.
package struct WorkflowRunner: Service {
    private let engine: WorkflowEngine
    private let steps: Steps
    private let retry: RetryPolicy
    private let meter: any Meter
    private let logger: Logger

    package init(
        engine: WorkflowEngine, steps: Steps, retry: RetryPolicy, meter: any Meter = NoMeter(), logger: Logger
    ) {
        self.engine = engine
        self.steps = steps
        self.retry = retry
        self.meter = meter
        self.logger = logger
    }

    package func run() async throws {
        // Subscribed before reading, so that no incident falls between the two.
        let changes = await engine.changes()
        let open = try await engine.openIncidents()
        let underWay = IncidentsUnderWay()
        await withDiscardingTaskGroup { group in
            func drive(_ id: IncidentID) {
                guard underWay.begin(id) else { return }
                group.addTask {
                    repeat { await moveOn(id) } while underWay.hasMore(id)
                }
            }
            for id in open { drive(id) }
            for await id in changes.cancelOnGracefulShutdown() { drive(id) }
            group.cancelAll()
        }
    }

    /// Carries out whatever is next until nothing is.
    private func moveOn(_ id: IncidentID) async {
        var logger = logger
        logger[metadataKey: "incident.id"] = "\(id)"
        await withTaskGroup(of: Action?.self) { [logger] group in
            var underWay: Set<Action> = []
            while !Task.isCancelled {
                for action in await nextActions(of: id, logger: logger).subtracting(underWay) {
                    underWay.insert(action)
                    group.addTask {
                        // What could not be recorded stays under way, so that this round doesn't try it for ever.
                        await perform(action, for: id, logger: logger) ? action : nil
                    }
                }
                guard let finished = await group.next() else { return }
                if let finished { underWay.remove(finished) }
            }
        }
    }

    private func nextActions(of id: IncidentID, logger: Logger) async -> Set<Action> {
        do {
            return try await engine.workflow(of: id)?.nextActions ?? []
        } catch {
            logger.error("The incident could not be read", metadata: ["error": "\(error)"])
            return []
        }
    }

    /// One action, its fact written; or an escalation that says why it could not be done. False when neither was possible.
    private func perform(_ action: Action, for id: IncidentID, logger: Logger) async -> Bool {
        do {
            guard let incident = try await engine.incident(id) else { return false }
            logger.debug("Step begins", metadata: ["step": "\(action)"])
            let result = try await result(of: action, for: incident)
            guard !Task.isCancelled else { return false }
            let settled = try await settled(result.fact, for: incident)
            let fact = try await engine.workflow(of: id)?.remarked(settled) ?? settled
            _ = try await engine.record(fact, of: id, by: result.actor)
            logger.info("Fact written", metadata: ["fact": "\(fact.kind)"])
            return true
        } catch WorkflowError.rejected(let rejection) {
            return await settle(rejection, of: action, for: id, logger: logger)
        } catch {
            // The journal itself can't be written: the incident goes on with the next change or start.
            logger.error("Step not recorded", metadata: ["step": "\(action)", "error": "\(error)"])
            return false
        }
    }

    /// What is written once an older incident has counted this one: that it joined, or that it goes its own way because
    /// the older one has ended meanwhile.
    private func settled(_ fact: Fact, for incident: Incident) async throws -> Fact {
        guard case .joined(let older) = fact else { return fact }
        do throws(WorkflowError) {
            _ = try await engine.record(.recurred(Recurrence(of: incident)), of: older, by: .workflow)
            return fact
        } catch {
            guard case .rejected = error else { throw error }
            // Counted before a crash that came between the two facts.
            let counted = try await engine.incident(older)?.recurrences.contains { $0.incident == incident.id }
            return counted == true ? fact : .precedentsFound(try await steps.recall(for: incident))
        }
    }

    private func result(of action: Action, for incident: Incident) async throws(PortError) -> Steps.Result {
        let start = ContinuousClock.now
        do throws(PortError) {
            let result = try await retry.run { () async throws(PortError) in
                try await steps.perform(action, for: incident)
            }
            meter.observe((ContinuousClock.now - start) / .seconds(1), in: .steps, [action.rawValue, "done"])
            return result
        } catch {
            meter.observe((ContinuousClock.now - start) / .seconds(1), in: .steps, [action.rawValue, "failed"])
            return Steps.Result(fact: .escalated(.stepFailed(action, incident, error)), actor: .workflow)
        }
    }

    /// A refused fact is fine when the incident went on meanwhile. When it stands still, the same step would come again
    /// for ever: a person is called instead. False when nobody could be called.
    private func settle(_ rejection: Rejection, of action: Action, for id: IncidentID, logger: Logger) async -> Bool {
        logger.notice("Fact refused", metadata: ["step": "\(action)", "rejection": "\(rejection)"])
        guard let workflow = try? await engine.workflow(of: id), workflow.nextActions.contains(action) else {
            return true
        }
        let failure = PortError(
            port: "Agent", operation: "use the result of step \(action)", recovery: .askHuman,
            reason: "it doesn't fit the incident as it stands")
        let called = try? await engine.record(
            .escalated(.stepFailed(action, workflow.incident, failure)), of: id, by: .workflow)
        return called != nil
    }
}
