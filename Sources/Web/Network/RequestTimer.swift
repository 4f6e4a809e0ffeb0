import NIOCore
import NIOHTTPTypes

/// Closes a connection that takes too long to say what it wants: a head that drips in, a body that does, or nothing
/// at all. An answer may take as long as it needs.
///
/// One timer a connection: a request moves the deadline only, and a timer that comes too early is set again.
final class RequestTimer: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart

    private let untilHead: TimeAmount
    private let untilEnd: TimeAmount
    private var timer: Scheduled<Void>?
    /// nil while the time is the server's.
    private var deadline: NIODeadline?
    /// Requests that have begun and whose answer is not out; more than one when they are pipelined.
    private var unanswered = 0

    init(_ patience: Patience) {
        untilHead = TimeAmount(patience.untilHead)
        untilEnd = TimeAmount(patience.untilEnd)
    }

    func handlerAdded(context: ChannelHandlerContext) {
        if context.channel.isActive { begin(context) }
    }

    func channelActive(context: ChannelHandlerContext) {
        begin(context)
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        deadline = nil
        timer?.cancel()
        timer = nil
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head:
            unanswered += 1
            deadline = context.eventLoop.now + untilEnd
        case .body: break
        // The rest is the server's time; the next head's begins when the answer is out.
        case .end: deadline = nil
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .end = unwrapOutboundIn(data) {
            unanswered -= 1
            if unanswered == 0 { deadline = context.eventLoop.now + untilHead }
        }
        context.write(data, promise: promise)
    }

    private func begin(_ context: ChannelHandlerContext) {
        guard timer == nil else { return }
        deadline = context.eventLoop.now + untilHead
        look(after: untilHead, context.loopBound)
    }

    /// As often as the shorter patience at least, since a deadline may have moved nearer.
    private func look(after time: TimeAmount, _ context: NIOLoopBound<ChannelHandlerContext>) {
        let handler = NIOLoopBound(self, eventLoop: context.value.eventLoop)
        timer = context.value.eventLoop.scheduleTask(in: time) { handler.value.checkDeadline(context) }
    }

    private func checkDeadline(_ context: NIOLoopBound<ChannelHandlerContext>) {
        let shorter = min(untilHead, untilEnd)
        guard let deadline else { return look(after: shorter, context) }
        let left = deadline - context.value.eventLoop.now
        if left <= .zero {
            context.value.close(mode: .all, promise: nil)
        } else {
            look(after: min(left, shorter), context)
        }
    }
}
