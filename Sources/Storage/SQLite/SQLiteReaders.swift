import Domain
import Synchronization

/// A few connections that only read. A short indexed read runs on the caller's own thread; when all are lent,
/// callers wait without holding a thread.
final class SQLiteReaders: Sendable {
    private struct State {
        var idle: [Handed]
        var waiting: [CheckedContinuation<Handed?, Never>] = []
        var isClosed = false
    }

    private let state: Mutex<State>
    /// A read runs on the caller's thread, so it must be short.
    private static let longest = Duration.seconds(5)

    init(count: Int, open: () throws -> SQLiteConnection) throws {
        var idle: [SQLiteConnection] = []
        do {
            for _ in 0..<count { idle.append(try open()) }
        } catch {
            idle.forEach { $0.close() }
            throw error
        }
        state = Mutex(State(idle: idle.map(Handed.init)))
    }

    func read<T: Sendable>(
        as tenant: TenantBinding, _ body: @Sendable (any SQLSession) throws -> T
    ) async throws -> T {
        try Task.checkCancellation()
        let connection = try await borrow()
        defer { giveBack(connection) }
        try connection.control("BEGIN")
        defer { try? connection.control("ROLLBACK") }
        return try connection.acting(as: tenant, within: Self.longest, body)
    }

    func close() {
        let idle = state.withLock { state in
            state.isClosed = true
            defer {
                state.idle = []
                state.waiting = []
            }
            state.waiting.forEach { $0.resume(returning: nil) }
            return state.idle
        }
        idle.forEach { $0.value.close() }
    }

    /// Reads that wait for a connection.
    var waiting: Int { state.withLock { $0.waiting.count } }

    private func borrow() async throws -> SQLiteConnection {
        if let ready = state.withLock({ take(&$0) }) { return ready.value }
        let given = await withCheckedContinuation { (continuation: CheckedContinuation<Handed?, Never>) in
            state.withLock { state in
                if state.isClosed {
                    continuation.resume(returning: nil)
                } else if let ready = take(&state) {
                    continuation.resume(returning: ready)
                } else {
                    state.waiting.append(continuation)
                }
            }
        }
        guard let given else { throw StorageError.closed }
        return given.value
    }

    private func take(_ state: inout State) -> Handed? {
        guard !state.isClosed else { return nil }
        return state.idle.popLast()
    }

    private func giveBack(_ connection: SQLiteConnection) {
        let handed = Handed(value: connection)
        let mustClose = state.withLock { state -> Bool in
            if !state.waiting.isEmpty {
                state.waiting.removeFirst().resume(returning: handed)
                return false
            }
            if state.isClosed { return true }
            state.idle.append(handed)
            return false
        }
        if mustClose { connection.close() }
    }
}

/// A connection on its way between threads; whoever holds it is the only one.
private struct Handed: @unchecked Sendable {
    let value: SQLiteConnection
}
