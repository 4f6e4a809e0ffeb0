import HTTPTypes
import Hummingbird

/// Headers that keep a browser from doing what we never ask of it.
struct SecurityHeaders: RouterMiddleware {
    /// The server is reached by https: browsers shall never ask it by http again.
    let isSecure: Bool

    func handle(
        _ request: Request, context: AppContext, next: (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        for (name, value) in Self.headers { response.headers[name] = value }
        if isSecure {
            response.headers[.strictTransportSecurity] = "max-age=31536000; includeSubDomains; preload"
        }
        if request.uri.path.hasPrefix("/api") { response.headers[.cacheControl] = "no-store" }
        return response
    }

    private static let headers: [(HTTPField.Name, String)] = {
        let policy = [
            "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:",
            "connect-src 'self'", "font-src 'self'", "manifest-src 'self'", "base-uri 'none'", "form-action 'self'",
            "frame-ancestors 'none'",
        ]
        let plain = [
            ("X-Content-Type-Options", "nosniff"), ("X-Frame-Options", "DENY"), ("X-XSS-Protection", "0"),
            ("Referrer-Policy", "no-referrer"), ("Cross-Origin-Opener-Policy", "same-origin"),
            ("Cross-Origin-Resource-Policy", "same-origin"),
            ("Permissions-Policy", "camera=(), microphone=(), geolocation=()"),
            ("Content-Security-Policy", policy.joined(separator: "; ")),
        ]
        return plain.compactMap { name, value in HTTPField.Name(name).map { ($0, value) } }
    }()
}
