import Foundation

/// One request to an outside system.
package struct HTTPCall: Sendable {
    package enum Method: String, Sendable {
        case get = "GET"
        case head = "HEAD"
        case post = "POST"
        case put = "PUT"
        case patch = "PATCH"
        case delete = "DELETE"

        /// Whether doing it twice is the same as doing it once (RFC 9110, 9.2.2).
        var isIdempotent: Bool { self != .post && self != .patch }
    }

    package var method: Method
    /// Absolute, `http` or `https`, without user and password. Redirects are answers, not followed.
    package var url: String
    package var headers: [String: String]
    package var body: Data?
    /// For the whole request, from name resolution to the answer's last byte.
    package var timeout: Duration = .seconds(30)
    /// For name resolution, TCP and TLS, within `timeout`.
    package var connectTimeout: Duration = .seconds(5)
    /// A longer body is cut off with `GatewayError.tooLarge`.
    package var maximumAnswerBytes = 4 << 20
    package var addressPolicy: AddressPolicy
    /// How `HTTPCaller.call` repeats it.
    package var retry = RetryPolicy.none
    /// Whether receiving it twice does no harm; follows the method unless set, as for a question put by POST.
    package var isRepeatable: Bool

    package init(
        _ method: Method, _ url: String, headers: [String: String] = [:], body: Data? = nil,
        addressPolicy: AddressPolicy
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.addressPolicy = addressPolicy
        isRepeatable = method.isIdempotent
    }

    /// A request with a JSON body.
    package init(
        _ method: Method, _ url: String, headers: [String: String] = [:], json: some Encodable,
        addressPolicy: AddressPolicy
    ) throws {
        var headers = headers
        headers["Content-Type"] = "application/json"
        let body = try JSONEncoder().encode(json)
        self.init(method, url, headers: headers, body: body, addressPolicy: addressPolicy)
    }
}

/// What came back, whatever its status.
package struct HTTPAnswer: Sendable {
    package let status: Int
    package let body: Data
    /// In order of arrival, names in lower case.
    let headers: [(name: String, value: String)]

    package var isSuccess: Bool { (200...299).contains(status) }

    /// The first value of a header; nil when it did not come.
    package func header(_ name: String) -> String? {
        let name = name.lowercased()
        return headers.first { $0.name == name }?.value
    }

    /// The answer itself.
    ///
    /// - Throws: `GatewayError.refused` when its status is outside 200...299.
    package func orRefusal() throws(GatewayError) -> HTTPAnswer {
        guard !isSuccess else { return self }
        throw .refused(
            status: status, message: Explanation.read(body),
            retryAfter: header("retry-after").flatMap { RetryAfter.seconds($0, now: Date()) })
    }
}
