import Foundation
import Hummingbird
import Logging
import ServiceLifecycle
import Testing

/// A real HTTP server on a loopback port, up for as long as a closure runs.
enum EchoServer {
    static func run(_ body: @escaping @Sendable (URL) async throws -> Void) async throws {
        let (ports, started) = AsyncStream<Int>.makeStream()
        let application = Application(
            router: router(),
            configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { started.yield($0.localAddress?.port ?? 0) },
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        let services = ServiceGroup(
            services: [application], logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try? await services.run() }
            let port = await ports.first { _ in true }
            let outcome = await outcome(of: body, at: try #require(URL(string: "http://127.0.0.1:\(port ?? 0)")))
            // Not cancelled: that would trap when a connection comes in just then.
            await services.triggerGracefulShutdown()
            try outcome.get()
        }
    }

    private static func outcome(
        of body: @Sendable (URL) async throws -> Void, at url: URL
    ) async -> Result<Void, any Error> {
        do { return .success(try await body(url)) } catch { return .failure(error) }
    }

    private static func router() -> Router<BasicRequestContext> {
        let router = Router()
        for method in [HTTPRequest.Method.get, .post, .put, .delete, .patch, .head] {
            router.on("/echo", method: method) { request, _ in
                var request = request
                let body = try await request.collectBody(upTo: 64 << 20)
                var headers = request.headers
                headers[.allow] = request.method.rawValue
                headers[.contentLocation] = request.uri.description
                return Response(status: .ok, headers: headers, body: .init(byteBuffer: body))
            }
        }
        router.get("/status/:code") { _, context in
            let code = try context.parameters.require("code", as: Int.self)
            return Response(status: .init(code: code), headers: [.location: "/elsewhere"])
        }
        router.get("/bytes/:count") { _, context in
            let count = try context.parameters.require("count", as: Int.self)
            let chunk = ByteBuffer(repeating: 120, count: 1 << 16)
            return Response(
                status: .ok,
                body: .init { writer in
                    for _ in 0..<(count >> 16) { try await writer.write(chunk) }
                    try await writer.write(ByteBuffer(repeating: 121, count: count & 0xFFFF))
                    try await writer.finish(nil)
                })
        }
        return router
    }
}
