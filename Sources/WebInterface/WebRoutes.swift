package import Domain
package import Hummingbird
package import Logging

/// The pages of the bot: incidents, their postmortems and pull requests, and its health.
///
/// Made on the server, complete without any script; whatever comes from an incident is shown as text.
package struct WebRoutes: Sendable {
    private let incidents: any IncidentReading
    private let evidence: (any EvidenceStore)?
    private let chains: (any ChainVerifying)?
    private let logger: Logger

    /// - Parameters:
    ///   - evidence: where the texts sent to models and their answers are kept; nil where they aren't shown.
    ///   - chains: computes every hash of a history anew; without it only their order is checked.
    package init(
        incidents: any IncidentReading, evidence: (any EvidenceStore)? = nil, chains: (any ChainVerifying)? = nil,
        logger: Logger
    ) {
        self.incidents = incidents
        self.evidence = evidence
        self.chains = chains
        self.logger = logger
    }

    /// Adds the routes, and a readable page for every other path asked for with GET.
    package func add<Context: RequestContext>(to router: Router<Context>) {
        router.get("/health") { _, _ in await health() }
        router.head("/health") { _, _ in await health().createHeadResponse() }
        router.get("/") { _, _ in Response.redirect(to: "/incidents", type: .found) }
        router.get("/incidents/{id}") { _, context in await incidentPage(context.parameters.get("id")) }
        router.get("/incidents/{id}/postmortem") { _, context in
            await postmortemPage(context.parameters.get("id"))
        }
        router.get("/incidents/{id}/postmortem.md") { _, context in
            await postmortem(context.parameters.get("id"))
        }
        router.get("/incidents/{id}/models/{number}") { _, context in
            await consultation(context.parameters.get("number"), of: context.parameters.get("id"))
        }
        router.get("/pulls/{id}") { _, context in await pullRequestPage(context.parameters.get("id")) }
        router.get(RouterPath(Page.stylesheetPath)) { _, _ in
            Response.text(Stylesheet.text, type: "text/css; charset=utf-8", caching: "max-age=300")
        }
        router.refuseOtherMethods(
            than: [.get],
            at: [
                "/incidents/{id}", "/incidents/{id}/postmortem", "/incidents/{id}/postmortem.md",
                "/incidents/{id}/models/{number}", "/pulls/{id}",
            ])
        // The router does not go back from a path that fits in part, so the catch-all stands at each depth.
        for path: RouterPath in ["/**", "/incidents/{id}/**", "/pulls/{id}/**"] {
            router.get(path) { _, _ in Self.notFound("There is no page at this address.") }
        }
    }
}

extension WebRoutes {
    private func health() async -> Response {
        do {
            _ = try await incidents.incidents(limit: 1)
            return .text(#"{"status":"ok"}"#, type: "application/json")
        } catch {
            logger.error("health check failed", metadata: ["reason": "\(error)"])
            return .text(#"{"status":"unavailable"}"#, type: "application/json", status: .serviceUnavailable)
        }
    }

    private func incidentPage(_ id: String?) async -> Response {
        await answering { () throws(PortError) in
            guard let incident = try await incident(id) else { return Self.unknownIncident }
            let page = IncidentPage(incident: incident, chain: try await chain(of: incident.id))
            return .page(
                "Incident \(incident.id): \(incident.title)", page.html, isLive: incident.status.isOpen)
        }
    }

    private func chain(of id: IncidentID) async throws(PortError) -> ChainVerdict {
        guard let chains else { return .unchecked }
        return try await chains.verifyChain(of: id).map { .broken(at: $0) } ?? .whole
    }

    private func postmortemPage(_ id: String?) async -> Response {
        await answering { () throws(PortError) in
            guard let incident = try await incident(id) else { return Self.unknownIncident }
            guard let postmortem = incident.postmortem else {
                return Self.notFound("Incident \(incident.id) has no postmortem yet.")
            }
            return .page(
                "Postmortem of incident \(incident.id)",
                """
                <p class="soft"><a href="/incidents/\(incident.id.rawValue)">Incident \(incident.id.rawValue)</a> · \
                <a href="/incidents/\(incident.id.rawValue)/postmortem.md">Markdown</a></p>
                \(Markdown(text: postmortem.markdown).html(headingLevel: 1))
                """)
        }
    }

    private func postmortem(_ id: String?) async -> Response {
        await answering { () throws(PortError) in
            guard let incident = try await incident(id) else { return Self.unknownIncident }
            guard let postmortem = incident.postmortem else {
                return Self.notFound("Incident \(incident.id) has no postmortem yet.")
            }
            return .text(postmortem.markdown, type: "text/markdown; charset=utf-8")
        }
    }

    private func pullRequestPage(_ id: String?) async -> Response {
        await answering { () throws(PortError) in
            guard let incident = try await incident(id), let pullRequest = incident.pullRequest else {
                return Self.notFound("There is no pull request with this number.")
            }
            return .page(pullRequest.title, PullRequestPage(pullRequest: pullRequest, incident: incident).html)
        }
    }

    private func consultation(_ number: String?, of id: String?) async -> Response {
        await answering { () throws(PortError) in
            guard let incident = try await incident(id), let number = number.flatMap({ Int($0) }),
                incident.consultations.indices.contains(number - 1), let evidence
            else { return Self.notFound("There is no such question to a model.") }
            let consultation = incident.consultations[number - 1]
            let page = try await ConsultationPage(consultation, of: incident.id, reading: evidence)
            return .page("Model, incident \(incident.id)", page.html)
        }
    }

    private func incident(_ id: String?) async throws(PortError) -> Incident? {
        guard let number = id.flatMap({ Int($0) }), number > 0 else { return nil }
        return try await incidents.incident(IncidentID(rawValue: number))
    }

    private func answering(_ work: () async throws(PortError) -> Response) async -> Response {
        await logger.answering(work)
    }

    private static var unknownIncident: Response { notFound("There is no incident with this number.") }

    private static func notFound(_ reason: String) -> Response {
        .page(
            "Not found", "<h1>Not found</h1><p>\(reason)</p><p><a href=\"/incidents\">All incidents</a></p>",
            status: .notFound)
    }
}
