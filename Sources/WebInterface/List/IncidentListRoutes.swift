package import Domain
package import Hummingbird
package import Logging

/// The list of incidents, and its download.
package struct IncidentListRoutes: Sendable {
    private let directory: any IncidentDirectory
    private let logger: Logger

    package init(directory: any IncidentDirectory, logger: Logger) {
        self.directory = directory
        self.logger = logger
    }

    package func add<Context: RequestContext>(to router: Router<Context>) {
        router.get("/incidents") { request, _ in
            await logger.answering { () throws(PortError) in
                try await page(IncidentListAddress(request.uri.query ?? ""))
            }
        }
        router.get("/incidents.csv") { request, _ in
            await logger.answering { () throws(PortError) in
                try await download(IncidentListAddress(request.uri.query ?? ""))
            }
        }
        router.refuseOtherMethods(than: [.get], at: ["/incidents", "/incidents.csv"])
    }

    private func page(_ address: IncidentListAddress) async throws(PortError) -> Response {
        guard address.faults.isEmpty else { return Self.refusal(of: address) }
        let shown = IncidentListPage(
            address: address, incidents: try await directory.summaries(matching: address.query),
            total: try await directory.count(matching: address.filter))
        return .page("Incidents", shown.html)
    }

    /// Everything that fits, read and sent a piece at a time.
    private func download(_ address: IncidentListAddress) async throws(PortError) -> Response {
        guard address.faults.isEmpty else { return Self.refusal(of: address) }
        let first = try await piece(address.filter, before: nil)
        let (directory, logger) = (self, logger)
        let body = ResponseBody { writer in
            var piece = first
            try await writer.write(ByteBuffer(string: IncidentCSV.header))
            do {
                while let last = piece.last {
                    try await writer.write(ByteBuffer(string: piece.map(IncidentCSV.line).joined()))
                    piece = try await directory.piece(address.filter, before: last.id)
                }
            } catch {
                // The connection breaks off, so that nobody takes a part for the whole.
                logger.error("A download broke off", metadata: ["reason": "\(error)"])
                throw error
            }
            try await writer.finish(nil)
        }
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/csv; charset=utf-8", .cacheControl: "no-store", .xContentTypeOptions: "nosniff",
                .contentDisposition: "attachment; filename=\"incidents.csv\"",
            ],
            body: body)
    }

    private func piece(
        _ filter: DirectoryFilter, before: IncidentID?
    ) async throws(PortError) -> [IncidentSummary] {
        try await directory.summaries(
            matching: IncidentQuery(filter: filter, before: before, limit: IncidentQuery.maximumLimit))
    }

    private static func refusal(of address: IncidentListAddress) -> Response {
        .page(
            "Incidents", IncidentListPage(address: address, incidents: [], total: 0).html,
            status: .unprocessableContent)
    }
}

extension Logger {
    /// What went wrong goes to the log; a visitor learns only that it did.
    func answering(_ work: () async throws(PortError) -> Response) async -> Response {
        do {
            return try await work()
        } catch {
            self.error("page failed", metadata: ["reason": "\(error)"])
            return .page(
                "Not available", "<h1>Not available</h1><p>The incidents can't be read just now. Try again soon.</p>",
                status: .serviceUnavailable)
        }
    }
}
