package import Domain
package import Foundation
package import Hummingbird
package import Logging

/// What scripts read: the list of incidents, one incident with its facts, and the description of both.
package struct APIRoutes: Sendable {
    private let incidents: any IncidentReading
    private let directory: any IncidentDirectory
    private let ledger: any MessageLedger
    private let links: WebLinks
    private let limiter: RateLimiter
    private let logger: Logger

    package init(
        incidents: any IncidentReading, directory: any IncidentDirectory, ledger: any MessageLedger, publicURL: URL,
        limiter: RateLimiter, logger: Logger
    ) {
        self.incidents = incidents
        self.directory = directory
        self.ledger = ledger
        links = WebLinks(publicURL: publicURL)
        self.limiter = limiter
        self.logger = logger
    }

    package func add<Context: RequestContext>(to router: Router<Context>) {
        router.get("/api/incidents") { request, _ in
            await answering { try await list(request.uri.query ?? "") }
        }
        router.get("/api/incidents/{id}") { _, context in
            await answering { try await detail(context.parameters.get("id")) }
        }
        router.get("/openapi.json") { _, _ in await answering { .text(try OpenAPI.text, type: "application/json") } }
        router.get("/docs") { _, _ in
            await answering { .page("API", DocsPage(description: try OpenAPI.description).html) }
        }
        for path: RouterPath in ["/api/**", "/api/incidents/{id}/**"] {
            router.get(path) { _, _ in Self.unknownAddress.response }
        }
        router.refuseOtherMethods(
            than: [.get], at: ["/api/incidents", "/api/incidents/{id}", "/openapi.json", "/docs"])
        router.refuseOtherMethods(than: [.get, .head], at: ["/health"])
    }
}

extension APIRoutes {
    private static let unknownAddress = Problem(.notFound, "See /docs for the addresses there are.")

    private func list(_ parameters: String) async throws -> Response {
        let query = try IncidentListQuery(parameters).query
        // One more than asked for tells whether there is a next page.
        var further = query
        further.limit += 1
        let found = try await directory.summaries(matching: further)
        let items = found.prefix(query.limit)
        return .json([
            "items": .array(items.map { IncidentJSON.summary($0, links: links) }),
            "total": .int(try await directory.count(matching: query.filter)),
            "next_cursor": found.count > items.count ? .text(items.last.map { "\($0.id)" }) : nil,
        ])
    }

    private func detail(_ id: String?) async throws -> Response {
        guard let number = id.flatMap({ Int($0) }), number > 0,
            let incident = try await incidents.incident(IncidentID(rawValue: number))
        else { throw Problem(.notFound, "There is no incident with this number. GET /api/incidents lists them.") }
        let isNotified = try await ledger.messages(of: incident.id).contains {
            $0.timestamp != nil
        }
        return .json(IncidentJSON.detail(incident, isNotified: isNotified))
    }

    private func answering(_ work: () async throws -> Response) async -> Response {
        do {
            try limiter.check("api")
            return try await work()
        } catch let problem as Problem {
            return problem.response
        } catch {
            logger.error("An API request failed", metadata: ["reason": "\(error)"])
            return Problem.unavailable.response
        }
    }
}

extension Router {
    /// Says 405 with the methods there are, for every other one.
    func refuseOtherMethods(than allowed: [HTTPRequest.Method], at paths: [RouterPath]) {
        let query = HTTPRequest.Method(rawValue: "QUERY").map { [$0] } ?? []
        let others: [HTTPRequest.Method] = [.get, .post, .put, .patch, .delete, .options, .trace, .head] + query
        let names = allowed.map(\.rawValue).joined(separator: ", ")
        for path in paths {
            for method in others where !allowed.contains(method) {
                on(path, method: method) { _, _ in
                    Problem(.methodNotAllowed, "Use \(names).", headers: [.allow: names]).response
                }
            }
        }
    }
}
