import Domain

/// The front door of everything kept: what one company keeps through `read` and `write`, and the few acts that
/// look over all companies through `system`.
package struct Database: Sendable {
    let driver: any SQLDriver
    package let ids: IDMaker
    package let insight: Insight
    let batcher: QueryBatcher
    /// Answers counted over a company's rows. Each write of the company drops them.
    package let cache: any Cache
    /// Rung after each write of a company, for those who wait for news of it.
    package let bell = CompanyBell()

    /// - Parameter batching: How long a read by id waits for others to join it; see `load`.
    package init(
        driver: any SQLDriver, ids: IDMaker, batching: QueryBatcher.Window = .tick, cache: any Cache = MemoryCache()
    ) {
        self.cache = cache
        self.driver = driver
        self.ids = ids
        insight = (driver as? any ObservedDriver)?.insight ?? Insight()
        batcher = QueryBatcher(driver: driver, insight: insight, window: batching)
    }

    /// Runs `body` over one consistent state of the company's rows.
    package func read<T: Sendable>(
        _ scope: TenantScope, file: StaticString = #fileID, line: Int = #line,
        _ body: @Sendable (TenantTransaction) throws -> T
    ) async throws -> T {
        try await watched(file, line).read(as: .company(scope.companyID)) { session in
            try body(TenantTransaction(companyID: scope.companyID, session: session))
        }
    }

    /// Runs a `body` that reads much, such as every visit of the company, over one consistent state: on one of a few
    /// threads kept for this, for at most 30 s.
    ///
    /// - Throws: `CancellationError` soon after the task is cancelled.
    package func report<T: Sendable>(
        _ scope: TenantScope, file: StaticString = #fileID, line: Int = #line,
        _ body: @escaping @Sendable (TenantTransaction) throws -> T
    ) async throws -> T {
        try await watched(file, line).report(as: .company(scope.companyID)) { session in
            try body(TenantTransaction(companyID: scope.companyID, session: session))
        }
    }

    /// Runs `body` in one transaction, all or nothing; returns when it is durable.
    package func write<T: Sendable>(
        _ scope: TenantScope, file: StaticString = #fileID, line: Int = #line,
        _ body: @escaping @Sendable (TenantTransaction) throws -> T
    ) async throws -> T {
        let result = try await watched(file, line).write(as: .company(scope.companyID)) { session in
            try body(TenantTransaction(companyID: scope.companyID, session: session))
        }
        await cache.drop(.figures(of: scope.companyID), .overview(of: scope.companyID))
        bell.ring(scope.companyID)
        return result
    }

    package var system: SystemDesk { SystemDesk(driver: watched("SystemDesk", 0)) }

    package func close() async { await driver.close() }

    /// The driver, through the trace that may be open; see `QueryTrace`.
    private func watched(_ file: StaticString, _ line: Int) -> WatchedDriver {
        WatchedDriver(base: driver, insight: insight, site: CallSite(file: file, line: line))
    }
}

extension CacheKey {
    /// What is counted over a company's rows; any write of the company may change it.
    package static func figures(of company: Company.ID) -> CacheKey { CacheKey(company, "figures") }
    package static func overview(of company: Company.ID) -> CacheKey { CacheKey(company, "overview") }
}
