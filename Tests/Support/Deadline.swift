/// Runs work that must not take longer than a test can wait.
package enum Deadline {
    /// - Throws: `ChildError.timedOut` with `what`; whatever `body` throws.
    package static func run<Answer: Sendable>(
        _ what: String, _ limit: Duration, _ body: @escaping @Sendable () async throws -> Answer
    ) async throws -> Answer {
        try await withThrowingTaskGroup(of: Answer.self) { group in
            group.addTask { try await body() }
            group.addTask {
                try await Task.sleep(for: limit)
                throw ChildError.timedOut(what)
            }
            defer { group.cancelAll() }
            guard let answer = try await group.next() else { throw CancellationError() }
            return answer
        }
    }
}
