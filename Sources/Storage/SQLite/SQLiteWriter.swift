import CSQLite
import Domain
import Foundation
import Synchronization

/// The one thread that writes. Writes that wait together share one commit, and so one fsync; each keeps a
/// savepoint of its own, so that one failing does not undo its neighbours.
final class SQLiteWriter: Sendable {
    /// A write that waits its turn.
    private struct Job {
        /// Runs the body; nil when it is to be committed. May be called again after the transaction was lost.
        let attempt: (SQLiteConnection) -> (any Error)?
        /// Hands the result to the caller: nil after a durable commit, or why nothing was stored.
        let finish: (StorageError?) -> Void
    }

    private struct State {
        var jobs: [Job] = []
        var isClosing = false
    }

    /// What makes the connection, and makes it anew after the disk has failed.
    private let connect: @Sendable () throws -> SQLiteConnection
    private let condition = NSCondition()
    // Both guarded by `condition`, which alone also wakes the thread.
    nonisolated(unsafe) private var state = State()
    nonisolated(unsafe) private var didEnd = false
    private let largestBatch = 128
    private let disk: DiskGuard
    /// All other companies wait meanwhile.
    private static let longest = Duration.seconds(10)

    /// Takes over an open connection and the mark, and starts the thread.
    init(
        _ first: SQLiteConnection, mark: HighWaterMark, disk: DiskGuard,
        reconnect: @escaping @Sendable () throws -> SQLiteConnection
    ) {
        connect = reconnect
        self.disk = disk
        nonisolated(unsafe) let connection = first
        nonisolated(unsafe) let mark = mark
        let thread = Thread { [self] in run(connection, mark) }
        thread.name = "auzap-writer"
        thread.stackSize = 8 << 20
        thread.start()
    }

    func write<T: Sendable>(
        as tenant: TenantBinding, _ body: @escaping @Sendable (any SQLSession) throws -> T
    ) async throws -> T {
        let isCancelled = Atomic(false)
        let flag = Shared(isCancelled)
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let outcome = Shared(Mutex<Result<T, any Error>?>(nil))
                let job = Job(
                    attempt: { connection in
                        let result: Result<T, any Error> =
                            flag.value.load(ordering: .acquiring)
                            ? .failure(CancellationError())
                            : Result {
                                try connection.savepoint { try $0.acting(as: tenant, within: Self.longest, body) }
                            }
                        outcome.value.withLock { $0 = result }
                        if case .failure(let error) = result { return error }
                        return nil
                    },
                    finish: { failure in
                        switch (outcome.value.withLock { $0 }, failure) {
                        case (nil, let failure): continuation.resume(throwing: failure ?? .closed)
                        case (.success, let failure?): continuation.resume(throwing: failure)
                        case (let result?, _): continuation.resume(with: result)
                        }
                    }
                )
                submit(job)
            }
        } onCancel: {
            flag.value.store(true, ordering: .releasing)
        }
    }

    /// Runs what is queued, then closes the connection with its log folded into the file. Waits for the end.
    func close() async {
        condition.withLock {
            state.isClosing = true
            condition.broadcast()
        }
        await withCheckedContinuation { continuation in
            Thread.detachNewThread { [self] in
                condition.lock()
                while !didEnd { condition.wait() }
                condition.unlock()
                continuation.resume()
            }
        }
    }

    private func submit(_ job: Job) {
        let accepted = condition.withLock {
            guard !state.isClosing else { return false }
            state.jobs.append(job)
            condition.signal()
            return true
        }
        if !accepted { job.finish(.closed) }
    }

    /// Writes that wait for their turn; those of the present commit not counted.
    var waiting: Int { condition.withLock { state.jobs.count } }

    private func next() -> [Job]? {
        condition.withLock {
            while state.jobs.isEmpty {
                if state.isClosing { return nil }
                condition.wait()
            }
            let batch = Array(state.jobs.prefix(largestBatch))
            state.jobs.removeFirst(batch.count)
            return batch
        }
    }

    private func run(_ first: SQLiteConnection, _ mark: HighWaterMark) {
        var connection: SQLiteConnection? = first
        while let batch = next() {
            guard !disk.isLow() else {
                batch.forEach { $0.finish(.full) }
                continue
            }
            if connection == nil { connection = try? connect() }
            guard let open = connection else {
                batch.forEach { job in job.finish(.io("the database cannot be opened")) }
                continue
            }
            if !commit(batch, on: open, mark) {
                // After a failed fsync the kernel may have dropped the pages: only a new connection reads the truth.
                open.close()
                connection = nil
            }
        }
        if let connection {
            try? connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.close()
        }
        mark.sync()
        condition.withLock {
            didEnd = true
            condition.broadcast()
        }
    }

    /// - Returns: False when the connection can no longer be trusted.
    private func commit(_ batch: [Job], on connection: SQLiteConnection, _ mark: HighWaterMark) -> Bool {
        do {
            try connection.control("BEGIN IMMEDIATE")
            var wantsCommit = false
            for (place, job) in batch.enumerated() {
                let failure = job.attempt(connection)
                if failure == nil { wantsCommit = true }
                guard !connection.inTransaction else { continue }
                // Some failures end the whole transaction, with all that was in it. The disk's are everybody's;
                // a statement's own (OR ROLLBACK) is not its neighbours': they begin again without it.
                guard Self.isOwn(failure) else {
                    throw failure as? StorageError ?? .io("the transaction was undone by the database")
                }
                job.finish(nil)
                return commit(batch.enumerated().filter { $0.offset != place }.map(\.element), on: connection, mark)
            }
            if wantsCommit {
                let count = HighWaterMark.next(after: mark.value)
                try connection.execute("PRAGMA user_version = \(count)")
                try connection.control("COMMIT")
                mark.set(count)
            } else {
                try connection.execute("ROLLBACK")
            }
            batch.forEach { $0.finish(nil) }
            return true
        } catch {
            return undo(batch, after: error, on: connection)
        }
    }

    private func undo(_ batch: [Job], after error: any Error, on connection: SQLiteConnection) -> Bool {
        if connection.inTransaction { try? connection.execute("ROLLBACK") }
        let failure = error as? StorageError ?? .io(String(describing: error))
        if failure == .full { disk.ranFull() }
        batch.forEach { $0.finish(failure) }
        if case .io = failure { return false }
        return !connection.inTransaction
    }

    /// True when the failure lies in what was asked, not in the disk.
    private static func isOwn(_ failure: (any Error)?) -> Bool {
        switch failure as? StorageError {
        case .unique, .foreignKey, .notNull, .check, .wall: true
        default: false
        }
    }
}

extension SQLiteConnection {
    /// Runs `body` so that its own changes, and no others, are undone when it throws.
    fileprivate func savepoint<T>(_ body: (SQLiteConnection) throws -> T) throws -> T {
        try control("SAVEPOINT job")
        do {
            let result = try body(self)
            try control("RELEASE job")
            return result
        } catch {
            if inTransaction {
                try control("ROLLBACK TO job")
                try control("RELEASE job")
            }
            throw error
        }
    }
}
