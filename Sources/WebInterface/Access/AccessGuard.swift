import Domain
import Foundation
import HTTPTypes
package import Hummingbird

/// Stands before every route: nothing is read without a session or token, and nothing is written from another site.
///
/// What programs call (`/slack/`, `/webhook/`) proves itself route by route. `/health` and `/ready` are for everybody.
package struct AccessGuard<Context: RequestContext>: RouterMiddleware {
    private let access: WebAccess

    package init(access: WebAccess) {
        self.access = access
    }

    package func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        let path = request.uri.path
        if Self.isMachines(path) {
            // Programs don't say which page they come from; a browser does, and no page of another site may open incidents.
            if request.isFromBrowser, !isFromOurPages(request) { return Self.crossSite.response }
            return try await next(request, context)
        }
        if let problem = tokenProblem(of: request, from: context.sender(of: request)) { return problem.response }
        let hasToken = access.token.map { $0.matches(request.bearerToken) } ?? false
        if !request.isReading, !hasToken, !isFromOurPages(request) {
            return Self.crossSite.response
        }
        if Self.isPublic(path) || hasToken { return try await next(request, context) }
        if access.isOpen {
            guard request.isForLoopback else {
                return Problem(.closed, "Use the address the demo printed: 127.0.0.1 or localhost.").response
            }
            return try await next(request, context)
        }
        do throws(PortError) {
            guard request.bearerToken == nil, try await access.sessions.person(of: request) != nil else {
                return refusal(of: request)
            }
        } catch {
            return Problem.unavailable.response
        }
        return try await next(request, context)
    }

    private static var crossSite: Problem {
        Problem(.crossSite, "Send it from one of the bot's own pages, or with DASHBOARD_TOKEN.")
    }

    /// Counts wrong bearer tokens, and hears those no longer who named too many.
    private func tokenProblem(of request: Request, from sender: Sender) -> Problem? {
        guard let token = access.token, let bearer = request.bearerToken else { return nil }
        if let seconds = access.proofs.wait(sender) { return .rateLimited(seconds: seconds) }
        if token.matches(bearer) { access.proofs.proved(sender) } else { access.proofs.failed(sender) }
        return nil
    }

    private static func isMachines(_ path: String) -> Bool {
        path.hasPrefix("/slack/") || path.hasPrefix("/webhook/")
    }

    private static func isPublic(_ path: String) -> Bool {
        ["/health", "/ready", "/login", SignInLinks.path, Page.stylesheetPath].contains(path)
    }

    /// Browsers say where a form was sent from; a page of another site can't change that.
    private func isFromOurPages(_ request: Request) -> Bool {
        if let site = request.headers[.secFetchSite] { return site == "same-origin" }
        guard let origin = request.headers[.origin], let host = request.head.authority else { return false }
        return origin == "http://\(host)" || origin == "https://\(host)"
    }

    private func refusal(of request: Request) -> Response {
        let wantsPage = request.method == .get && (request.headers[.accept] ?? "").contains("text/html")
        guard wantsPage, !request.uri.path.hasPrefix("/api/") else {
            return Problem.unauthorized(
                "Send DASHBOARD_TOKEN as Authorization: Bearer. In a browser, open /login or type /incident web in Slack.",
                challenge: "Bearer realm=\"Incident Bot\""
            ).response
        }
        return SignInRoutes.toLogin(from: request)
    }
}

extension Request {
    /// Whether it was sent to this machine by one of its own names. A site elsewhere may lead its name here; then the name
    /// gives it away.
    var isForLoopback: Bool {
        guard let host = head.authority else { return true }
        return ["127.0.0.1", "localhost", "[::1]"].contains { host == $0 || host.hasPrefix("\($0):") }
    }

    /// Whether a browser sent it, from whatever page.
    var isFromBrowser: Bool {
        headers[.origin] != nil || headers[.secFetchSite].map { $0 != "none" } ?? false
    }

    var isReading: Bool { [.get, .head, .options, .trace].contains(method) }

    /// What stands behind `Authorization: Bearer`.
    var bearerToken: String? {
        guard let value = headers[.authorization] else { return nil }
        let parts = value.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
        return parts[1].trimmingCharacters(in: .whitespaces)
    }
}

extension HTTPField.Name {
    static let secFetchSite = Self.known("Sec-Fetch-Site")

    /// A name that is a token by its spelling.
    static func known(_ name: String) -> HTTPField.Name {
        guard let made = HTTPField.Name(name) else { preconditionFailure("\(name) is not a header's name") }
        return made
    }
}
