import Foundation

/// How often a failed call is repeated, and after what pause.
package struct RetryPolicy: Sendable, Hashable {
    /// Attempts in all, the first included; 1 means no repeat.
    package var attempts: Int
    /// Upper bound of the first pause; it doubles with each attempt.
    package var firstPause: Duration
    /// Upper bound of any pause. A server that asks to be left alone for longer is not asked again.
    package var longestPause: Duration

    package init(attempts: Int, firstPause: Duration = .milliseconds(200), longestPause: Duration = .seconds(5)) {
        self.attempts = attempts
        self.firstPause = firstPause
        self.longestPause = longestPause
    }

    package static let none = RetryPolicy(attempts: 1)
    /// For calls somebody waits for: three attempts within about half a second of pauses.
    package static let brief = RetryPolicy(attempts: 3)

    /// How long to wait before the next attempt: anything up to a bound that doubles ("full jitter"), after the
    /// time the server asked for.
    ///
    /// - Parameters:
    ///   - attempt: The one that failed, counted from 1.
    ///   - isRepeatable: Whether the request may be received twice.
    /// - Returns: nil to give up.
    func pause(after error: GatewayError, attempt: Int, isRepeatable: Bool) -> Duration? {
        guard attempt < attempts, isWorthRepeating(error, isRepeatable: isRepeatable) else { return nil }
        let bound = min(longestPause, firstPause * (1 << min(attempt - 1, 20)))
        let asked = Duration.seconds(error.retryAfter ?? 0)
        guard asked <= longestPause else { return nil }
        return asked + bound * Double.random(in: 0...1)
    }

    private func isWorthRepeating(_ error: GatewayError, isRepeatable: Bool) -> Bool {
        switch error {
        case .unanswered: isRepeatable
        case .refused(let status, _, _) where status == 502 || status == 504: isRepeatable
        // Waiting out a breaker is the work of a queue, not of a call.
        case .suspended: false
        default: error.isSafeToRetry
        }
    }
}

extension GatewayError {
    /// Seconds the other side asked for; nil when it asked for none.
    package var retryAfter: Int? {
        if case .refused(_, _, let seconds) = self { seconds } else { nil }
    }
}

/// The `Retry-After` header (RFC 9110, 10.2.3).
enum RetryAfter {
    /// Seconds from now, 0...86400, from either form of the header; nil when it is neither.
    static func seconds(_ value: String, now: Date) -> Int? {
        if let seconds = Int(value) { return min(max(seconds, 0), 86_400) }
        return date(value).map { Int(min(max($0 - now.timeIntervalSince1970, 0), 86_400)) }
    }

    /// Seconds since 1970 of "Sun, 06 Nov 1994 08:49:37 GMT" (RFC 9110, 5.6.7).
    private static func date(_ value: String) -> Double? {
        let fields = value.prefix(40).split { $0 == " " || $0 == ":" }
        guard fields.count == 8, fields[7] == "GMT", let month = months.firstIndex(of: String(fields[2])) else {
            return nil
        }
        let numbers = [fields[1], fields[3], fields[4], fields[5], fields[6]].compactMap { Int32($0) }
        guard numbers.count == 5, (1...31).contains(numbers[0]), (1970...9999).contains(numbers[1]),
            numbers[2...].allSatisfy({ (0...60).contains($0) })
        else { return nil }
        var parts = tm()
        (parts.tm_mday, parts.tm_mon, parts.tm_year) = (numbers[0], Int32(month), numbers[1] - 1900)
        (parts.tm_hour, parts.tm_min, parts.tm_sec) = (numbers[2], numbers[3], numbers[4])
        return Double(timegm(&parts))
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}
