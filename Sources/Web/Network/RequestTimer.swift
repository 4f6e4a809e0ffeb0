import NIOCore
import NIOHTTPTypes

/// Closes a connection that takes too long to say what it wants: a head that drips in, a body that does, or nothing
/// at all. An answer may take as long as it needs.
final class RequestTimer: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart

    /// From the last answer, or the connection's begin, to the end of the next head.
    private let untilHead: TimeAmount
    /// From the end of the head to the end of the body.
    private let untilEnd: TimeAmount
    private var timer: Scheduled<Void>?

    init(untilHead: TimeAmount, untilEnd: TimeAmount) {
        self.untilHead = untilHead
        self.untilEnd = untilEnd
    }

    func handlerAdded(context: ChannelHandlerContext) {
        if context.channel.isActive { start(untilHead, context) }
    }

    func channelActive(context: ChannelHandlerContext) {
        start(untilHead, context)
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        timer?.cancel()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head: start(untilEnd, context)
        case .body: break
        // The rest is the server's time; the next head's begins when the answer is out.
        case .end: timer?.cancel()
        }
        context.fireChannelRead(data)
    }

    private func start(_ time: TimeAmount, _ context: ChannelHandlerContext) {
        timer?.cancel()
        let channel = context.channel
        timer = context.eventLoop.scheduleTask(in: time) { channel.close(mode: .all, promise: nil) }
    }
}
