package import Domain
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
    private let strangers: StrangerLimits
    private let logger: Logger

    /// - Parameter secret: not empty; the same as in the webhook's settings on GitHub.
    package init(secret: String, engine: WorkflowEngine, strangers: StrangerLimits, logger: Logger) {
        signature = GitHubSignature(secret: secret)
        self.engine = engine
        self.strangers = strangers
        self.logger = logger
    }

    package func add<Context: RequestContext>(to router: some RouterMethods<Context>) {
        router.post("webhook/github") { request, context in await answer(request, from: context.sender(of: request)) }
    }

    private func answer(_ request: Request, from sender: Sender) async -> Response {
        let body: Data
        do {
            try strangers.check(sender)
            let headers = WebhookDelivery(headers: request.headers, body: [])
            guard headers.holdsSignature("X-Hub-Signature-256", prefix: "sha256=") else { return refusal(of: sender) }
            body = Data(try await strangers.body(of: request, upTo: Self.maximumBodyBytes, from: sender))
        } catch let problem as Problem {
            return problem.response
        } catch {
            return Problem(.malformedBody, "Send the whole body.").response
        }
        guard signature.isValid(Self.header("X-Hub-Signature-256", of: request), for: body) else {
            return refusal(of: sender)
        }
        strangers.proofs.proved(sender)
        guard Self.header("X-GitHub-Event", of: request) == "pull_request" else { return Response(status: .accepted) }
        guard let event = try? JSONDecoder().decode(PullRequestEvent.self, from: body) else {
            return Problem(.malformedBody, "Send a pull_request event as GitHub writes it.").response
        }
        await take(event)
        return Response(status: .accepted)
    }

    private func refusal(of sender: Sender) -> Response {
        strangers.proofs.failed(sender)
        logger.warning("Refused a request that GitHub didn't sign")
        return Problem(.unauthorized, "Sign the body with GITHUB_WEBHOOK_SECRET, as GitHub does.").response
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
