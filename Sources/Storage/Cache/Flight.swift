import Synchronization

/// One load under way, and the callers that wait for it.
///
/// Every caller holds a seat, the maker's being the first: taken before it waits, so that another one's leaving
/// cannot end the load in between.
final class Flight<Value: Sendable>: Sendable {
    private struct Flying {
        var waiting: [UInt64: CheckedContinuation<Value, any Error>] = [:]
        var next: UInt64 = 0
        var seats = 1
    }

    private enum State {
        case flying(Flying)
        case landed(Result<Value, any Error>)
    }

    private let state = Mutex(State.flying(Flying()))
    private let task = Mutex<Task<Void, Never>?>(nil)

    /// Takes a seat, to be followed by one `wait`.
    ///
    /// - Returns: False when everyone has left and the load is being cancelled.
    func board() -> Bool {
        state.withLock { state in
            guard case .flying(var flying) = state else { return true }
            guard flying.seats > 0 else { return false }
            flying.seats += 1
            state = .flying(flying)
            return true
        }
    }

    /// True when every caller has left.
    var isAbandoned: Bool {
        state.withLock { state in
            if case .flying(let flying) = state { return flying.seats == 0 }
            return false
        }
    }

    /// Runs `work` in a task of its own, so that no single caller's end is its end.
    func start(_ work: @escaping @Sendable () async throws -> Value) {
        let started = Task {
            do {
                land(.success(try await work()))
            } catch {
                land(.failure(error))
            }
        }
        task.withLock { $0 = started }
    }

    /// Waits for the result; a caller that is cancelled stops waiting.
    ///
    /// - Parameter abandoned: Called when the last caller has gone and the work is being cancelled.
    func wait(abandoned: @escaping @Sendable () -> Void = {}) async throws -> Value {
        let ticket = Ticket()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                join(continuation, as: ticket, abandoned)
            }
        } onCancel: {
            leave(ticket, abandoned)
        }
    }

    private func join(
        _ continuation: CheckedContinuation<Value, any Error>, as ticket: Ticket, _ abandoned: () -> Void
    ) {
        let landed = state.withLock { state -> Result<Value, any Error>? in
            switch state {
            case .landed(let result): return result
            case .flying(var flying):
                flying.waiting[flying.next] = continuation
                let number = flying.next
                ticket.value.withLock { $0 = number }
                flying.next += 1
                state = .flying(flying)
                return nil
            }
        }
        if let landed { continuation.resume(with: landed) }
        // Cancelled between the handler's start and the joining above: the handler found no ticket.
        if landed == nil, Task.isCancelled { leave(ticket, abandoned) }
    }

    private func leave(_ ticket: Ticket, _ abandoned: () -> Void) {
        guard let number = ticket.value.withLock({ $0 }) else { return }
        let (gone, isEmpty) = state.withLock { state -> (CheckedContinuation<Value, any Error>?, Bool) in
            guard case .flying(var flying) = state, let gone = flying.waiting.removeValue(forKey: number) else {
                return (nil, false)
            }
            flying.seats -= 1
            state = .flying(flying)
            return (gone, flying.seats == 0)
        }
        if isEmpty {
            abandoned()
            task.withLock { $0 }?.cancel()
        }
        gone?.resume(throwing: CancellationError())
    }

    /// Gives everyone the result, also those who come later. Only the first landing counts.
    func land(_ result: Result<Value, any Error>) {
        let waiting = state.withLock { state -> [UInt64: CheckedContinuation<Value, any Error>] in
            guard case .flying(let flying) = state else { return [:] }
            state = .landed(result)
            return flying.waiting
        }
        waiting.values.forEach { $0.resume(with: result) }
    }

    private final class Ticket: Sendable {
        let value = Mutex<UInt64?>(nil)
    }
}
