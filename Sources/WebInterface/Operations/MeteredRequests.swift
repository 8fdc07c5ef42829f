package import Domain
package import Hummingbird

/// Counts every answer by its route, and times those Slack waits for. Stands before all other middleware.
package struct MeteredRequests<Context: RequestContext>: RouterMiddleware {
    private let meter: any Meter

    package init(meter: any Meter) {
        self.meter = meter
    }

    package func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        let start = ContinuousClock.now
        // The route's pattern, not the address: addresses are without number.
        let route = context.endpointPath ?? "none"
        do {
            let response = try await next(request, context)
            note(request, route, response.status, since: start)
            return response
        } catch {
            note(request, route, (error as? any HTTPResponseError)?.status ?? .internalServerError, since: start)
            throw error
        }
    }

    private func note(
        _ request: Request, _ route: String, _ status: HTTPResponse.Status, since start: ContinuousClock.Instant
    ) {
        meter.add(1, to: .requests, [Self.word(for: request.method), route, String(status.code)])
        if request.uri.path.hasPrefix("/slack/") {
            meter.observe((ContinuousClock.now - start) / .seconds(1), in: .acknowledgements, [route])
        }
    }

    /// Callers may invent methods.
    private static func word(for method: HTTPRequest.Method) -> String {
        [.get, .head, .post, .put, .patch, .delete, .options].contains(method) ? method.rawValue : "other"
    }
}
