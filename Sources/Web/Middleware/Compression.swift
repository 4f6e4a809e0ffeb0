import CZlib
import HTTPTypes
import Hummingbird
import NIOCore

/// Sends larger texts compressed (gzip, RFC 9110 §8.4.1.3) to who takes them so.
struct Compression: RouterMiddleware {
    /// Below this the headers weigh more than what is saved.
    private static let smallest = 1024
    private static let largest = 8 << 20

    func handle(
        _ request: Request, context: AppContext, next: (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        guard Self.isText(response), response.headers[.eTag] == nil else { return response }
        response.headers.append(HTTPField(name: .vary, value: "Accept-Encoding"))
        guard Self.mayCompress(request, response) else { return response }
        let writer = CollectedBody()
        try await response.body.write(writer)
        let plain = writer.buffer
        guard let packed = Self.gzip(plain, level: 1), packed.readableBytes < plain.readableBytes else {
            response.body = ResponseBody(byteBuffer: plain)
            return response
        }
        response.headers[.contentEncoding] = "gzip"
        response.headers[.contentLength] = String(packed.readableBytes)
        response.body = ResponseBody(byteBuffer: packed)
        return response
    }

    private static func mayCompress(_ request: Request, _ response: Response) -> Bool {
        // The length of a compressed answer could tell about the tokens in it (BREACH).
        guard !request.uri.path.hasPrefix("/api/auth"), request.method != .head,
            let count = response.body.contentLength, (smallest...largest).contains(count)
        else { return false }
        return request.headers[.acceptEncoding].map(accepts) == true
    }

    /// True when gzip is named and not by `q=0`.
    static func accepts(_ header: String) -> Bool {
        header.split(separator: ",").contains { item in
            let parts = item.split(separator: ";").map { String($0).trimmed.lowercased() }
            guard let name = parts.first, name == "gzip" || name == "*" else { return false }
            return !parts.dropFirst().contains { $0.hasPrefix("q=0") && Double($0.dropFirst(2)) == 0 }
        }
    }

    private static func isText(_ response: Response) -> Bool {
        guard let type = response.headers[.contentType] else { return false }
        guard !type.hasPrefix("text/event-stream") else { return false }
        return ["application/json", "text/", "image/svg", "application/manifest"].contains { type.hasPrefix($0) }
    }

    /// - Returns: nil when memory is short.
    static func gzip(_ plain: ByteBuffer, level: Int32) -> ByteBuffer? {
        var packed = ByteBuffer()
        let room = czlib_bound(plain.readableBytes)
        let written = plain.withUnsafeReadableBytes { source in
            packed.writeWithUnsafeMutableBytes(minimumWritableBytes: room) { target in
                czlib_gzip(
                    source.bindMemory(to: UInt8.self).baseAddress, source.count,
                    target.bindMemory(to: UInt8.self).baseAddress, target.count, level)
            }
        }
        return written > 0 ? packed : nil
    }
}
