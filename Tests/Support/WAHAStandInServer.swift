import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// The HTTP side of the stand-in: reads calls whole, and can treat a connection as badly as a network does.
final class WAHAStandInServer: Sendable {
    enum Reply: Sendable {
        case answer(WAHAStandIn.Answer)
        case late(WAHAStandIn.Answer, Duration)
        /// Closes in good order, without an answer.
        case close
        case reset
    }

    typealias Responder = @Sendable (WAHAStandIn.Call) -> Reply

    private let listener: any Channel
    private let connections: Connections

    private init(listener: any Channel, connections: Connections) {
        self.listener = listener
        self.connections = connections
    }

    var port: Int { listener.localAddress?.port ?? 0 }

    static func start(port: Int, respond: @escaping Responder) async throws -> WAHAStandInServer {
        let connections = Connections()
        let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                connections.add(channel)
                return channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline(withErrorHandling: true)
                    try channel.pipeline.syncOperations.addHandler(CallReader(respond: respond))
                }
            }
            .bind(host: "127.0.0.1", port: port).get()
        return WAHAStandInServer(listener: listener, connections: connections)
    }

    func stop() async {
        try? await listener.close()
        for channel in connections.all { try? await channel.close() }
    }
}

/// The connections that are open now.
private final class Connections: Sendable {
    private let open = Mutex<[ObjectIdentifier: any Channel]>([:])

    var all: [any Channel] { open.withLock { Array($0.values) } }

    func add(_ channel: any Channel) {
        let key = ObjectIdentifier(channel)
        open.withLock { $0[key] = channel }
        channel.closeFuture.whenComplete { _ in self.open.withLock { $0[key] = nil } }
    }
}

/// Gathers a request's parts into a call and writes what comes back.
private final class CallReader: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private static let maximumBody = 1 << 20
    private let respond: WAHAStandInServer.Responder
    private var head: HTTPRequestHead?
    private var body = Data()

    init(respond: @escaping WAHAStandInServer.Responder) { self.respond = respond }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let new):
            head = new
            body = Data()
        case .body(let piece):
            body.append(contentsOf: piece.readableBytesView)
            if body.count > Self.maximumBody { context.close(promise: nil) }
        case .end:
            guard let head else { return }
            self.head = nil
            obey(respond(Self.call(head, body)), context)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    private static func call(_ head: HTTPRequestHead, _ body: Data) -> WAHAStandIn.Call {
        let parts = URLComponents(string: "http://waha" + head.uri)
        let query = (parts?.queryItems ?? []).map { ($0.name, $0.value ?? "") }
        return WAHAStandIn.Call(
            method: head.method.rawValue, path: parts?.path ?? head.uri,
            query: Dictionary(query) { first, _ in first },
            headers: Dictionary(head.headers.map { ($0.name.lowercased(), $0.value) }) { first, _ in first },
            body: body)
    }

    private func obey(_ reply: WAHAStandInServer.Reply, _ context: ChannelHandlerContext) {
        switch reply {
        case .answer(let answer): Self.write(answer, to: context.channel)
        case .late(let answer, let delay):
            let channel = context.channel
            let time = TimeAmount.nanoseconds(Int64(delay / .nanoseconds(1)))
            channel.eventLoop.scheduleTask(in: time) { Self.write(answer, to: channel) }
        case .close: context.close(promise: nil)
        case .reset:
            // Closing with no time to linger sends RST.
            let channel = context.channel
            let linger = linger(l_onoff: 1, l_linger: 0)
            let set = (channel as? any SocketOptionProvider)?.setSoLinger(linger)
            (set ?? channel.eventLoop.makeSucceededVoidFuture()).whenComplete { _ in channel.close(promise: nil) }
        }
    }

    private static func write(_ answer: WAHAStandIn.Answer, to channel: any Channel) {
        var headers = HTTPHeaders(answer.headers.map { ($0.key, $0.value) })
        headers.add(name: "Content-Length", value: String(answer.body.count))
        let head = HTTPResponseHead(version: .http1_1, status: .init(statusCode: answer.status), headers: headers)
        channel.write(HTTPServerResponsePart.head(head), promise: nil)
        channel.write(HTTPServerResponsePart.body(.byteBuffer(ByteBuffer(bytes: answer.body))), promise: nil)
        channel.writeAndFlush(HTTPServerResponsePart.end(nil), promise: nil)
    }
}
