import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix

/// Commands to a WebDriver server on loopback: JSON out, the `value` of its answer back.
///
/// Not `URLSession`: on Linux it refuses ChromeDriver's header lines, which have no space after the colon.
struct WebDriverWire: Sendable {
    let port: Int

    func send<Answer: Decodable & Sendable>(_ method: String, _ path: String) async throws -> Answer {
        try await send(method, path, payload: Data())
    }

    func send<Answer: Decodable & Sendable>(
        _ method: String, _ path: String, _ body: some Encodable & Sendable
    ) async throws -> Answer {
        try await send(method, path, payload: JSONEncoder().encode(body))
    }

    private func send<Answer: Decodable & Sendable>(
        _ method: String, _ path: String, payload: Data
    ) async throws -> Answer {
        let (status, data) = try await exchange(head(method, path, length: payload.count), payload)
        guard status == .ok else { throw refusal(in: data, to: path) }
        return try JSONDecoder().decode(Envelope<Answer>.self, from: data).value
    }

    private func head(_ method: String, _ path: String, length: Int) -> HTTPRequestHead {
        let headers: HTTPHeaders = [
            "Host": "127.0.0.1:\(port)", "Connection": "close",
            "Content-Type": "application/json; charset=utf-8", "Content-Length": String(length),
        ]
        return HTTPRequestHead(version: .http1_1, method: HTTPMethod(rawValue: method), uri: path, headers: headers)
    }

    private func exchange(_ head: HTTPRequestHead, _ payload: Data) async throws -> (HTTPResponseStatus, Data) {
        let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHTTPClientHandlers()
                    return try NIOAsyncChannel<HTTPClientResponsePart, HTTPClientRequestPart>(
                        wrappingChannelSynchronously: channel)
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            try await outbound.write(.head(head))
            try await outbound.write(.body(.byteBuffer(ByteBuffer(bytes: payload))))
            try await outbound.write(.end(nil))
            return try await response(from: inbound)
        }
    }

    private func response(
        from parts: NIOAsyncChannelInboundStream<HTTPClientResponsePart>
    ) async throws -> (HTTPResponseStatus, Data) {
        var status = HTTPResponseStatus.internalServerError
        var data = Data()
        for try await part in parts {
            switch part {
            case .head(let head): status = head.status
            case .body(let chunk): data.append(contentsOf: chunk.readableBytesView)
            case .end: return (status, data)
            }
        }
        return (status, data)
    }

    private func refusal(in data: Data, to path: String) -> WebDriverError {
        guard let fault = try? JSONDecoder().decode(Envelope<Fault>.self, from: data).value else {
            return .unreadable(path)
        }
        return .refused(fault.error, fault.message)
    }
}

/// Why a command to the browser came to nothing.
package enum WebDriverError: Error, Sendable, Hashable {
    /// The standard's error code, such as `no such element`, and the driver's own words.
    case refused(String, String)
    case unreadable(String)
    case timedOut(String)
    case notStarted

    /// True for what waiting may cure.
    var isPassing: Bool {
        guard case .refused(let code, _) = self else { return false }
        return ["no such element", "stale element reference"].contains(code)
    }
}

/// The answer of a command that says nothing, whatever its value.
struct NoValue: Decodable, Sendable {
    init(from decoder: any Decoder) {}
}

private struct Envelope<Value: Decodable & Sendable>: Decodable, Sendable {
    let value: Value

    private enum CodingKeys: String, CodingKey { case value }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        value = try Value(from: container.superDecoder(forKey: .value))
    }
}

private struct Fault: Decodable, Sendable {
    let error: String
    let message: String
}
