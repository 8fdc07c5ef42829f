package import Domain

/// Makes HTTP requests with libcurl: keep-alive, HTTP/2 over TLS, and the proxy variables every tool honours.
///
/// A request other than GET and HEAD is sent at most once, also when a kept connection turns out to be dead. Redirects
/// are answers. Bodies are as they came, never decompressed. Any number of requests may run at once.
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
                loop.submit(CurlSubmission(ticket: ticket, request: request, continuation: continuation))
            }
        } onCancel: {
            ticket.cancel()
            loop.cancel(ticket)
        }
        return try result.get()
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
