import Foundation
import HTTPTypes
import Synchronization

/// The old front end's `lib/api.ts` as a server sees it: the company in every query, and on 401 one renewal, whose
/// access token is all that it keeps.
final class OldClient: Sendable {
    private struct Kept {
        var token = ""
        var refreshToken = ""
        var renewals = 0
    }

    private let site: Site
    private let kept = Mutex(Kept())

    init(_ site: Site) { self.site = site }

    /// The one that it got at sign-in; never another.
    var refreshToken: String { kept.withLock { $0.refreshToken } }
    var renewals: Int { kept.withLock { $0.renewals } }

    /// The sign-in of `AuthContext.tsx`, with the base address that names `/api` twice.
    func signIn(_ email: String, _ password: String) async throws -> Site.Answer {
        let answer = try await send(
            .post, "/api/api/auth/login", #"{"email": "\#(email)", "password": "\#(password)"}"#, token: nil)
        kept.withLock { kept in
            kept.token = answer.at("tokens", "accessToken") ?? ""
            kept.refreshToken = answer.at("tokens", "refreshToken") ?? ""
        }
        return answer
    }

    func get(_ path: String) async throws -> Site.Answer { try await call(.get, path) }

    /// - Parameters:
    ///   - path: Under `/api`.
    ///   - body: JSON; without one there is no Content-Type either, as axios does it.
    func call(_ method: HTTPRequest.Method, _ path: String, _ body: String? = nil) async throws -> Site.Answer {
        let uri = Self.uri(path)
        let answer = try await send(method, uri, body, token: kept.withLock { $0.token })
        guard answer.status == .unauthorized, try await renew() else { return answer }
        return try await send(method, uri, body, token: kept.withLock { $0.token })
    }

    private func renew() async throws -> Bool {
        let answer = try await send(.post, "/api/auth/refresh", #"{"refreshToken": "\#(refreshToken)"}"#, token: nil)
        guard let token = answer.at("tokens", "accessToken", as: String.self) else { return false }
        kept.withLock { kept in
            kept.token = token
            kept.renewals += 1
        }
        return true
    }

    /// A company that the browser remembers from earlier goes along wherever the path is none of a few.
    private static func uri(_ path: String) -> String {
        let isBare = ["/auth", "/login", "/register", "/companies", "/health"].contains { path.contains($0) }
        return "/api" + path + (isBare ? "" : (path.contains("?") ? "&" : "?") + "companyId=987654")
    }

    private func send(
        _ method: HTTPRequest.Method, _ uri: String, _ body: String?, token: String?
    ) async throws -> Site.Answer {
        var headers = [
            "Accept": "application/json", "X-Requested-With": "XMLHttpRequest", "X-CSRF-Token": "csrf-token",
            "X-Content-Type-Options": "nosniff",
        ]
        if body != nil { headers["Content-Type"] = "application/json" }
        return try await site.call(method, uri, token: token, headers: headers, body: body)
    }
}

extension Site.Answer {
    /// The names in `names` that the body does not have at `place`.
    ///
    /// - Parameters:
    ///   - place: Keys and positions with dots between: "data.0"; empty for the body itself.
    ///   - names: With blanks between.
    func missing(_ names: String, at place: String = "") -> [String] {
        let found = place.split(separator: ".").reduce(json as Any?) { inner, step in
            if let list = inner as? [Any], let index = Int(step) { return index < list.count ? list[index] : nil }
            return (inner as? [String: Any])?[String(step)]
        }
        let wanted = names.split(separator: " ").map(String.init)
        guard let object = found as? [String: Any] else { return wanted }
        return wanted.filter { object[$0] == nil }
    }
}
