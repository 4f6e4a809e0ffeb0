import Foundation
import Hummingbird
import NIOCore

/// Writing JSON bodies.
enum JSONBody {
    static func response(_ body: some Encodable, status: HTTPResponse.Status = .ok) throws -> Response {
        let data = try data(body)
        return Response(
            status: status,
            headers: [.contentType: "application/json; charset=utf-8", .contentLength: String(data.count)],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: data)))
    }

    static func text(_ body: some Encodable) throws -> String { String(decoding: try data(body), as: UTF8.self) }

    private static func data(_ body: some Encodable) throws -> Data {
        let encoder = JSONEncoder()
        // Sorted, so that the same answer is the same bytes.
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(body)
    }
}
