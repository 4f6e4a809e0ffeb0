import Domain
import Foundation
import Synchronization

/// Reads that take long, on a few threads and connections of their own: neither callers nor short reads wait for them.
final class SQLiteReports: Sendable {
    private typealias Ticket = Shared<Atomic<Bool>>

    /// A read that waits for a thread.
    private struct Job {
        /// True once its caller is no longer interested.
        let isCancelled: Ticket
        let run: (SQLiteConnection) -> Void
        let fail: (any Error) -> Void
    }

    private struct State {
        var jobs: [Job] = []
        var threads: Int
    }

    private let connect: @Sendable () throws -> SQLiteConnection
    private let limit: Duration
    private let isClosing = Shared(Atomic(false))
    private let condition = NSCondition()
    // Guarded by `condition`, which alone also wakes the threads.
    nonisolated(unsafe) private var state: State

    /// - Parameters:
    ///   - count: Threads, each with a connection from its first report on.
    ///   - limit: How long a report may run.
    init(count: Int, limit: Duration, connect: @escaping @Sendable () throws -> SQLiteConnection) {
        self.connect = connect
        self.limit = limit
        state = State(threads: count)
        for number in 1...max(1, count) {
            let thread = Thread { [self] in work() }
            thread.name = "auzap-report-\(number)"
            thread.stackSize = 8 << 20
            thread.start()
        }
    }

    /// Runs `body` over one consistent state.
    ///
    /// - Throws: `CancellationError` soon after the task is cancelled, whether the report runs or waits.
    func report<T: Sendable>(
        as tenant: TenantBinding, _ body: @escaping @Sendable (any SQLSession) throws -> T
    ) async throws -> T {
        let isCancelled = Ticket(Atomic(false))
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                submit(
                    Job(
                        isCancelled: isCancelled,
                        run: { [self] connection in
                            continuation.resume(
                                with: Result { try run(body, as: tenant, on: connection, unless: isCancelled) })
                        },
                        fail: { continuation.resume(throwing: $0) }))
            }
        } onCancel: {
            isCancelled.value.store(true, ordering: .releasing)
            withdraw(isCancelled)
        }
    }

    /// Ends what runs and what waits with `StorageError.closed`, and waits until every connection is closed.
    func close() async {
        isClosing.value.store(true, ordering: .releasing)
        let waiting = condition.withLock {
            defer { state.jobs = [] }
            condition.broadcast()
            return state.jobs
        }
        waiting.forEach { $0.fail(StorageError.closed) }
        await withCheckedContinuation { continuation in
            Thread.detachNewThread { [self] in
                condition.lock()
                while state.threads > 0 { condition.wait() }
                condition.unlock()
                continuation.resume()
            }
        }
    }

    /// Reports that wait for a thread.
    var waiting: Int { condition.withLock { state.jobs.count } }

    private func run<T>(
        _ body: (any SQLSession) throws -> T, as tenant: TenantBinding, on connection: SQLiteConnection,
        unless isCancelled: Ticket
    ) throws -> T {
        let isOver = { [isClosing] in
            isCancelled.value.load(ordering: .acquiring) || isClosing.value.load(ordering: .acquiring)
        }
        do {
            try connection.control("BEGIN")
            defer { try? connection.control("ROLLBACK") }
            return try connection.acting(as: tenant, within: limit, unless: isOver, body)
        } catch StorageError.interrupted where isOver() {
            if isCancelled.value.load(ordering: .acquiring) { throw CancellationError() }
            throw StorageError.closed
        }
    }

    private func submit(_ job: Job) {
        let refusal = condition.withLock { () -> (any Error)? in
            if isClosing.value.load(ordering: .acquiring) { return StorageError.closed }
            if job.isCancelled.value.load(ordering: .acquiring) { return CancellationError() }
            state.jobs.append(job)
            condition.signal()
            return nil
        }
        if let refusal { job.fail(refusal) }
    }

    private func withdraw(_ ticket: Ticket) {
        let job = condition.withLock { () -> Job? in
            guard let place = state.jobs.firstIndex(where: { $0.isCancelled === ticket }) else { return nil }
            return state.jobs.remove(at: place)
        }
        job?.fail(CancellationError())
    }

    private func work() {
        var connection: SQLiteConnection?
        while let job = next() {
            do {
                let open = try connection ?? connect()
                connection = open
                job.run(open)
            } catch {
                job.fail(error)
            }
        }
        connection?.close()
        condition.withLock {
            state.threads -= 1
            condition.broadcast()
        }
    }

    private func next() -> Job? {
        condition.withLock {
            while state.jobs.isEmpty {
                if isClosing.value.load(ordering: .acquiring) { return nil }
                condition.wait()
            }
            return state.jobs.removeFirst()
        }
    }
}
