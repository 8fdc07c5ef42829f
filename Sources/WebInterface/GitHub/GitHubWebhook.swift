import Domain
import Foundation
package import Hummingbird
package import Logging
package import Workflows

/// `POST /webhook/github`: GitHub tells that a pull request was merged or closed.
///
/// 401 for a body GitHub didn't sign, 413 for one over 25 MB (GitHub's own limit), 400 for one that can't be read. Whatever
/// else GitHub sends is acknowledged and ignored, and so is news of pull requests the bot didn't open.
package struct GitHubWebhook: Sendable {
    private static let maximumBodyBytes = 25 << 20

    private let signature: GitHubSignature
    private let engine: WorkflowEngine
    private let logger: Logger

    /// - Parameter secret: not empty; the same as in the webhook's settings on GitHub.
    package init(secret: String, engine: WorkflowEngine, logger: Logger) {
        signature = GitHubSignature(secret: secret)
        self.engine = engine
        self.logger = logger
    }

    package func add<Context: RequestContext>(to router: some RouterMethods<Context>) {
        router.post("webhook/github") { request, _ in await answer(request) }
    }

    private func answer(_ request: Request) async -> Response {
        guard let buffer = try? await request.body.collect(upTo: Self.maximumBodyBytes) else {
            return Problem(.bodyTooLarge, "Send at most \(Self.maximumBodyBytes) bytes.").response
        }
        let body = Data(buffer.readableBytesView)
        guard signature.isValid(Self.header("X-Hub-Signature-256", of: request), for: body) else {
            logger.warning("Refused a request that GitHub didn't sign")
            return Problem(.unauthorized, "Sign the body with GITHUB_WEBHOOK_SECRET, as GitHub does.").response
        }
        guard Self.header("X-GitHub-Event", of: request) == "pull_request" else { return Response(status: .accepted) }
        guard let event = try? JSONDecoder().decode(PullRequestEvent.self, from: body) else {
            return Problem(.malformedBody, "Send a pull_request event as GitHub writes it.").response
        }
        await take(event)
        return Response(status: .accepted)
    }

    private func take(_ event: PullRequestEvent) async {
        guard event.action == "closed", let id = event.incident else { return }
        // The branch's name is only a hint: the journal says which pull request the incident has.
        guard let pullRequest = try? await engine.incident(id)?.pullRequest, pullRequest.number == event.number,
            pullRequest.repository.lowercased() == event.repository.fullName.lowercased()
        else { return }
        await PullRequestNews(engine: engine, logger: logger).record(event.state, of: id)
    }

    private static func header(_ name: String, of request: Request) -> String? {
        request.headers.first { $0.name.canonicalName == name.lowercased() }?.value
    }
}
