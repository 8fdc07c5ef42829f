import Domain
package import Hummingbird
package import Logging
import ServiceLifecycle

/// News of an open incident for a page that is being looked at, as server-sent events.
///
/// `fact` says that the history has grown, and its identifier how far; `end` that nothing more happens by itself. A page
/// names the length it shows, so what is written between its making and its listening is not missed.
package struct IncidentEventRoutes: Sendable {
    private static let signOfLife = Duration.seconds(15)

    private let incidents: any IncidentReading & IncidentWatching
    private let listeners: ListenerCount
    private let sleep: @Sendable (Duration) async throws -> Void
    private let logger: Logger

    /// - Parameters:
    ///   - maximum: listeners at the same time; browsers beyond it try again by themselves.
    ///   - sleep: waits between two signs of life.
    package init(
        incidents: any IncidentReading & IncidentWatching, maximum: Int = 200,
        sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }, logger: Logger
    ) {
        self.incidents = incidents
        listeners = ListenerCount(maximum: maximum)
        self.sleep = sleep
        self.logger = logger
    }

    package func add<Context: RequestContext>(to router: Router<Context>) {
        router.get("/incidents/{id}/events") { request, context in
            await events(of: context.parameters.get("id"), after: Self.length(in: request))
        }
        router.get(RouterPath(LiveScript.path)) { _, _ in
            Response.text(LiveScript.text, type: "text/javascript; charset=utf-8", caching: "max-age=300")
        }
        router.refuseOtherMethods(than: [.get], at: ["/incidents/{id}/events"])
    }

    /// What the browser knows already: it repeats the last identifier by itself when it connects again.
    private static func length(in request: Request) -> Int {
        (request.headers[.known("Last-Event-ID")] ?? request.parameter("after")).flatMap { Int($0) } ?? 0
    }

    private func events(of id: String?, after known: Int) async -> Response {
        await logger.answering { () throws(PortError) in
            // Listening begins before the history is read, so nothing falls between.
            let changes = await incidents.changes()
            guard let number = id.flatMap({ Int($0) }), number > 0,
                let incident = try await incidents.incident(IncidentID(rawValue: number))
            else { return Problem(.notFound, "There is no incident with this number.").response }
            guard let place = listeners.take() else { return Problem.rateLimited(seconds: 30).response }
            return Response(
                status: .ok,
                headers: [
                    .contentType: "text/event-stream", .cacheControl: "no-store", .xContentTypeOptions: "nosniff",
                    .known("X-Accel-Buffering"): "no",
                ],
                body: ResponseBody { writer in
                    try await follow(incident, after: known, changes, &writer)
                    try await writer.finish(nil)
                    withExtendedLifetime(place) {}
                })
        }
    }

    private func follow(
        _ first: Incident, after known: Int, _ changes: AsyncStream<IncidentID>, _ writer: inout any ResponseBodyWriter
    ) async throws {
        try await writer.write(ByteBuffer(string: "retry: 3000\n\n"))
        var known = known
        if try await tell(first, &known, &writer) { return }
        let (signals, wake) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        await withDiscardingTaskGroup { group in
            group.addTask {
                for await changed in changes where changed == first.id { wake.yield() }
                wake.finish()
            }
            // A line now and then tells the server when nobody is there any more.
            group.addTask { [sleep] in while (try? await sleep(Self.signOfLife)) != nil { wake.yield() } }
            // An open page must not keep the bot from stopping.
            group.addTask {
                try? await gracefulShutdown()
                wake.finish()
            }
            await write(first.id, after: known, whenever: signals, &writer)
            group.cancelAll()
        }
    }

    /// Until the incident ends, the reader is gone or the signals stop.
    private func write(
        _ id: IncidentID, after length: Int, whenever signals: AsyncStream<Void>, _ writer: inout any ResponseBodyWriter
    ) async {
        var known = length
        for await _ in signals {
            do {
                guard let incident = try await incidents.incident(id) else { return }
                if incident.entries.count == known { try await writer.write(ByteBuffer(string: ": still here\n\n")) }
                if try await tell(incident, &known, &writer) { return }
            } catch {
                logger.debug("A page is no longer followed", metadata: ["reason": "\(error)"])
                return
            }
        }
    }

    /// True when nothing more is to be told.
    private func tell(
        _ incident: Incident, _ known: inout Int, _ writer: inout any ResponseBodyWriter
    ) async throws -> Bool {
        let length = incident.entries.count
        if length > known {
            known = length
            try await writer.write(ByteBuffer(string: "event: fact\nid: \(length)\ndata: \(length)\n\n"))
        }
        guard !incident.status.isOpen else { return false }
        try await writer.write(ByteBuffer(string: "event: end\ndata: \(incident.status.rawValue)\n\n"))
        return true
    }
}
