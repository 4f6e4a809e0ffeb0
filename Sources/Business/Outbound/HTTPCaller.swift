import CCurl
import Foundation
import Storage
import Synchronization

/// Calls outside systems: one connection pool, one thread, time limits, retries and a circuit breaker for each host.
///
/// Works over libcurl, loaded at the first call. Cancelling the calling task ends its request at once and throws
/// `CancellationError`. Proxies named in the environment are not used.
package final class HTTPCaller: Sendable {
    private let loop = Mutex<CurlLoop?>(nil)
    private let breaker: CircuitBreaker
    private let pause: @Sendable (Duration) async throws -> Void
    private let load: @Sendable () -> String?
    /// Counts calls under the name of the system that is called.
    private let counting: (metrics: Metrics, system: String)?

    /// - Parameters:
    ///   - counting: Where calls are counted, and as calls of which system: "waha".
    ///   - pause: Sleeps between attempts.
    package convenience init(
        breaker: CircuitBreaker = CircuitBreaker(), counting: (metrics: Metrics, system: String)? = nil,
        pause: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
    ) {
        self.init(breaker: breaker, counting: counting, pause: pause, load: CurlLoop.loadLibrary)
        counting?.metrics.gauge("auzap_outbound_suspended_hosts", about: "Hosts left alone after repeated failures") {
            let labels: KeyValuePairs = ["system": counting?.system ?? ""]
            return [(labels, Double(breaker.suspendedHosts))]
        }
    }

    /// - Parameter load: Loads the library; returns why it could not.
    init(
        breaker: CircuitBreaker, counting: (metrics: Metrics, system: String)? = nil,
        pause: @escaping @Sendable (Duration) async throws -> Void,
        load: @escaping @Sendable () -> String?
    ) {
        self.breaker = breaker
        self.counting = counting
        self.pause = pause
        self.load = load
    }

    deinit { loop.withLock { $0?.end() } }

    /// Why calls cannot be made on this machine, in the loader's words; nil when libcurl is there.
    package func missingLibrary() -> String? { load() }

    /// The answer of a request that succeeded, repeated as its `retry` says.
    ///
    /// - Throws: `GatewayError`, `.refused` for a status outside 200...299; `CancellationError`.
    package func call(_ request: HTTPCall) async throws -> HTTPAnswer {
        var attempt = 1
        while true {
            do {
                return try await answer(to: request).orRefusal()
            } catch let error as GatewayError {
                let wait = request.retry.pause(after: error, attempt: attempt, isRepeatable: request.isRepeatable)
                guard let wait else { throw error }
                try await pause(wait)
                attempt += 1
            }
        }
    }

    /// The answer to one attempt, whatever its status.
    ///
    /// - Throws: `GatewayError` when no whole answer came; `CancellationError`.
    package func answer(to request: HTTPCall) async throws -> HTTPAnswer {
        let begin = ContinuousClock.now
        do {
            let answer = try await attempt(request)
            count("\(answer.status / 100)xx", since: begin)
            return answer
        } catch {
            count((error as? GatewayError)?.word ?? "cancelled", since: begin)
            throw error
        }
    }

    private func count(_ outcome: String, since begin: ContinuousClock.Instant) {
        guard let counting else { return }
        let labels: KeyValuePairs = ["system": counting.system, "outcome": outcome]
        counting.metrics.count("auzap_outbound_requests_total", labels, about: "Calls to outside systems")
        counting.metrics.observe(
            "auzap_outbound_request_seconds", ["system": counting.system], begin.duration(to: .now),
            about: "Time of calls to outside systems")
    }

    private func attempt(_ request: HTTPCall) async throws -> HTTPAnswer {
        if let reason = load() { throw GatewayError.libraryMissing(reason) }
        let target = try CurlTarget(request.url)
        let transfer = try CurlTransfer(request, to: target)
        try breaker.enter(target.authority)
        do {
            let answer = try await run(transfer)
            // These three come from what stands before the host, or say that it is down; a 500 is about one request.
            [502, 503, 504].contains(answer.status)
                ? breaker.failed(target.authority) : breaker.succeeded(target.authority)
            return answer
        } catch {
            noteFailure(error, of: target.authority)
            throw error
        }
    }

    private func noteFailure(_ error: any Error, of host: String) {
        switch error as? GatewayError {
        case .unreachable, .unanswered: breaker.failed(host)
        case .tooLarge: breaker.succeeded(host)
        default: breaker.abandoned(host)
        }
    }

    private func run(_ transfer: CurlTransfer) async throws -> HTTPAnswer {
        let loop = try startedLoop()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                transfer.continuation = continuation
                loop.start(transfer)
            }
        } onCancel: {
            loop.cancel(transfer)
        }
    }

    private func startedLoop() throws(GatewayError) -> CurlLoop {
        let started = loop.withLock { loop -> CurlLoop? in
            if loop == nil { loop = CurlLoop() }
            return loop
        }
        guard let started else { throw .libraryMissing("libcurl could not be initialised") }
        return started
    }
}
