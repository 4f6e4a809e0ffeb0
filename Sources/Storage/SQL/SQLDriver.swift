import Domain

/// Who a statement runs for, below SQL's reach.
package enum TenantBinding: Sendable, Hashable {
    /// No company: nothing is visible, nothing can be written.
    case none
    case company(Company.ID)
    /// Outside the wall: migrations, sign-in, session look-up, claiming jobs.
    case system
}

/// The seam between the storage layer and an engine.
///
/// Bodies are synchronous on purpose: a transaction cannot wait for a network, an actor or a slow client,
/// so none is ever held open longer than its own statements take.
package protocol SQLDriver: Sendable {
    /// Runs `body` in one read transaction: all its statements see the same state.
    func read<T: Sendable>(as tenant: TenantBinding, _ body: @Sendable (any SQLSession) throws -> T) async throws -> T

    /// The same for a read that takes long: on a thread that nobody else waits for, and ended when the task is
    /// cancelled.
    func report<T: Sendable>(
        as tenant: TenantBinding, _ body: @escaping @Sendable (any SQLSession) throws -> T
    ) async throws -> T

    /// Runs `body` in one write transaction; returns after its commit is durable.
    ///
    /// A thrown error undoes this body and no other. A task cancelled before the body starts leaves nothing.
    func write<T: Sendable>(
        as tenant: TenantBinding, _ body: @escaping @Sendable (any SQLSession) throws -> T
    ) async throws -> T

    /// Finishes what is queued, refuses what comes later, and leaves the file at rest.
    func close() async
}

/// One open transaction of an engine.
package protocol SQLSession: AnyObject {
    /// - Returns: Rows changed.
    func run(_ sql: SQL) throws -> Int
    func rows<T>(_ sql: SQL, _ map: (Row) throws -> T) throws -> [T]
}
