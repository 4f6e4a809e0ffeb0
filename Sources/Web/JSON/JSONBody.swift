import Foundation
import Hummingbird
import NIOCore

/// Writing JSON bodies.
enum JSONBody {
    static func response(_ body: some Encodable, status: HTTPResponse.Status = .ok) throws -> Response {
        response(bytes: ByteBuffer(bytes: try encoded(body)), status: status)
    }

    /// An answer that was written before.
    static func response(text: String) -> Response { response(bytes: ByteBuffer(string: text), status: .ok) }

    static func text(_ body: some Encodable) throws -> String { String(decoding: try encoded(body), as: UTF8.self) }

    private static func encoded(_ body: some Encodable) throws -> Data {
        let encoder = JSONEncoder()
        // Sorted, so that the same answer is the same bytes.
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(body)
    }

    private static func response(bytes: ByteBuffer, status: HTTPResponse.Status) -> Response {
        Response(
            status: status,
            headers: [.contentType: "application/json; charset=utf-8", .contentLength: String(bytes.readableBytes)],
            body: ResponseBody(byteBuffer: bytes))
    }
}
