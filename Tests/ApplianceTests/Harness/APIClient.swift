import Business
import Foundation

/// Calls to the server's HTTP API, over real connections.
struct APIClient: Sendable {
    let app: RunningAppliance
    var token: String?

    private static let http = HTTPCaller()

    func get(_ path: String) async throws -> HTTPAnswer { try await call(.get, path, nil) }

    /// The decoded body of a GET that has to succeed.
    func get<Body: Decodable>(_ path: String, as type: Body.Type) async throws -> Body {
        try JSONDecoder().decode(type, from: try await get(path).orRefusal().body)
    }

    func post(_ path: String, _ fields: [String: String]) async throws -> HTTPAnswer {
        try await post(path, body: try JSONEncoder().encode(fields))
    }

    func post(_ path: String, body: Data, headers: [String: String] = [:]) async throws -> HTTPAnswer {
        try await call(.post, path, body, headers)
    }

    private func call(
        _ method: HTTPCall.Method, _ path: String, _ body: Data?, _ more: [String: String] = [:]
    ) async throws -> HTTPAnswer {
        var headers = more
        headers["Content-Type"] = "application/json"
        if let token { headers["Authorization"] = "Bearer \(token)" }
        var call = HTTPCall(
            method, app.baseURL + path, headers: headers, body: body, addressPolicy: .operatorConfigured)
        call.timeout = .seconds(20)
        return try await Self.http.answer(to: call)
    }
}
