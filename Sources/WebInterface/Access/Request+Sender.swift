package import Domain
package import Hummingbird
package import NIOCore

/// A request with the address of the socket it came over.
package struct BotRequestContext: RequestContext, RemoteAddressRequestContext {
    package var coreContext: CoreRequestContextStorage
    package let remoteAddress: SocketAddress?

    package init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        remoteAddress = source.channel.remoteAddress
    }
}

extension RequestContext {
    /// Who sent the request. A proxy on this machine says for whom it asks; nobody else is believed.
    package func sender(of request: Request) -> Sender {
        let peer = (self as? any RemoteAddressRequestContext)?.remoteAddress?.ipAddress
        let isLocal = peer.map { $0 == "::1" || $0.hasPrefix("127.") } ?? true
        let forwarded = request.headers[values: .known("X-Forwarded-For")].last?.split(separator: ",").last
        guard isLocal, let forwarded else { return Sender(peer ?? "local") }
        return Sender(forwarded.filter { !$0.isWhitespace })
    }
}

extension StrangerLimits {
    /// The body of a request that hasn't proved itself yet.
    func body(of request: Request, upTo maximum: Int, from sender: Sender) async throws -> [UInt8] {
        if let announced = request.headers[.contentLength].flatMap({ Int($0) }), announced > maximum {
            throw Problem(.bodyTooLarge, "Send at most \(maximum) bytes.")
        }
        do {
            return try await read(request.body.map { $0.readableBytesView }, upTo: maximum, from: sender)
        } catch let unread as UnreadBody {
            switch unread {
            case .tooLarge: throw Problem(.bodyTooLarge, "Send at most \(maximum) bytes.")
            case .tooSlow: throw Problem(.malformedBody, "Send the whole body within \(deadline).")
            case .noMemory: throw Problem.unavailable
            }
        }
    }

    /// 429 for those who failed too often, before anything of theirs is read.
    func check(_ sender: Sender) throws(Problem) {
        if let seconds = proofs.wait(sender) { throw .rateLimited(seconds: seconds) }
    }
}
