import CSQLite

/// Ends statements that run longer than they may.
///
/// SQLite asks every few thousand steps of its machine; a statement that is over its time ends with
/// `StorageError.interrupted`.
final class TimeLimit {
    private var deadline: ContinuousClock.Instant?
    private static let steps: Int32 = 20_000

    /// The connection must not outlive this object.
    func install(on connection: OpaquePointer) {
        sqlite3_progress_handler(
            connection, Self.steps,
            { data in
                guard let data else { return 0 }
                let limit = Unmanaged<TimeLimit>.fromOpaque(data).takeUnretainedValue()
                return limit.deadline.map { $0 < .now } == true ? 1 : 0
            }, Unmanaged.passUnretained(self).toOpaque())
    }

    func within<T>(_ time: Duration?, _ body: () throws -> T) rethrows -> T {
        deadline = time.map { ContinuousClock.now.advanced(by: $0) }
        defer { deadline = nil }
        return try body()
    }
}
