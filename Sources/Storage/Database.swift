import Domain

/// The front door of everything kept: what one company keeps through `read` and `write`, and the few acts that
/// look over all companies through `system`.
package struct Database: Sendable {
    let driver: any SQLDriver
    package let ids: IDMaker

    package init(driver: any SQLDriver, ids: IDMaker) {
        self.driver = driver
        self.ids = ids
    }

    /// Runs `body` over one consistent state of the company's rows.
    package func read<T: Sendable>(
        _ scope: TenantScope, _ body: @Sendable (TenantTransaction) throws -> T
    ) async throws -> T {
        try await driver.read(as: .company(scope.companyID)) { session in
            try body(TenantTransaction(companyID: scope.companyID, session: session))
        }
    }

    /// Runs `body` in one transaction, all or nothing; returns when it is durable.
    package func write<T: Sendable>(
        _ scope: TenantScope, _ body: @escaping @Sendable (TenantTransaction) throws -> T
    ) async throws -> T {
        try await driver.write(as: .company(scope.companyID)) { session in
            try body(TenantTransaction(companyID: scope.companyID, session: session))
        }
    }

    package var system: SystemDesk { SystemDesk(driver: driver) }

    package func close() async { await driver.close() }
}
