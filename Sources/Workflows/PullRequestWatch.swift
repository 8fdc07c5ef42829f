package import Domain
package import Logging
import ServiceLifecycle

/// Asks the code host now and then what became of open pull requests, and writes it down.
///
/// A webhook tells it sooner; this finds out in any case. What both find is written once.
package struct PullRequestWatch: Service {
    /// Of the incidents whose pull request is open, so many are asked about at a time; the others come next time.
    private static let questionsAtATime = 50

    private let engine: WorkflowEngine
    private let directory: any IncidentDirectory
    private let codeHost: any CodeHost
    private let interval: Duration
    private let sleep: @Sendable (Duration) async throws -> Void
    private let logger: Logger

    package init(
        engine: WorkflowEngine, directory: any IncidentDirectory, codeHost: any CodeHost, interval: Duration,
        sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }, logger: Logger
    ) {
        self.engine = engine
        self.directory = directory
        self.codeHost = codeHost
        self.interval = interval
        self.sleep = sleep
        self.logger = logger
    }

    package func run() async throws {
        try? await cancelWhenGracefulShutdown {
            var last: IncidentID?
            while true {
                try await sleep(interval)
                last = await look(after: last)
            }
        }
    }

    /// Asks about pull requests that are open, the newest first.
    ///
    /// - Parameter last: the incident that was asked about last; those older than it come next.
    /// - Returns: the same for the next time; nil when that begins anew.
    @discardableResult
    package func look(after last: IncidentID? = nil) async -> IncidentID? {
        var filter = DirectoryFilter()
        filter.hasOpenPullRequest = true
        let query = IncidentQuery(filter: filter, before: last, limit: Self.questionsAtATime)
        guard let summaries = try? await directory.summaries(matching: query) else { return last }
        for summary in summaries where !Task.isCancelled { await ask(about: summary.id) }
        return summaries.count < Self.questionsAtATime ? nil : summaries.last?.id
    }

    private func ask(about id: IncidentID) async {
        do throws(PortError) {
            guard let pullRequest = try await engine.incident(id)?.pullRequest else { return }
            let state = try await codeHost.state(of: pullRequest)
            await PullRequestNews(engine: engine, logger: logger).record(state, of: id)
        } catch {
            logger.warning(
                "A pull request could not be looked after", metadata: ["incident.id": "\(id)", "reason": "\(error)"])
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
