import Synchronization

/// Leaves a host alone after repeated failures, then lets one call through to see whether it is back.
package final class CircuitBreaker: Sendable {
    private enum Circuit {
        /// Calls pass; this many failed in a row.
        case closed(failures: Int)
        case open(until: ContinuousClock.Instant)
        /// One call is out to probe; another may go should nothing be heard of it.
        case halfOpen(since: ContinuousClock.Instant)

        func holdsCallsBack(at now: ContinuousClock.Instant) -> Bool {
            if case .open(let until) = self { now < until } else { false }
        }
    }

    /// Hosts without a recent failure have no entry.
    private let circuits = Mutex<[String: Circuit]>([:])
    private let threshold: Int
    private let cooldown: Duration
    private let capacity: Int
    private let now: @Sendable () -> ContinuousClock.Instant

    /// - Parameters:
    ///   - threshold: Failures in a row that open the circuit.
    ///   - cooldown: How long it stays open before the first probe.
    ///   - capacity: Hosts remembered; a failing host beyond them is not suspended.
    package init(
        threshold: Int = 5, cooldown: Duration = .seconds(30), capacity: Int = 1024,
        now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
    ) {
        self.threshold = threshold
        self.cooldown = cooldown
        self.capacity = capacity
        self.now = now
    }

    /// Asks to call a host. What came of the call is then told by `succeeded`, `failed` or `abandoned`.
    ///
    /// - Throws: `GatewayError.suspended` while the host is left alone.
    package func enter(_ host: String) throws(GatewayError) {
        let now = now()
        let wait: Duration? = circuits.withLock { circuits in
            switch circuits[host] {
            case nil, .closed: return nil
            case .open(let until) where now < until: return now.duration(to: until)
            case .halfOpen(let since) where now < since + cooldown: return now.duration(to: since + cooldown)
            case .open, .halfOpen:
                circuits[host] = .halfOpen(since: now)
                return nil
            }
        }
        guard let wait else { return }
        throw .suspended(host: host, seconds: max(1, Int((wait / .seconds(1)).rounded(.up))))
    }

    /// Hosts that are left alone now.
    package var suspendedHosts: Int {
        let now = now()
        return circuits.withLock { $0.values.count { $0.holdsCallsBack(at: now) } }
    }

    package func succeeded(_ host: String) { circuits.withLock { $0[host] = nil } }

    package func failed(_ host: String) {
        let now = now()
        circuits.withLock { circuits in
            switch circuits[host] {
            case .open: return
            case .halfOpen: circuits[host] = .open(until: now + cooldown)
            case .closed(let failures): circuits[host] = afterFailure(failures + 1, now)
            case nil:
                if circuits.count >= capacity { circuits = circuits.filter { $0.value.holdsCallsBack(at: now) } }
                if circuits.count < capacity { circuits[host] = afterFailure(1, now) }
            }
        }
    }

    /// The call ended without telling anything about the host, as when its task was cancelled.
    package func abandoned(_ host: String) {
        let now = now()
        circuits.withLock { circuits in
            if case .halfOpen = circuits[host] { circuits[host] = .open(until: now) }
        }
    }

    private func afterFailure(_ failures: Int, _ now: ContinuousClock.Instant) -> Circuit {
        failures >= threshold ? .open(until: now + cooldown) : .closed(failures: failures)
    }
}
