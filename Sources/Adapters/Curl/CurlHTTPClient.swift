package import Domain

/// Makes HTTP requests with libcurl: keep-alive, HTTP/2 over TLS, and the proxy variables every tool honours.
///
/// A request other than GET and HEAD is sent at most once, also when a kept connection turns out to be dead. Redirects
/// are answers. Bodies are as they came, never decompressed; a slow reader of an open answer pauses the other side. Any number of requests may run at once.
package final class CurlHTTPClient: HTTPClient {
    private let loop: CurlLoop

    package init(_ configuration: CurlConfiguration = CurlConfiguration()) {
        loop = CurlLoop(configuration)
        loop.start()
    }

    deinit {
        loop.stop()
    }

    package func send(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPAnswer {
        try HTTPRequestCheck.refuseMalformed(request)
        let ticket = CurlTicket()
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                loop.submit(CurlSubmission(ticket: ticket, request: request, receiver: .whole(continuation)))
            }
        } onCancel: {
            ticket.cancel()
            loop.cancel(ticket)
        }
        return try result.get()
    }

    package func open(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPOpenAnswer {
        try HTTPRequestCheck.refuseMalformed(request)
        let (ticket, body) = (CurlTicket(), CurlBody())
        let reader = CurlBodyReader(loop: loop, ticket: ticket, body: body)
        loop.submit(CurlSubmission(ticket: ticket, request: request, receiver: .body(body)))
        return HTTPOpenAnswer(head: try await reader.head()) { () async throws(HTTPFailure) in
            try await reader.next()
        }
    }

    /// Closes every connection and fails what is under way. Later requests fail as not sent.
    package func shutdown() {
        loop.stop()
    }
}

/// What all requests of a client have in common.
package struct CurlConfiguration: Sendable {
    /// A connection, TLS included, that takes longer counts as not made.
    package var connectTimeoutSeconds: Double
    /// Open connections, in use or kept; further requests wait, and their time-out runs meanwhile.
    package var maximumConnections: Int
    package var userAgent: String
    /// A PEM file of certificate authorities to trust instead of the system's.
    package var certificateAuthorities: String?

    package init(
        connectTimeoutSeconds: Double = 10,
        maximumConnections: Int = 256,
        userAgent: String = "incident-bot",
        certificateAuthorities: String? = nil
    ) {
        self.connectTimeoutSeconds = connectTimeoutSeconds
        self.maximumConnections = maximumConnections
        self.userAgent = userAgent
        self.certificateAuthorities = certificateAuthorities
    }
}
