import NIOCore
import NIOHTTPTypes

/// Closes a connection that takes too long to say what it wants: a head that drips in, a body that does, or nothing
/// at all. An answer may take as long as it needs.
final class RequestTimer: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart

    private let untilHead: TimeAmount
    private let untilEnd: TimeAmount
    private var timer: Scheduled<Void>?
    /// Requests that have begun and whose answer is not out; more than one when they are pipelined.
    private var unanswered = 0

    init(_ patience: Patience) {
        untilHead = TimeAmount(patience.untilHead)
        untilEnd = TimeAmount(patience.untilEnd)
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
        case .head:
            unanswered += 1
            start(untilEnd, context)
        case .body: break
        // The rest is the server's time; the next head's begins when the answer is out.
        case .end: timer?.cancel()
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .end = unwrapOutboundIn(data) {
            unanswered -= 1
            if unanswered == 0 { start(untilHead, context) }
        }
        context.write(data, promise: promise)
    }

    private func start(_ time: TimeAmount, _ context: ChannelHandlerContext) {
        timer?.cancel()
        let channel = context.channel
        timer = context.eventLoop.scheduleTask(in: time) { channel.close(mode: .all, promise: nil) }
    }
}
