import HTTPTypes
package import Hummingbird

/// Puts on every answer what keeps browsers from doing anything a page didn't mean.
package struct SecurityHeaders<Context: RequestContext>: RouterMiddleware {
    private let isSecure: Bool

    /// - Parameter isSecure: whether people reach the bot over TLS.
    package init(isSecure: Bool) {
        self.isSecure = isSecure
    }

    package func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        var response: Response
        do {
            response = try await next(request, context)
        } catch let error as HTTPError {
            response = Self.response(to: error)
        }
        for (name, value) in Self.fixed where response.headers[name] == nil { response.headers[name] = value }
        if isSecure { response.headers[.strictTransportSecurity] = "max-age=31536000" }
        return response
    }

    private static var fixed: [(HTTPField.Name, String)] {
        [
            (.contentSecurityPolicy, Page.contentSecurityPolicy), (.xContentTypeOptions, "nosniff"),
            (.known("Referrer-Policy"), "same-origin"), (.known("X-Frame-Options"), "DENY"),
            (.known("Cross-Origin-Opener-Policy"), "same-origin"),
            (.known("Cross-Origin-Resource-Policy"), "same-origin"),
            (.known("Permissions-Policy"), "camera=(), geolocation=(), microphone=()"),
        ]
    }

    private static func response(to error: HTTPError) -> Response {
        switch error.status {
        case .notFound: Problem(.notFound, "See /docs for the addresses there are.").response
        case .contentTooLarge: Problem(.bodyTooLarge, "Send less.").response
        case .badRequest: Problem(.malformedBody, "Send the request as /docs describes it.").response
        default: Problem(.failed, "Try again; if it fails again, look at the bot's log.").response
        }
    }
}
