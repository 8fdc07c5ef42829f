package import Domain
package import Hummingbird
import Logging

/// The three addresses Slack calls. A route verifies, decodes and acknowledges; the listeners do the rest.
///
/// 401 for a request that Slack didn't sign, 413 for a body over 1 MB, 400 for one that can't be read.
package struct SlackRoutes: Sendable {
    package static let maximumBodyBytes = 1 << 20

    private let signature: SlackSignature
    private let listeners: SlackListeners
    private let strangers: StrangerLimits
    private let clock: WallClock
    private let logger: Logger

    init(
        signature: SlackSignature, listeners: SlackListeners, strangers: StrangerLimits, clock: WallClock,
        logger: Logger
    ) {
        self.strangers = strangers
        self.signature = signature
        self.listeners = listeners
        self.clock = clock
        self.logger = logger
    }

    /// - Parameter sender: tells from where a request comes; all count as one without it.
    package func add<Context: RequestContext>(
        to router: some RouterMethods<Context>,
        sender: @escaping @Sendable (Request, Context) -> Sender = { _, _ in Sender("local") }
    ) {
        router.post("slack/commands") { request, context in
            await answer(request, from: sender(request, context)) { try await command($0) }
        }
        router.post("slack/interactions") { request, context in
            await answer(request, from: sender(request, context)) { try await interaction($0) }
        }
        router.post("slack/events") { request, context in
            await answer(request, from: sender(request, context)) { try await event($0) }
        }
    }

    private func command(_ body: [UInt8]) async throws -> SlackReply {
        guard let fields = FormText.decode(body) else { throw MalformedRequest(reason: "no form") }
        return await listeners.command(try CommandPayload(fields: fields))
    }

    private func interaction(_ body: [UInt8]) async throws -> SlackReply {
        guard let text = FormText.decode(body)?["payload"], let payload = JSONValue(bytes: .init(text.utf8))
        else { throw MalformedRequest(reason: "no payload") }
        return try await listeners.interaction(payload)
    }

    private func event(_ body: [UInt8]) async throws -> SlackReply {
        guard let payload = JSONValue(bytes: .init(body)) else { throw MalformedRequest(reason: "no JSON") }
        return try await listeners.event(payload)
    }
}

extension SlackRoutes {
    private func answer(
        _ request: Request, from sender: Sender, by handle: ([UInt8]) async throws -> SlackReply
    ) async -> Response {
        if let seconds = strangers.proofs.wait(sender) {
            return Response(status: .tooManyRequests, headers: [.retryAfter: String(seconds)])
        }
        let (time, code) = (header("X-Slack-Request-Timestamp", of: request), header("X-Slack-Signature", of: request))
        do {
            // Slack probes a command's address unsigned; there is nothing to do and nothing to tell.
            if code == nil, await isProbe(request, from: sender) { return response(to: .accepted) }
            try signature.check(timestamp: time, signature: code, now: clock.now())
            let body = try await read(request, upTo: Self.maximumBodyBytes, from: sender)
            try signature.verify(body: body, timestamp: time, signature: code, now: clock.now())
            strangers.proofs.proved(sender)
            return response(to: try await handle(body))
        } catch let refusal as SlackSignature.Refusal {
            strangers.proofs.failed(sender)
            logger.warning("Refused a request that Slack didn't sign", metadata: ["reason": "\(refusal)"])
            return Response(status: .unauthorized)
        } catch let unread as UnreadBody {
            let status: [UnreadBody: HTTPResponse.Status] = [.tooLarge: .contentTooLarge, .tooSlow: .requestTimeout]
            return Response(status: status[unread] ?? .serviceUnavailable)
        } catch {
            logger.warning("Refused a request that can't be read", metadata: ["reason": "\(error)"])
            return Response(status: .badRequest)
        }
    }

    private func read(_ request: Request, upTo maximum: Int, from sender: Sender) async throws -> [UInt8] {
        if let announced = request.headers[.contentLength].flatMap({ Int($0) }), announced > maximum {
            throw UnreadBody.tooLarge
        }
        return try await strangers.read(request.body.map { $0.readableBytesView }, upTo: maximum, from: sender)
    }

    /// A short body without a signature, at the command's address alone.
    private func isProbe(_ request: Request, from sender: Sender) async -> Bool {
        let announced = request.headers[.contentLength].flatMap { Int($0) } ?? 0
        guard request.uri.path == "/slack/commands", announced < 1_000,
            let body = try? await read(request, upTo: 1_000, from: sender)
        else { return false }
        return FormText.decode(body)?["ssl_check"] == "1"
    }

    private func header(_ name: String, of request: Request) -> String? {
        request.headers.first { $0.name.canonicalName == name.lowercased() }?.value
    }

    private func response(to reply: SlackReply) -> Response {
        let status = HTTPResponse.Status(code: reply.status)
        guard let body = reply.body else { return Response(status: status) }
        return Response(
            status: status, headers: [.contentType: "application/json; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: body.bytes)))
    }
}
