/// One thing that no client in its right mind sends.
struct HostileRequest: Sendable {
    let name: String
    let bytes: [UInt8]
    /// Statuses that are right beside 4xx, where HTTP wants the request served.
    let alsoLawful: Set<Int>

    init(_ name: String, _ bytes: [UInt8], orLawfully alsoLawful: Set<Int> = []) {
        self.name = name
        self.bytes = bytes
        self.alsoLawful = alsoLawful
    }

    init(_ name: String, _ text: String, orLawfully alsoLawful: Set<Int> = []) {
        self.init(name, Array(text.utf8), orLawfully: alsoLawful)
    }

    /// A GET of the health page with this head added.
    static func get(
        _ name: String, path: String = "/health", headers: String = "", orLawfully also: Set<Int> = []
    ) -> HostileRequest {
        HostileRequest(
            name, "GET \(path) HTTP/1.1\r\nHost: loja\r\nConnection: close\r\n\(headers)\r\n", orLawfully: also)
    }

    /// A POST whose length is not counted for it.
    static func post(
        _ name: String, _ headers: String, _ body: String, path: String = "/api/auth/login"
    ) -> HostileRequest {
        HostileRequest(
            name, "POST \(path) HTTP/1.1\r\nHost: loja\r\nConnection: close\r\n\(headers)\r\n\(body)")
    }

    /// A lawful POST with a body that is not.
    static func body(
        _ name: String, _ body: [UInt8], type: String = "application/json", token: String? = nil,
        path: String = "/api/auth/login"
    ) -> HostileRequest {
        let head =
            "POST \(path) HTTP/1.1\r\nHost: loja\r\nConnection: close\r\nContent-Type: \(type)\r\n"
            + (token.map { "Authorization: Bearer \($0)\r\n" } ?? "") + "Content-Length: \(body.count)\r\n\r\n"
        return HostileRequest(name, Array(head.utf8) + body)
    }
}
