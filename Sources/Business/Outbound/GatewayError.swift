/// Why a call to an outside system brought no usable answer.
package enum GatewayError: Error, Sendable, Hashable {
    /// No request left this machine: name not found, connection refused, TLS not agreed. A retry is safe.
    case unreachable(reason: String)
    /// The request may have been received, and no whole answer came. Repeat it only where twice does no harm.
    case unanswered(reason: String)
    /// The other side answered with a status outside 200...299.
    ///
    /// `message` is its own short explanation, never the request echoed back; `retryAfter` is in seconds.
    case refused(status: Int, message: String, retryAfter: Int? = nil)
    /// An answer came with a success status but cannot be understood. The request was received.
    case unreadable
    /// The answer grew over `limit` bytes and was cut off. The request was received.
    case tooLarge(limit: Int)
    /// The host stands at an address that the request's `AddressPolicy` forbids. Nothing was sent.
    case forbiddenAddress(host: String, address: String)
    /// The URL is not absolute `http` or `https`, or a header cannot be written. Nothing was sent.
    case invalidRequest(String)
    /// This host failed repeatedly and is left alone for `seconds` more. Nothing was sent; a retry then is safe.
    case suspended(host: String, seconds: Int)
    /// libcurl is not installed; the text is the loader's own. Nothing was sent.
    case libraryMissing(String)

    /// One word for it, for counting.
    package var word: String {
        switch self {
        case .unreachable: "unreachable"
        case .unanswered: "unanswered"
        case .refused: "refused"
        case .unreadable: "unreadable"
        case .tooLarge: "too_large"
        case .forbiddenAddress: "forbidden_address"
        case .invalidRequest: "invalid_request"
        case .suspended: "suspended"
        case .libraryMissing: "library_missing"
        }
    }

    /// True when the request certainly had no effect, so that repeating it cannot do something twice.
    ///
    /// 429 and 503 count: the server says that it did not take the request on.
    package var isSafeToRetry: Bool {
        switch self {
        case .unreachable, .suspended: true
        case .refused(let status, _, _): status == 429 || status == 503
        case .unanswered, .unreadable, .tooLarge, .forbiddenAddress, .invalidRequest, .libraryMissing: false
        }
    }
}
