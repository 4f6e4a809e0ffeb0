import CCurl
import Foundation
import Synchronization

/// One request on its way, from its options to its outcome.
///
/// Made by the caller, then touched by the loop's thread alone, but for `isCancelled`.
final class CurlTransfer: @unchecked Sendable {
    let isCancelled = Atomic(false)
    var continuation: CheckedContinuation<HTTPAnswer, any Error>?
    private(set) var easy: UnsafeMutableRawPointer?

    private let request: HTTPCall
    private let target: CurlTarget
    private let headerLines: [String]
    private var headerList: UnsafeMutablePointer<curl_slist>?

    private var headers: [(name: String, value: String)] = []
    private var headerBytes = 0
    private var body = Data()
    private var isTooLarge = false
    private var forbidden: NetworkAddress?

    /// - Throws: `GatewayError.invalidRequest` for a header that cannot be written.
    init(_ request: HTTPCall, to target: CurlTarget) throws(GatewayError) {
        self.request = request
        self.target = target
        headerLines = try Self.lines(of: request.headers)
    }

    deinit {
        if let headerList { auzap_curl_slist_free(headerList) }
    }

    func finish(_ outcome: Result<HTTPAnswer, GatewayError>) {
        continuation?.resume(with: outcome.mapError { $0 as any Error })
        continuation = nil
    }

    func finish(throwing error: any Error) {
        continuation?.resume(throwing: error)
        continuation = nil
    }
}

// MARK: - The request

extension CurlTransfer {
    /// Makes the handle for this request. The transfer must live as long as the handle is in use.
    ///
    /// - Returns: nil when out of memory.
    func prepare() -> UnsafeMutableRawPointer? {
        guard let easy = auzap_curl_easy_init() else { return nil }
        self.easy = easy
        auzap_curl_set_text(easy, CURLOPT_URL, target.url)
        setLimits(easy)
        setConnection(easy)
        setBody(easy)
        for line in headerLines {
            guard let longer = auzap_curl_slist_append(headerList, line) else { return discard(easy) }
            headerList = longer
        }
        auzap_curl_set_pointer(easy, CURLOPT_HTTPHEADER, headerList)
        setCallbacks(easy)
        return easy
    }

    private func discard(_ easy: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
        auzap_curl_easy_cleanup(easy)
        self.easy = nil
        return nil
    }

    private func setLimits(_ easy: UnsafeMutableRawPointer) {
        auzap_curl_set_http_only(easy)
        auzap_curl_set_long(easy, CURLOPT_NOSIGNAL, 1)
        auzap_curl_set_long(easy, CURLOPT_FOLLOWLOCATION, 0)
        auzap_curl_set_long(easy, CURLOPT_TIMEOUT_MS, Self.milliseconds(request.timeout))
        auzap_curl_set_long(easy, CURLOPT_CONNECTTIMEOUT_MS, Self.milliseconds(request.connectTimeout))
        auzap_curl_set_quick_exit(easy)
    }

    private func setConnection(_ easy: UnsafeMutableRawPointer) {
        auzap_curl_set_long(easy, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_2TLS)
        // Behind a proxy the address that the policy looks at would be the proxy's.
        auzap_curl_set_text(easy, CURLOPT_PROXY, "")
        let isChecked = request.addressPolicy != .operatorConfigured
        // libcurl repeats a request by itself when a kept connection turns out closed, though the other side may
        // have acted on it. And a kept connection may lead to an address that this request's policy forbids.
        if isChecked || !request.isRepeatable { auzap_curl_set_long(easy, CURLOPT_FRESH_CONNECT, 1) }
        if isChecked { auzap_curl_set_long(easy, CURLOPT_FORBID_REUSE, 1) }
    }

    private func setBody(_ easy: UnsafeMutableRawPointer) {
        if request.method == .head {
            auzap_curl_set_long(easy, CURLOPT_NOBODY, 1)
        } else if request.body != nil || request.method == .post {
            let bytes = request.body ?? Data()
            auzap_curl_set_long(easy, CURLOPT_POST, 1)
            auzap_curl_set_offset(easy, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(bytes.count))
            bytes.withUnsafeBytes { buffer in
                let copied = UnsafeMutableRawPointer(mutating: buffer.baseAddress)
                auzap_curl_set_pointer(easy, CURLOPT_COPYPOSTFIELDS, copied)
            }
        }
        if request.method != .head { auzap_curl_set_text(easy, CURLOPT_CUSTOMREQUEST, request.method.rawValue) }
    }

    private static func milliseconds(_ duration: Duration) -> Int {
        max(1, Int(min(duration / .milliseconds(1), 86_400_000)))
    }

    /// `Name: value`, and `Name;` for an empty value, as libcurl wants it.
    private static func lines(of headers: [String: String]) throws(GatewayError) -> [String] {
        var lines = ["Expect:"]
        for (name, value) in headers {
            guard isToken(name), value.utf8.allSatisfy({ $0 >= 32 && $0 != 127 || $0 == 9 }) else {
                // The value may be a key, so it is not shown.
                throw .invalidRequest("header \(name.prefix(64).filter { $0.isASCII && $0.isLetter }) is not valid")
            }
            lines.append(value.isEmpty ? "\(name);" : "\(name): \(value)")
        }
        if !headers.keys.contains(where: { $0.lowercased() == "user-agent" }) { lines.append("User-Agent: auzap") }
        if !headers.keys.contains(where: { $0.lowercased() == "content-type" }) { lines.append("Content-Type:") }
        return lines
    }

    private static func isToken(_ name: String) -> Bool {
        !name.isEmpty
            && name.utf8.allSatisfy { byte in
                (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 45
                    || byte == 95
            }
    }
}

// MARK: - The answer

extension CurlTransfer {
    private static let maximumHeaderBytes = 64 << 10
    /// `CURL_SOCKET_BAD`, a macro that Swift cannot read.
    private static let noSocket: curl_socket_t = -1

    private func setCallbacks(_ easy: UnsafeMutableRawPointer) {
        let this = Unmanaged.passUnretained(self).toOpaque()
        auzap_curl_set_pointer(easy, CURLOPT_WRITEDATA, this)
        auzap_curl_set_data_function(easy, CURLOPT_WRITEFUNCTION) { data, size, count, context in
            guard let transfer = CurlTransfer.from(context) else { return 0 }
            return transfer.take(body: UnsafeRawBufferPointer(start: data, count: size * count)) ? size * count : 0
        }
        auzap_curl_set_pointer(easy, CURLOPT_HEADERDATA, this)
        auzap_curl_set_data_function(easy, CURLOPT_HEADERFUNCTION) { data, size, count, context in
            guard let transfer = CurlTransfer.from(context) else { return 0 }
            return transfer.take(header: UnsafeRawBufferPointer(start: data, count: size * count)) ? size * count : 0
        }
        auzap_curl_set_pointer(easy, CURLOPT_OPENSOCKETDATA, this)
        auzap_curl_set_socket_function(easy) { context, _, address in
            guard let transfer = CurlTransfer.from(context), transfer.permits(address) else {
                return CurlTransfer.noSocket
            }
            return auzap_curl_open_socket(address)
        }
    }

    private static func from(_ context: UnsafeMutableRawPointer?) -> CurlTransfer? {
        context.map { Unmanaged<CurlTransfer>.fromOpaque($0).takeUnretainedValue() }
    }

    private func take(body piece: UnsafeRawBufferPointer) -> Bool {
        guard body.count + piece.count <= request.maximumAnswerBytes else {
            isTooLarge = true
            return false
        }
        body.append(contentsOf: piece)
        return true
    }

    private func take(header line: UnsafeRawBufferPointer) -> Bool {
        headerBytes += line.count
        guard headerBytes <= Self.maximumHeaderBytes else {
            isTooLarge = true
            return false
        }
        let text = String(decoding: line, as: UTF8.self)
        // An interim answer (1xx) comes before the one that counts.
        if text.hasPrefix("HTTP/") { headers = [] }
        guard let colon = text.firstIndex(of: ":") else { return true }
        let value = text[text.index(after: colon)...].trimmingCharacters(in: .whitespacesAndNewlines)
        headers.append((text[..<colon].lowercased(), value))
        return true
    }

    private func permits(_ address: UnsafePointer<curl_sockaddr>) -> Bool {
        var bytes = [UInt8](repeating: 0, count: 16)
        let count = Int(auzap_curl_address_bytes(address, &bytes))
        let read = NetworkAddress(bytes: bytes.prefix(count))
        if request.addressPolicy.allows(read, of: target.host) { return true }
        forbidden = read
        return false
    }

    /// What became of a transfer that libcurl is done with.
    func outcome(_ code: CURLcode) -> Result<HTTPAnswer, GatewayError> {
        guard let easy else { return .failure(.unreachable(reason: "not started")) }
        if isTooLarge { return .failure(.tooLarge(limit: request.maximumAnswerBytes)) }
        if code == CURLE_OK {
            let status = auzap_curl_get_long(easy, CURLINFO_RESPONSE_CODE)
            return .success(HTTPAnswer(status: status, body: body, headers: headers))
        }
        if code == CURLE_COULDNT_CONNECT, let forbidden {
            return .failure(.forbiddenAddress(host: target.host, address: forbidden.description))
        }
        let reason = String(cString: auzap_curl_strerror(code))
        return .failure(hasBegunSending(easy) ? .unanswered(reason: reason) : .unreachable(reason: reason))
    }

    /// Whether a byte of the request may have left: counted as sent, or the connection was ready for it.
    private func hasBegunSending(_ easy: UnsafeMutableRawPointer) -> Bool {
        auzap_curl_get_long(easy, CURLINFO_REQUEST_SIZE) > 0
            || auzap_curl_get_offset(easy, CURLINFO_PRETRANSFER_TIME_T) > 0
    }
}
