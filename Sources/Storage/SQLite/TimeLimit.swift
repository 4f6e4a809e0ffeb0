import CSQLite

/// Ends statements that run longer than they may, or that nobody waits for any more.
///
/// SQLite asks every few thousand steps of its machine; a statement that is over ends with
/// `StorageError.interrupted`.
final class TimeLimit {
    private var deadline: ContinuousClock.Instant?
    private var isOver: (() -> Bool)?
    private static let steps: Int32 = 20_000

    /// The connection must not outlive this object.
    func install(on connection: OpaquePointer) {
        sqlite3_progress_handler(
            connection, Self.steps,
            { data in
                guard let data else { return 0 }
                let limit = Unmanaged<TimeLimit>.fromOpaque(data).takeUnretainedValue()
                return limit.deadline.map { $0 < .now } == true || limit.isOver?() == true ? 1 : 0
            }, Unmanaged.passUnretained(self).toOpaque())
    }

    /// - Parameter isOver: Asked by the way; true ends the statement.
    func within<T>(_ time: Duration?, unless isOver: (() -> Bool)? = nil, _ body: () throws -> T) rethrows -> T {
        deadline = time.map { ContinuousClock.now.advanced(by: $0) }
        self.isOver = isOver
        defer {
            deadline = nil
            self.isOver = nil
        }
        return try body()
    }
}
