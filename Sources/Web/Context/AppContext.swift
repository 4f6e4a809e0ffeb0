import Business
import Domain
import Hummingbird

/// What is known of every request, before anybody has signed in.
struct AppContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// Set by `Authenticate`; nil on public routes.
    var principal: Principal?
    /// Largest JSON body, in bytes.
    var maxUploadSize: Int { Self.bodyLimit }

    static let bodyLimit = 1 << 20

    init(source: Source) {
        coreContext = CoreRequestContextStorage(source: source)
    }
}

/// Whoever the bearer token stands for.
struct Principal: Sendable {
    let token: AccessToken
    let scope: TenantScope
}
