import Foundation
import Synchronization

/// Holds a thread at a known point until a test lets it go on.
package final class Gate: Sendable {
    private enum State {
        case away
        case awaited(CheckedContinuation<Void, Never>)
        case here
    }

    private let state = Mutex(State.away)
    private let opening = DispatchSemaphore(value: 0)

    package init() {}

    /// Blocks the calling thread until `open`.
    package func hold() {
        let waiter = state.withLock { state -> CheckedContinuation<Void, Never>? in
            defer { state = .here }
            if case .awaited(let waiter) = state { return waiter }
            return nil
        }
        waiter?.resume()
        opening.wait()
    }

    /// Returns once a thread is held. One caller.
    package func holds() async {
        await withCheckedContinuation { continuation in
            let isHere = state.withLock { state in
                if case .here = state { return true }
                state = .awaited(continuation)
                return false
            }
            if isHere { continuation.resume() }
        }
    }

    package func open() { opening.signal() }
}
