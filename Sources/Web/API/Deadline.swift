/// Bounds how long something may take.
enum Deadline {
    /// What `work` returns, or `error` when it is not done in time; the work is cancelled then.
    static func within<T: Sendable>(
        _ time: Duration, or error: any Error, _ work: @escaping @Sendable () async throws -> T
    ) async throws -> T {
        try await withThrowingTaskGroup(of: T.self) { group in
            group.addTask { try await work() }
            group.addTask {
                try await Task.sleep(for: time)
                throw error
            }
            defer { group.cancelAll() }
            guard let first = try await group.next() else { throw error }
            return first
        }
    }
}
