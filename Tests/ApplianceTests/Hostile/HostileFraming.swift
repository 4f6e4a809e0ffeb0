extension HostileRequest {
    /// Where a message ends: what lets one request hide inside another (RFC 9112 §6).
    static let framing: [HostileRequest] = [
        .post("two lengths", "Content-Length: 5\r\nContent-Length: 6\r\n", "{\"a\":1"),
        .post("two lengths in one field", "Content-Length: 5, 6\r\n", "{\"a\":1"),
        .post("a length and chunks", "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"),
        .post("a negative length", "Content-Length: -5\r\n", "{\"a\":1"),
        .post("a length with a sign", "Content-Length: +5\r\n", "{\"a\":1"),
        .post("a length in hexadecimal", "Content-Length: 0x5\r\n", "{\"a\":1"),
        .post("a length beyond 64 bits", "Content-Length: 99999999999999999999999\r\n", "{}"),
        .post("a length of four gigabytes", "Content-Length: 4294967296\r\n", "{}"),
        .post("a chunk size that is none", "Transfer-Encoding: chunked\r\n", "zz\r\n{}\r\n0\r\n\r\n"),
        .post("a negative chunk size", "Transfer-Encoding: chunked\r\n", "-1\r\n{}\r\n0\r\n\r\n"),
        .post("a chunk size beyond 64 bits", "Transfer-Encoding: chunked\r\n", "FFFFFFFFFFFFFFFFFF\r\n{}\r\n"),
        .post("a chunk longer than it says", "Transfer-Encoding: chunked\r\n", "1\r\n{}\r\n0\r\n\r\n"),
        .post(
            "a chunk extension of a hundred kilobytes", "Transfer-Encoding: chunked\r\n",
            "2;" + String(repeating: "a", count: 100_000) + "\r\n{}\r\n0\r\n\r\n"),
        .post(
            "a thousand trailers", "Transfer-Encoding: chunked\r\n",
            "2\r\n{}\r\n0\r\n" + String(repeating: "X-A: b\r\n", count: 1000) + "\r\n"),
        .post("chunks twice over", "Transfer-Encoding: chunked, chunked\r\n", "0\r\n\r\n"),
        .post("an encoding that nobody knows", "Transfer-Encoding: xchunked\r\n", "0\r\n\r\n"),
        .post("a body that says it is packed", "Content-Encoding: gzip\r\nContent-Length: 2\r\n", "{}"),
    ]

    /// The request line and what is no HTTP/1.1 at all.
    static let protocols: [HostileRequest] = [
        HostileRequest("HTTP/9.9", "GET /health HTTP/9.9\r\nHost: loja\r\n\r\n"),
        HostileRequest("HTTP/2's preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
        HostileRequest("TLS's hello", [0x16, 0x03, 0x01, 0x00, 0x05, 0x01, 0x00, 0x00, 0x01, 0x03, 0x0D, 0x0A]),
        HostileRequest("noise", (0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 167 &+ 13) }),
        HostileRequest("a method that nobody knows", "BREW /health HTTP/1.1\r\nHost: loja\r\n\r\n"),
        HostileRequest("CONNECT", "CONNECT example.com:443 HTTP/1.1\r\nHost: example.com:443\r\n\r\n"),
        HostileRequest("TRACE", "TRACE /health HTTP/1.1\r\nHost: loja\r\nConnection: close\r\n\r\n"),
        // Nothing is decided by the host here.
        HostileRequest("no host", "GET /health HTTP/1.1\r\nConnection: close\r\n\r\n", orLawfully: [200]),
        .get("two hosts", headers: "Host: outra\r\n", orLawfully: [200]),
        .get("another site's address", path: "http://example.com/health", orLawfully: [200]),
        .get("another scheme's address", path: "ftp://example.com/health", orLawfully: [200]),
        .get("no path", path: "*"),
        .get("a path without a slash", path: "health"),
    ]
}
