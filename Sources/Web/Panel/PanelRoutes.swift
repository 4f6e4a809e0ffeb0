import HTTPTypes
import Hummingbird
import PanelAssets

/// The panel's pages and files, from inside the binary.
struct PanelRoutes: Sendable {
    private static let pages = [
        "login": "login.html", "cadastro": "register.html", "setup": "setup.html", "simulador": "simulator.html",
    ]

    /// Every path it serves, as the document would write them.
    static var paths: [String] { pages.keys.map { "/\($0)" } + ["/assets/{file}"] }

    func add(to router: Router<AppContext>) {
        for (path, file) in Self.pages {
            router.get(RouterPath(path)) { _, _ in try Self.file(file) }
        }
        router.get("assets/:file") { _, context in
            guard let name = context.parameters.get("file") else { throw Problem.notFound }
            return try Self.file(name)
        }
    }

    private static let files: [String: (type: String, bytes: ByteBuffer)] = {
        var files: [String: (type: String, bytes: ByteBuffer)] = [:]
        for index in 0..<panel_asset_count() {
            guard let asset = panel_asset_at(index)?.pointee else { continue }
            let bytes = UnsafeBufferPointer(start: asset.bytes, count: asset.count)
            files[String(cString: asset.path)] = (String(cString: asset.media_type), ByteBuffer(bytes: bytes))
        }
        return files
    }()

    private static func file(_ name: String) throws -> Response {
        guard let file = files[name] else { throw Problem.notFound }
        return Response(
            status: .ok,
            headers: [
                .contentType: file.type, .contentLength: String(file.bytes.readableBytes), .cacheControl: "no-cache",
            ],
            body: ResponseBody(byteBuffer: file.bytes))
    }
}
