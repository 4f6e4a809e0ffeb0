import Foundation
import Hummingbird

/// `Bench --empty-route`: Hummingbird with one route that does nothing, the least that a request can cost us.
enum EmptyRoute {
    static func serve() async throws {
        let router = Router()
        router.get("/") { _, _ in HTTPResponse.Status.ok }
        let application = Application(
            router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { channel in
                // Written at once: standard output is a file here, which print keeps back.
                let line = "ready: http://127.0.0.1:\(channel.localAddress?.port ?? 0)\n"
                FileHandle.standardOutput.write(Data(line.utf8))
            })
        try await application.runService()
    }
}
