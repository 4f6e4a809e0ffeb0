import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOEmbedded

@testable import Web

extension Site {
    /// An answer with its body in bytes.
    struct RawAnswer {
        let status: HTTPResponse.Status
        let headers: HTTPFields
        let bytes: ByteBuffer

        func header(_ name: String) -> String? { HTTPField.Name(name).flatMap { headers[$0] } }
        func values(_ name: String) -> [String] { HTTPField.Name(name).map { headers[values: $0] } ?? [] }
        var text: String { String(buffer: bytes) }
    }

    /// What the router answers to a GET that comes from `peer`.
    func raw(
        _ path: String, method: HTTPRequest.Method = .get, headers: [String: String] = [:], from peer: String? = nil
    ) async throws -> RawAnswer {
        let channel = EmbeddedChannel()
        if let peer { channel.remoteAddress = try SocketAddress(ipAddress: peer, port: 40_000) }
        var head = HTTPRequest(method: method, scheme: "http", authority: "auzap.example", path: path)
        for (name, value) in headers { if let name = HTTPField.Name(name) { head.headerFields[name] = value } }
        let response = try await whole.door.respond(
            to: Request(head: head, body: .init(buffer: .init())),
            context: AppContext(
                source: ApplicationRequestContextSource(
                    channel: channel, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })))
        let body = CollectedBody()
        try await response.body.write(body)
        return RawAnswer(status: response.status, headers: response.headers, bytes: body.buffer)
    }
}
