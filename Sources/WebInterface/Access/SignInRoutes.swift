import Domain
import Foundation
package import Hummingbird
package import Logging

/// How people get in: a form for the token, and private links that work once.
///
/// Opening a link only shows a button: Slack and mail programs open links by themselves, and must not use them up.
package struct SignInRoutes: Sendable {
    private static let maximumBodyBytes = 8 * 1024

    private let access: WebAccess
    private let logger: Logger

    package init(access: WebAccess, logger: Logger) {
        self.access = access
        self.logger = logger
    }

    package func add<Context: RequestContext>(to router: Router<Context>) {
        router.get("/login") { request, _ in loginPage(next: request.parameter("next")) }
        router.post("/login") { request, context in await handle(request, from: context.sender(of: request), login) }
        router.get(RouterPath(SignInLinks.path)) { request, _ in
            linkPage(key: request.parameter("key") ?? "")
        }
        router.post(RouterPath(SignInLinks.path)) { request, context in
            await handle(request, from: context.sender(of: request), useLink)
        }
        router.get("/session") { request, _ in
            await logger.answering { () throws(PortError) in
                .page("Session", SessionPage(person: try await access.sessions.person(of: request)).html)
            }
        }
        router.post("/logout") { request, _ in await end(request, everywhere: false) }
        router.post("/logout/everywhere") { request, _ in await end(request, everywhere: true) }
        router.refuseOtherMethods(than: [.get], at: ["/session"])
        router.refuseOtherMethods(than: [.get, .post], at: ["/login", RouterPath(SignInLinks.path)])
        router.refuseOtherMethods(than: [.post], at: ["/logout", "/logout/everywhere"])
    }

    /// Where a browser goes that may not read what it asked for.
    static func toLogin(from request: Request) -> Response {
        let wanted = request.uri.string
        let next = wanted.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "%2F"
        return .redirect(to: "/login?next=\(next)", type: .normal)
    }
}

extension SignInRoutes {
    private func login(_ form: [String: String], from sender: Sender) async throws -> Response {
        if let seconds = access.proofs.wait(sender) { throw Problem.rateLimited(seconds: seconds) }
        guard access.token?.matches(form["token"]) == true else {
            access.proofs.failed(sender)
            logger.warning("A sign-in with a wrong token")
            return loginPage(next: form["next"], isRefused: true)
        }
        access.proofs.proved(sender)
        return try await begin(WebAccess.tokenHolder, next: form["next"])
    }

    /// Links can't be guessed, so nobody's guesses at the token keep those out who have one.
    private func useLink(_ form: [String: String], from sender: Sender) async throws -> Response {
        guard let person = try await access.links.use(form["key"] ?? "") else {
            return .page(
                "Sign in",
                """
                <h1>This link is used up</h1>
                <p>A link works once and for five minutes. Type <code>/incident web</code> in Slack for a new one.</p>
                """, status: .forbidden)
        }
        return try await begin(person, next: nil)
    }

    private func begin(_ person: String, next: String?) async throws(PortError) -> Response {
        var response = Response.redirect(to: Self.local(next), type: .normal)
        response.headers[.setCookie] = try await access.sessions.cookie(for: person)
        return response
    }

    private func end(_ request: Request, everywhere: Bool) async -> Response {
        await logger.answering { () throws(PortError) in
            try await access.sessions.end(of: request, everywhere: everywhere)
            var response = Response.redirect(to: "/login", type: .normal)
            response.headers[.setCookie] = access.sessions.endingCookie
            return response
        }
    }

    /// Guesses count against their sender alone: whoever holds the token gets in from anywhere else.
    private func handle(
        _ request: Request, from sender: Sender,
        _ work: ([String: String], Sender) async throws -> Response
    ) async -> Response {
        do {
            let body = try await request.body.read(upTo: Self.maximumBodyBytes)
            return try await work(FormBody.decode(body), sender)
        } catch let problem as Problem {
            return problem.response
        } catch {
            logger.error("A sign-in failed", metadata: ["reason": "\(error)"])
            return Problem.unavailable.response
        }
    }

    /// Only an address of ours: a link must not lead people elsewhere by way of the login.
    private static func local(_ next: String?) -> String {
        guard let next, next.hasPrefix("/"), !next.hasPrefix("//"), !next.contains("\\"),
            next.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value < 0x7F })
        else { return "/incidents" }
        return next
    }
}

extension SignInRoutes {
    private func loginPage(next: String?, isRefused: Bool = false) -> Response {
        let refusal: HTML? =
            isRefused ? "<p class=\"bad\" role=\"alert\">This is not the token. Look at DASHBOARD_TOKEN.</p>" : nil
        let form: HTML? = access.token.map { _ in
            """
            <form method="post" action="/login"><p><label for="token">Token</label>
            <input id="token" name="token" type="password" required autocomplete="current-password"></p>
            <input type="hidden" name="next" value="\(Self.local(next))">
            <p><button type="submit">Sign in</button></p></form>
            """
        }
        return .page(
            "Sign in",
            """
            <h1>Sign in</h1>
            \(refusal)
            <p>Type <code>/incident web</code> in Slack for a private link.\(access.token.map { _ in " Or use the token." })</p>
            \(form)
            """, status: isRefused ? .forbidden : .ok)
    }

    private func linkPage(key: String) -> Response {
        .page(
            "Sign in",
            """
            <h1>Sign in</h1>
            <p>This link lets you in once, on this browser.</p>
            <form method="post" action="\(SignInLinks.path)"><input type="hidden" name="key" value="\(key.prefix(100))">
            <p><button type="submit">Continue to the incidents</button></p></form>
            """)
    }
}
