import Business
import HTTPTypes
import Hummingbird
import NIOCore
import PanelAssets

/// The panel's pages and files, from inside the binary.
struct PanelRoutes: Sendable {
    private static let pages = [
        "login": "login.html", "cadastro": "register.html", "setup": "setup.html", "simulador": "simulator.html",
        "convite": "invite.html", "docs": "docs.html",
    ]

    /// Every path it serves, as the document would write them.
    static var paths: [String] { pages.keys.map { "/\($0)" } + ["/assets/{file}"] }

    static func methods(at path: String) -> [HTTPRequest.Method] {
        path == "/" || pages.keys.contains(String(path.dropFirst()))
            || files[path.replacing("/assets/", with: "", maxReplacements: 1)] != nil ? [.get] : []
    }

    func add(to router: Router<AppContext>) {
        for (path, file) in Self.pages {
            router.get(RouterPath(path)) { request, _ in try Self.file(file, request) }
        }
        router.get("assets/:file") { request, context in
            guard let name = context.parameters.get("file") else { throw Problem.notFound }
            return try Self.file(name, request)
        }
    }

    private struct File: Sendable {
        let type: String
        let plain: ByteBuffer
        /// nil where packing saves nothing.
        let packed: ByteBuffer?
        /// Names exactly these bytes (RFC 9110 §8.8.3).
        let tag: String
    }

    private static let files: [String: File] = {
        var files: [String: File] = [:]
        for index in 0..<panel_asset_count() {
            guard let asset = panel_asset_at(index)?.pointee else { continue }
            let bytes = UnsafeBufferPointer(start: asset.bytes, count: asset.count)
            let plain = ByteBuffer(bytes: bytes)
            let packed = Compression.gzip(plain, level: 9).flatMap {
                $0.readableBytes < plain.readableBytes ? $0 : nil
            }
            files[String(cString: asset.path)] = File(
                type: String(cString: asset.media_type), plain: plain, packed: packed,
                tag: "\"\(Digest.sha256Hex(String(buffer: plain)).prefix(20))\"")
        }
        return files
    }()

    private static func file(_ name: String, _ request: Request) throws -> Response {
        guard let file = files[name] else { throw Problem.notFound }
        var headers: HTTPFields = [
            .contentType: file.type, .cacheControl: "no-cache", .eTag: file.tag, .vary: "Accept-Encoding",
        ]
        if let known = request.headers[.ifNoneMatch], known.contains(file.tag) || known == "*" {
            return Response(status: .notModified, headers: headers)
        }
        var bytes = file.plain
        if let packed = file.packed, request.headers[.acceptEncoding].map(Compression.accepts) == true {
            bytes = packed
            headers[.contentEncoding] = "gzip"
        }
        headers[.contentLength] = String(bytes.readableBytes)
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: bytes))
    }
}
