extension HostileRequest {
    /// Too much, and signs that have no place there.
    static let heads: [HostileRequest] = [
        .get("a header of 64 KiB", headers: "X-A: \(String(repeating: "a", count: 65_536))\r\n"),
        .get("a header name of 64 KiB", headers: "\(String(repeating: "a", count: 65_536)): b\r\n"),
        .get("a thousand headers", headers: (0..<1000).map { "X-\($0): a\r\n" }.joined()),
        .get("an address of 64 KiB", path: "/" + String(repeating: "a", count: 65_536)),
        .get("a query of 10 000 parameters", path: "/api/services?" + String(repeating: "a=b&", count: 10_000)),
        .get("a header without a colon", headers: "X-A\r\n"),
        .get("a blank before the colon", headers: "X-A : b\r\n"),
        .get("NUL in a header", headers: "X-A: a\u{0}b\r\n"),
        .get("NUL in the path", path: "/health\u{0}"),
        .get("NUL in the path, encoded", path: "/api/companies/slug/%00"),
        .get("half of a percent sign", path: "/api/companies/slug/%F"),
        .get("invalid UTF-8 in the path, encoded", path: "/api/companies/slug/%FF%FE"),
        .get("a way out of the folder", path: "/assets/..%2f..%2fetc%2fpasswd"),
        .get("a way out of the folder, plainly", path: "/assets/../../etc/passwd"),
        HostileRequest(
            "invalid UTF-8 in the path",
            Array("GET /api/companies/slug/".utf8) + [0xFF, 0xC3] + Array(" HTTP/1.1\r\nHost: loja\r\n\r\n".utf8)),
        HostileRequest(
            "invalid UTF-8 in a header",
            Array("GET /api/auth/me HTTP/1.1\r\nHost: loja\r\nAuthorization: Bearer ".utf8) + [0xFF, 0xC3]
                + Array("\r\n\r\n".utf8)),
        .get("a token of 15 KiB", path: "/api/auth/me", headers: "Authorization: Bearer \(long)\r\n"),
        .get("a token of many dots", path: "/api/auth/me", headers: "Authorization: Bearer \(dots)\r\n"),
    ]

    /// Bodies; those of somebody signed in reach further in.
    static func bodies(token: String) -> [HostileRequest] {
        let deep = 100_000
        let digits = String(repeating: "9", count: 100_000)
        return [
            .body("a body of one MiB and a byte", Array(repeating: 0x20, count: (1 << 20) + 1)),
            .body("100 000 brackets", Array(repeating: 0x5B, count: deep)),
            .body(
                "100 000 brackets and back", Array(repeating: 0x5B, count: deep) + Array(repeating: 0x5D, count: deep)),
            .body("100 000 objects", Array(String(repeating: "{\"a\":", count: deep).utf8)),
            .body(
                "100 000 fields", Array(("{" + (0..<100_000).map { "\"\($0)\":1" }.joined(separator: ",") + "}").utf8)),
            .body("a number of 100 000 digits", service(price: digits), token: token, path: "/api/services"),
            .body("a number beyond a double", service(price: "1e400"), token: token, path: "/api/services"),
            .body("a number below any double", service(price: "-1e999999999"), token: token, path: "/api/services"),
            .body("no number at all", service(price: "NaN"), token: token, path: "/api/services"),
            .body(
                "NUL in a text", service(name: "\\u0000", price: "1"), token: token, path: "/api/services"),
            .body("half of a surrogate", service(name: "\\ud800", price: "1"), token: token, path: "/api/services"),
            .body("invalid UTF-8", [0x22, 0xFF, 0xFE, 0x22]),
            .body("invalid UTF-8 in a text", Array("{\"email\":\"".utf8) + [0xC3, 0x28] + Array("\"}".utf8)),
            .body("NUL alone", [0]),
            .body("nothing", []),
            .body("plain text", Array("{}".utf8), type: "text/plain"),
            .body("a form", Array("email=a&password=b".utf8), type: "application/x-www-form-urlencoded"),
            .body("a form of parts", Array("--a\r\n\r\n--a--".utf8), type: "multipart/form-data; boundary=a"),
            .body("XML", Array("<a/>".utf8), type: "application/xml"),
            .body("a type that is none", Array("{}".utf8), type: ";;;,,,"),
            .body("a webhook that is no JSON", Array(repeating: 0x5B, count: deep), path: "/webhook"),
        ]
    }

    private static let long = String(repeating: "a", count: 15_000)
    private static let dots = String(repeating: ".", count: 15_000)

    private static func service(name: String = "Banho", price: String) -> [UInt8] {
        Array("{\"nome\":\"\(name)\",\"preco\":\(price),\"duracaoMinutos\":30}".utf8)
    }
}
