import NIOCore

/// Closes connections that don't begin a request in time, so that nobody holds them open for nothing.
///
/// After the first request the server's idle time holds.
final class HeadDeadline: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = Any

    private let time: TimeAmount
    private var closing: Scheduled<Void>?

    init(_ time: TimeAmount) { self.time = time }

    func handlerAdded(context: ChannelHandlerContext) {
        guard context.channel.isActive else { return }
        schedule(context.channel)
    }

    func channelActive(context: ChannelHandlerContext) {
        schedule(context.channel)
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        closing?.cancel()
        closing = nil
        context.fireChannelRead(data)
    }

    func channelInactive(context: ChannelHandlerContext) {
        closing?.cancel()
        context.fireChannelInactive()
    }

    private func schedule(_ channel: any Channel) {
        guard closing == nil else { return }
        closing = channel.eventLoop.scheduleTask(in: time) { channel.close(promise: nil) }
    }
}
