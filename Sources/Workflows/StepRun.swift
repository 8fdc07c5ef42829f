import Domain
import Foundation
import Logging

/// One action carried out for one incident, and its fact written.
struct StepRun: Sendable {
    /// An action, and the pause it waits for where it has failed before. A pause that somebody ends is another order.
    struct Order: Hashable {
        let action: Action
        let next: Date?
        let pauseSeconds: Int

        init(action: Action, waiting: StepDelays.Waiting?) {
            self.action = action
            next = waiting?.next
            pauseSeconds = waiting?.delay.pauseSeconds ?? 0
        }
    }

    let runner: WorkflowRunner
    let incident: IncidentID
    let order: Order

    private var engine: WorkflowEngine { runner.engine }
    private var action: Action { order.action }

    private var logger: Logger {
        var logger = runner.logger
        logger[metadataKey: "incident.id"] = "\(incident)"
        logger[metadataKey: "step"] = "\(action)"
        return logger
    }

    private var persistence: Persistence { Persistence(sleep: runner.sleep, logger: logger) }

    func run() async {
        guard await isDue(), let workflow = await whileNext() else { return }
        let starts = await countStart()
        logger.debug("Step begins")
        let result = await result(for: workflow.incident, starts: starts)
        // Stopped in the middle, it is carried out again by the next start.
        if !Task.isCancelled, let result { await write(result, for: workflow) }
        await end()
    }

    /// Never longer than the pause, whatever the clock was set to meanwhile.
    private func isDue() async -> Bool {
        guard let next = order.next else { return true }
        let seconds = min(next.timeIntervalSince(runner.clock.now()), Double(order.pauseSeconds))
        guard seconds > 0 else { return true }
        do { try await runner.sleep(.milliseconds(Int64((seconds * 1_000).rounded(.up)))) } catch { return false }
        return true
    }

    /// The incident as it stands; nil when this isn't the order of the moment any more.
    private func whileNext() async -> IncidentWorkflow? {
        guard let workflow = await persistence.workflow(of: incident, engine),
            workflow.nextActions.contains(action),
            Order(action: action, waiting: workflow.incident.delays[action]) == order
        else { return nil }
        return workflow
    }

    private func result(for incident: Incident, starts: Int) async -> Steps.Result? {
        if starts > StepLimits.maximumStarts { return GivenUp(action, of: incident, starts: starts - 1).result }
        let start = ContinuousClock.now
        func observe(_ outcome: String) {
            runner.meter.observe((ContinuousClock.now - start) / .seconds(1), in: .steps, [action.rawValue, outcome])
        }
        do throws(PortError) {
            let result = try await runner.retry.run { () async throws(PortError) in
                try await runner.steps.perform(action, for: incident)
            }
            observe("done")
            return result
        } catch {
            observe("failed")
            guard !Task.isCancelled else { return nil }
            return Steps.Result(fact: fact(of: error, for: incident), actor: .workflow)
        }
    }

    /// What may succeed later is tried again without limit. What a person has to mend is handed over to one, but for a patch
    /// that is approved and proven: it waits to be published, and says what to do.
    private func fact(of failure: PortError, for incident: Incident) -> Fact {
        guard failure.recovery == .retry || incident.isApprovedAndVerified else {
            return .escalated(.stepFailed(action, incident, failure))
        }
        let earlier = incident.delays[action]?.delay.failures ?? 0
        return .stepDelayed(StepDelay(of: action, after: failure, earlier: earlier))
    }
}

// MARK: - Writing

extension StepRun {
    private func write(_ result: Steps.Result, for workflow: IncidentWorkflow) async {
        do {
            let written = try await persistence.result { () async throws(WorkflowError) in
                let result = try await settled(result, for: workflow.incident)
                return try await engine.record(workflow.remarked(result.fact), of: incident, by: result.actor)
            }
            guard let kind = written?.entries.last?.fact.kind else { return }
            logger.info("Fact written", metadata: ["fact": "\(kind)"])
        } catch {
            logger.notice("Fact refused", metadata: ["error": "\(error)"])
            await settle()
        }
    }

    /// What is written once an older incident has taken this one in: that it goes on there, or that this one goes its own
    /// way because the older one has ended meanwhile.
    private func settled(_ result: Steps.Result, for incident: Incident) async throws(WorkflowError) -> Steps.Result {
        guard let elsewhere = result.elsewhere else { return result }
        do throws(WorkflowError) {
            _ = try await engine.record(elsewhere.fact, of: elsewhere.incident, by: .workflow)
            return result
        } catch {
            guard case .rejected = error else { throw error }
        }
        do throws(PortError) {
            // Written before a crash that came between the two facts.
            if try await engine.incident(elsewhere.incident)?.hasTaken(incident.id) == true { return result }
            return Steps.Result(fact: .precedentsFound(try await runner.steps.recall(for: incident)), actor: .workflow)
        } catch {
            throw .failed(error)
        }
    }

    /// A refused fact is fine when the incident went on meanwhile. When it stands still, the same step would come again
    /// for ever: a person is called instead.
    private func settle() async {
        guard let workflow = await whileNext() else { return }
        let failure = PortError(
            port: "Agent", operation: "use the result of step \(action)", recovery: .askHuman,
            reason: "it doesn't fit the incident as it stands")
        do {
            _ = try await persistence.result { () async throws(WorkflowError) in
                try await engine.record(
                    .escalated(.stepFailed(action, workflow.incident, failure)), of: incident, by: .workflow)
            }
        } catch {
            logger.error("The incident stands still", metadata: ["error": "\(error)"])
        }
    }
}

// MARK: - Counting starts

extension StepRun {
    /// 1 for what is not counted.
    private func countStart() async -> Int {
        guard action.readsEvidence, let starts = runner.starts else { return 1 }
        let count = try? await persistence.result { () async throws(WorkflowError) in
            do throws(PortError) { return try await starts.begin(action, of: incident) } catch { throw .failed(error) }
        }
        // A table that can't be read is no reason to leave evidence out.
        return count ?? 1
    }

    private func end() async {
        guard action.readsEvidence else { return }
        do throws(PortError) { try await runner.starts?.end(action, of: incident) } catch {
            logger.warning("A start stays counted", metadata: ["error": "\(error)"])
        }
    }
}
