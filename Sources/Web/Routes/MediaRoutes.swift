import Business
import Domain
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// `/api/messages/{id}/media`: the file that came with a customer's message.
struct MediaRoutes: Sendable {
    let media: MediaDesk?

    var operations: [Operation] {
        [
            Operation(
                .get, "/api/messages/{id}/media", "downloadMedia", .conversations,
                "The file that came with a message, to be saved; 404 before it is here and after its days are over",
                may: .readConversations, answers: [.file("application/octet-stream", "The file as it came")],
                run: download)
        ]
    }

    @Sendable func download(_ call: TenantCall) async throws -> Response {
        guard let media, let file = try await media.open(try call.id(), in: call.scope),
            let handle = FileHandle(forReadingAtPath: file.path)
        else { throw Problem.notFound }
        let size = file.entry.bytes ?? 0
        return Response(
            status: .ok, headers: Self.headers(file, size),
            body: ResponseBody(contentLength: size) { writer in
                defer { try? handle.close() }
                while let part = try handle.read(upToCount: Self.part), !part.isEmpty {
                    try await writer.write(ByteBuffer(bytes: part))
                }
                try await writer.finish(nil)
            })
    }

    private static let part = 65_536

    /// What came from a stranger is saved, never run: a safe type, its guessing forbidden, and no rights as a page.
    private static func headers(_ file: MediaDesk.Opened, _ size: Int) -> HTTPFields {
        let type = SafeType.of(file.entry.mimetype)
        let name = file.entry.filename ?? SafeType.name(of: file.entry.mimetype, message: "\(file.entry.messageID)")
        var headers: HTTPFields = [
            .contentType: type, .contentDisposition: "attachment; filename*=UTF-8''\(encoded(name))",
        ]
        headers[.contentLength] = String(size)
        return headers
    }

    /// RFC 8187: every byte but letters, digits and a few marks is written as its number.
    private static func encoded(_ name: String) -> String {
        let plain = CharacterSet(charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._")
        let safe = String(name.unicodeScalars.map { $0 == "/" || $0 == "\\" ? "_" : Character($0) })
        return safe.addingPercentEncoding(withAllowedCharacters: plain) ?? "arquivo"
    }
}
