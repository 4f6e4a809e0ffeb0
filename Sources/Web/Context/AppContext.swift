import Business
import Domain
import Hummingbird
import Logging
import NIOCore

/// What is known of every request, before anybody has signed in.
struct AppContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// The other end of the connection: the client, or the proxy before it. nil where there is no network.
    let peer: String?
    /// Whom the request is counted for; set by `RateLimit`.
    var client = "local"
    /// What the request is called in the log and in the answer; set by `RequestName`.
    var name = ""
    /// Largest JSON body, in bytes.
    var maxUploadSize: Int { Self.bodyLimit }

    /// Writes lines that bear the request's name.
    var log: Logger {
        var log = logger
        log[metadataKey: "request"] = "\(name)"
        return log
    }

    static let bodyLimit = 1 << 20

    init(source: Source) {
        coreContext = CoreRequestContextStorage(source: source)
        peer = source.channel.remoteAddress?.ipAddress
    }
}

/// Whoever the bearer token stands for.
struct Principal: Sendable {
    let token: AccessToken
    let scope: TenantScope
}
