import CCurl

/// A URL as libcurl itself reads it, so that what is checked and what is called cannot differ.
struct CurlTarget: Sendable, Hashable {
    let url: String
    /// Lower case, without port; an IPv6 address without brackets.
    let host: String
    /// Scheme, host and port: one server, for the circuit breaker.
    let authority: String

    /// - Throws: `GatewayError.invalidRequest` unless it is absolute, `http` or `https`, without user and password,
    ///   at most 8000 bytes of printable ASCII.
    init(_ url: String) throws(GatewayError) {
        guard url.utf8.count <= 8000, url.utf8.allSatisfy({ (33...126).contains($0) }) else {
            throw .invalidRequest("URL has characters that must be percent-encoded, or is too long")
        }
        guard let scheme = Self.part(CURLUPART_SCHEME, of: url)?.lowercased(), ["http", "https"].contains(scheme),
            let host = Self.part(CURLUPART_HOST, of: url)?.lowercased(), !host.isEmpty
        else { throw .invalidRequest("URL is not an absolute http or https address") }
        self.url = url
        self.host = host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
        authority = "\(scheme)://\(host):\(Self.part(CURLUPART_PORT, of: url) ?? "")"
    }

    private static func part(_ part: CURLUPart, of url: String) -> String? {
        var buffer = [CChar](repeating: 0, count: 8192)
        guard auzap_curl_url_part(url, part, &buffer, buffer.count) == CURLUE_OK else { return nil }
        return String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
