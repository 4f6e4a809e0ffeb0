import Domain
import Storage
import Synchronization

/// Databases that conversations play in, one at a time in each and each conversation in a company of its own: like a
/// server's, they have every statement ready.
final class DatabasePool: Sendable {
    /// A database for as long as somebody holds this.
    final class Loan: Sendable {
        let database: Database
        private let pool: DatabasePool

        fileprivate init(_ database: Database, from pool: DatabasePool) {
            self.database = database
            self.pool = pool
        }

        deinit { pool.free.withLock { [database] in $0.append(database) } }
    }

    static let shared = DatabasePool()

    private let free = Mutex<[Database]>([])

    func loan() async throws -> Loan {
        if let database = free.withLock({ $0.popLast() }) { return Loan(database, from: self) }
        return Loan(try await TestDriver.sqlite.database(), from: self)
    }
}
