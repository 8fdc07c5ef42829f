package import Domain
package import Logging
import ServiceLifecycle

/// Asks the code host now and then what became of open pull requests, and writes it down.
///
/// A webhook tells it sooner; this finds out in any case. What both find is written once.
package struct PullRequestWatch: Service {
    /// The newest incidents that are looked at.
    private static let maximumIncidents = 500

    private let engine: WorkflowEngine
    private let codeHost: any CodeHost
    private let interval: Duration
    private let sleep: @Sendable (Duration) async throws -> Void
    private let logger: Logger

    package init(
        engine: WorkflowEngine, codeHost: any CodeHost, interval: Duration,
        sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }, logger: Logger
    ) {
        self.engine = engine
        self.codeHost = codeHost
        self.interval = interval
        self.sleep = sleep
        self.logger = logger
    }

    package func run() async throws {
        try? await cancelWhenGracefulShutdown {
            while true {
                try await sleep(interval)
                await look()
            }
        }
    }

    /// Asks about every open pull request once.
    package func look() async {
        guard let incidents = try? await engine.incidents(limit: Self.maximumIncidents) else { return }
        for incident in incidents where incident.merge == nil && incident.closure == nil && !Task.isCancelled {
            guard let pullRequest = incident.pullRequest else { continue }
            do throws(PortError) {
                let state = try await codeHost.state(of: pullRequest)
                await PullRequestNews(engine: engine, logger: logger).record(state, of: incident.id)
            } catch {
                logger.warning(
                    "A pull request could not be looked after",
                    metadata: ["incident.id": "\(incident.id)", "reason": "\(error)"])
            }
        }
    }
}

/// Writes down what became of a pull request, once, whoever brings the news.
package struct PullRequestNews: Sendable {
    private let engine: WorkflowEngine
    private let logger: Logger

    package init(engine: WorkflowEngine, logger: Logger) {
        self.engine = engine
        self.logger = logger
    }

    package func record(_ state: PullRequestState, of incident: IncidentID) async {
        let fact: Fact
        switch state {
        case .open: return
        case .merged(let end): fact = .pullRequestMerged(end)
        case .closed(let end): fact = .pullRequestClosed(end)
        }
        do throws(WorkflowError) {
            _ = try await engine.record(fact, of: incident, by: .workflow)
        } catch {
            // Refused means known already.
            if case .rejected = error { return }
            logger.error(
                "What became of a pull request was not stored",
                metadata: ["incident.id": "\(incident)", "error": "\(error)"])
        }
    }
}
