import Domain
package import Hummingbird
import Logging

/// The three addresses Slack calls. A route verifies, decodes and acknowledges; the listeners do the rest.
///
/// 401 for a request that Slack didn't sign, 413 for a body over 1 MB, 400 for one that can't be read.
package struct SlackRoutes: Sendable {
    package static let maximumBodyBytes = 1 << 20

    private let signature: SlackSignature
    private let listeners: SlackListeners
    private let clock: WallClock
    private let logger: Logger

    init(signature: SlackSignature, listeners: SlackListeners, clock: WallClock, logger: Logger) {
        self.signature = signature
        self.listeners = listeners
        self.clock = clock
        self.logger = logger
    }

    package func add<Context: RequestContext>(to router: some RouterMethods<Context>) {
        router.post("slack/commands") { request, _ in await answer(request) { try await command($0) } }
        router.post("slack/interactions") { request, _ in await answer(request) { try await interaction($0) } }
        router.post("slack/events") { request, _ in await answer(request) { try await event($0) } }
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
    private func answer(_ request: Request, by handle: ([UInt8]) async throws -> SlackReply) async -> Response {
        do {
            let body = try await read(request.body)
            // Slack probes a command's address unsigned; there is nothing to do and nothing to tell.
            if request.uri.path == "/slack/commands", isProbe(body) { return response(to: .accepted) }
            try signature.verify(
                body: body, timestamp: header("X-Slack-Request-Timestamp", of: request),
                signature: header("X-Slack-Signature", of: request), now: clock.now())
            return response(to: try await handle(body))
        } catch let refusal as SlackSignature.Refusal {
            logger.warning("Refused a request that Slack didn't sign", metadata: ["reason": "\(refusal)"])
            return Response(status: .unauthorized)
        } catch is BodyTooLarge {
            return Response(status: .contentTooLarge)
        } catch {
            logger.warning("Refused a request that can't be read", metadata: ["reason": "\(error)"])
            return Response(status: .badRequest)
        }
    }

    private struct BodyTooLarge: Error {}

    private func read(_ body: RequestBody) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        for try await buffer in body {
            guard bytes.count + buffer.readableBytes <= Self.maximumBodyBytes else { throw BodyTooLarge() }
            bytes.append(contentsOf: buffer.readableBytesView)
        }
        return bytes
    }

    private func isProbe(_ body: [UInt8]) -> Bool {
        body.count < 1_000 && FormText.decode(body)?["ssl_check"] == "1"
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
