import Domain

extension Database {
    /// One row by its id, read together with others that are asked for at nearly the same time.
    ///
    /// - Returns: nil when the company has none.
    package func load<Value>(
        _ read: PointRead<Value>, in scope: TenantScope, file: StaticString = #fileID, line: Int = #line
    ) async throws -> Value? {
        try await batcher.load(read, for: scope.companyID, at: CallSite(file: file, line: line))
    }

    /// What is known of a statement that has run since the start, with its plan as of now. The statement itself
    /// is not run.
    ///
    /// - Parameter id: `StatementReport.id`.
    /// - Returns: nil when no such statement is known.
    package func explain(_ id: String) async throws -> StatementReport? {
        guard let record = insight.record(id: id) else { return nil }
        // With no company set the wall stands as for every company, and shows nothing.
        try await driver.read(as: record.isSystem ? .system : .none) { session in
            try (session as? any PlanningSession)?.explain(record, after: record.longestRun)
        }
        return record.report
    }
}
