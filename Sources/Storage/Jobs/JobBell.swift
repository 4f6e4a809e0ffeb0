import Synchronization

/// Wakes the worker when there may be something to do, so that nobody waits for the next look.
package final class JobBell: Sendable {
    private struct State {
        var isRung = false
        var sleeper: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())

    package init() {}

    package func ring() {
        let sleeper = state.withLock { state -> CheckedContinuation<Void, Never>? in
            defer { state.sleeper = nil }
            state.isRung = state.sleeper == nil
            return state.sleeper
        }
        sleeper?.resume()
    }

    /// Returns at the next ring (or at once, when it rang since the last wait), after `limit`, or when the
    /// task is cancelled. One caller at a time.
    package func wait(atMost limit: Duration) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { try? await Task.sleep(for: limit) }
            group.addTask { await self.rung() }
            await group.next()
            group.cancelAll()
            silence()
        }
    }

    private func rung() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isReady = state.withLock { state in
                    if state.isRung || Task.isCancelled {
                        state.isRung = false
                        return true
                    }
                    state.sleeper = continuation
                    return false
                }
                if isReady { continuation.resume() }
            }
        } onCancel: {
            silence()
        }
    }

    private func silence() {
        let sleeper = state.withLock { state in
            defer { state.sleeper = nil }
            return state.sleeper
        }
        sleeper?.resume()
    }
}
