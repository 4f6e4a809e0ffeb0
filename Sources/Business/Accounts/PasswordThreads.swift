import Foundation
import Synchronization

/// A few threads for work that holds a core and a lot of memory, with a short line in front of them.
///
/// Such work would stall every request if it ran on Swift's own threads. A thread lives while there is
/// work and is gone when the line is empty.
final class PasswordThreads: Sendable {
    private struct Job: Sendable {
        let id: UInt64
        let work: @Sendable () -> Void
        let abandon: @Sendable () -> Void
    }

    private struct State: Sendable {
        var threads = 0
        var waiting: [Job] = []
        var nextID: UInt64 = 0
    }

    private enum Admission { case refused, queued, needsThread }

    private let state = Mutex(State())
    private let atOnce: Int
    private let inLine: Int

    init(atOnce: Int, inLine: Int) {
        self.atOnce = atOnce
        self.inLine = inLine
    }

    /// How many jobs stand in line, not counting those that run.
    var waiting: Int { state.withLock { $0.waiting.count } }

    /// True when work brought now would be refused.
    var isFull: Bool { state.withLock { $0.threads >= atOnce && $0.waiting.count >= inLine } }

    /// What `work` returns, run on one of the threads in order of arrival.
    ///
    /// - Throws: `AccountError.busy` when the line is full; `CancellationError` when the task was cancelled
    ///   before its turn came.
    func run<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async throws -> Value {
        try Task.checkCancellation()
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let job = Job(
                    id: id,
                    work: { continuation.resume(returning: work()) },
                    abandon: { continuation.resume(throwing: CancellationError()) })
                switch admit(job) {
                case .refused: continuation.resume(throwing: AccountError.busy)
                case .queued: break
                case .needsThread: startThread(with: job)
                }
            }
        } onCancel: {
            leave(id)
        }
    }

    private func admit(_ job: Job) -> Admission {
        state.withLock { state in
            if state.threads < atOnce {
                state.threads += 1
                return .needsThread
            }
            guard state.waiting.count < inLine else { return .refused }
            state.waiting.append(job)
            return .queued
        }
    }

    private func startThread(with first: Job) {
        let thread = Thread { [self] in
            // Behind everything else that wants a core, so that a crowd at the door does not slow who is inside. On
            // Linux this is of the thread alone; where it is refused, it is only less polite.
            _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 10)
            var next: Job? = first
            while let job = next {
                job.work()
                next = takeNext()
            }
        }
        thread.name = "password"
        thread.start()
    }

    private func takeNext() -> Job? {
        state.withLock { state in
            guard state.waiting.isEmpty else { return state.waiting.removeFirst() }
            state.threads -= 1
            return nil
        }
    }

    private func leave(_ id: UInt64) {
        let job = state.withLock { state in
            state.waiting.firstIndex { $0.id == id }.map { state.waiting.remove(at: $0) }
        }
        job?.abandon()
    }
}
