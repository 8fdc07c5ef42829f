package import Foundation
import HTTPTypes
import Hummingbird
package import Logging
import NIOCore
import ServiceLifecycle
import Synchronization

/// A strict stand-in for a chat-completions server on loopback, whose answers are scripted.
///
/// Refuses malformed requests as the real ones do, so that a bot that passes here doesn't fail there for its form.
package final class RehearsedModelServer: Service {
    package typealias Script = @Sendable (ModelCall, _ number: Int) async -> RehearsedReply

    private let server: LoopbackServer
    private let key: String?
    private let models: Set<String>
    private let secondsPerPiece: Double
    private let script: Script
    private let state = Mutex(State())

    private struct State {
        var calls: [ModelCall] = []
        var refused: [String] = []
    }

    /// - Parameters:
    ///   - port: 0 takes any free one; `origin` tells which.
    ///   - key: what `Authorization: Bearer` must carry; nil for a server that asks for none.
    ///   - models: the names it knows; others are answered with 404. Empty for any.
    ///   - secondsPerPiece: how long a streamed answer takes for each of its pieces.
    package init(
        port: Int, key: String? = nil, models: Set<String> = [], secondsPerPiece: Double = 0, logger: Logger,
        script: @escaping Script
    ) {
        self.secondsPerPiece = secondsPerPiece
        server = LoopbackServer(port: port, logger: logger)
        self.key = key
        self.models = models
        self.script = script
    }

    /// Where the server is reached. Waits until it is; nil when it could not start.
    package var origin: URL? {
        get async { await server.origin }
    }

    /// Every call that kept the rules, in order.
    package var calls: [ModelCall] { state.withLock { $0.calls } }
    /// Why other calls were refused.
    package var refused: [String] { state.withLock { $0.refused } }

    package func run() async throws {
        let router = Router()
        router.post("/v1/chat/completions") { [self] request, _ in try await complete(request) }
        router.get("/health") { _, _ in "ok" }
        try await server.run(router)
    }

    private func complete(_ request: Request) async throws -> Response {
        if let key, request.headers[.authorization] != "Bearer \(key)" {
            return refuse(401, "Invalid API Key", "invalid_request_error", "invalid_api_key")
        }
        let call: ModelCall
        do throws(ModelRefusal) {
            call = try ModelCall(try await bytes(of: request))
        } catch {
            return refuse(400, error.message, "invalid_request_error", "")
        }
        guard models.isEmpty || models.contains(call.model) else {
            return refuse(404, "The model `\(call.model)` does not exist", "invalid_request_error", "model_not_found")
        }
        let number = state.withLock { state in
            state.calls.append(call)
            return state.calls.count
        }
        return try await response(to: call, await script(call, number))
    }

    private func bytes(of request: Request) async throws(ModelRefusal) -> Data {
        do {
            return try await request.bytes(upTo: 8 << 20)
        } catch {
            throw ModelRefusal("the body is too large")
        }
    }

    private func response(to call: ModelCall, _ reply: RehearsedReply) async throws -> Response {
        switch reply {
        case .text(let text): return answer(call, text, end: "stop")
        case .cutAtLength(let text): return answer(call, text, end: "length")
        case .raw(let body): return Self.json(body)
        case .tools(let calls):
            let completion = RehearsedCompletion(call)
            return call.isStream ? stream(completion.piecesCalling(calls)) : Self.json(completion.calling(calls))
        case .refusal(let status, let headers, let message, let type, let code):
            return refuse(status, message, type, code, headers)
        case .delayed(let seconds, let next):
            try await Task.sleep(for: .seconds(seconds))
            return try await response(to: call, next)
        case .stall(let seconds):
            return Response(
                status: .ok, headers: [.contentType: "text/event-stream"],
                body: .init { writer in
                    try? await Task.sleep(for: .seconds(seconds))
                    try await writer.finish(nil)
                })
        case .brokenOff(let text):
            let piece = call.isStream ? RehearsedCompletion(call).pieces(text, end: nil)[0] : "{\"choices\": [{\"mess"
            return Response(
                status: .ok, headers: [.contentType: "text/event-stream"],
                body: .init { writer in
                    try await writer.write(ByteBuffer(string: piece))
                    throw BrokenOff()
                })
        }
    }

    private struct BrokenOff: Error {}

    private func answer(_ call: ModelCall, _ text: String, end: String) -> Response {
        let completion = RehearsedCompletion(call)
        guard call.isStream else { return Self.json(completion.whole(text, end: end)) }
        return stream(completion.pieces(text, end: end))
    }

    private func stream(_ pieces: [String]) -> Response {
        Response(
            status: .ok, headers: [.contentType: "text/event-stream"],
            body: .init { [secondsPerPiece] writer in
                for piece in pieces {
                    if secondsPerPiece > 0 { try await Task.sleep(for: .seconds(secondsPerPiece)) }
                    try await writer.write(ByteBuffer(string: piece))
                }
                try await writer.finish(nil)
            })
    }

    private func refuse(
        _ status: Int, _ message: String, _ type: String, _ code: String, _ headers: [String: String] = [:]
    ) -> Response {
        state.withLock { $0.refused.append("\(status) \(message)") }
        let error = ["message": message, "type": type, "code": code]
        var response = Self.json(RehearsedCompletion.text(["error": error]))
        response.status = .init(code: status)
        for (name, value) in headers {
            if let name = HTTPField.Name(name) { response.headers[name] = value }
        }
        return response
    }

    private static func json(_ text: String) -> Response {
        Response(
            status: .ok, headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}
