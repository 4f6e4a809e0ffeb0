import Domain
import Foundation

/// The one place where text of any origin is run as SQL: `auzap sql`, for support and for tests of the wall.
///
/// A company's text goes through the engine's wall alone, with nothing of the program's types in front of it.
/// Outside the wall each statement is written to `audit_log`. Used by one thread.
package final class Probe {
    package enum Side: Sendable, Hashable {
        case company(Company.ID)
        /// Outside the wall. `actor` is who the audit log names.
        case system(actor: String)
    }

    private let path: String
    /// The last server ended well; taken away while this is open, so that a crash here is noticed as one there.
    private let wasClean: Bool
    private let lock: FileLock
    private let connection: SQLiteConnection
    private let limit: Duration
    private let binding: TenantBinding
    private let audit: ProbeAudit?

    /// Opens a database that no server is using.
    ///
    /// - Parameters:
    ///   - path: An existing file with this program's schema.
    ///   - limit: How long one statement may run.
    /// - Throws: `StorageError.locked` while a server holds the file, `.unsupported` when its schema is older,
    ///   `.io` when there is no such file.
    package init(
        path: String, as side: Side, limit: Duration = .seconds(30), clock: any ShopClock = SystemClock()
    ) throws {
        guard FileManager.default.fileExists(atPath: path) else { throw StorageError.io("there is no file \(path)") }
        lock = try FileLock(path: path + ".lock")
        self.path = path
        connection = try SQLiteConnection(path: path, role: .writer)
        wasClean = FileManager.default.fileExists(atPath: SQLiteDriver.cleanMark(of: path))
        try? FileManager.default.removeItem(atPath: SQLiteDriver.cleanMark(of: path))
        self.limit = limit
        switch side {
        case .company(let id):
            binding = .company(id)
            audit = nil
        case .system(let actor):
            binding = .system
            audit = ProbeAudit(actor: actor, ids: IDMaker(clock: clock), clock: clock)
        }
        do {
            try Migrator(migrations: Schema.migrations).check(connection)
        } catch {
            close()
            throw error
        }
    }

    /// False when the company it speaks for does not exist, so that nothing will be visible.
    package var hasCompany: Bool {
        guard case .company(let id) = binding else { return true }
        let found = try? connection.acting(as: .system) { session in
            try session.rows("SELECT 1 FROM rls$companies WHERE id = \(id)") { $0.int(0) }
        }
        return found?.isEmpty == false
    }

    /// Runs one statement, or begins or ends the transaction of those that follow.
    ///
    /// A statement that fails undoes itself alone; a transaction goes on until it is committed or rolled back.
    package func run(_ text: String) -> ProbeAnswer {
        do {
            if let control = TransactionControl(text) { return try run(control, text) }
            try record(text)
            return try connection.acting(as: binding, within: limit) { _ in connection.probe(text) }
        } catch {
            return ProbeAnswer(error)
        }
    }

    /// Undoes an open transaction and gives the file back.
    ///
    /// - Returns: True when a transaction was open.
    @discardableResult
    package func close() -> Bool {
        let wasOpen = connection.inTransaction
        if wasOpen { _ = run("ROLLBACK") }
        try? audit?.flush(to: connection)
        connection.close()
        if wasClean { _ = FileManager.default.createFile(atPath: SQLiteDriver.cleanMark(of: path), contents: nil) }
        lock.release()
        return wasOpen
    }

    private func run(_ control: TransactionControl, _ text: String) throws -> ProbeAnswer {
        guard (control == .begin) != connection.inTransaction else {
            let words = control == .begin ? "a transaction is open already" : "no transaction is open"
            return .error(.other, message: words)
        }
        if control == .begin { try record(text) }
        try connection.execute(control.rawValue)
        // What was run inside a transaction is written down after its end, or a rollback would take it along.
        if control != .begin {
            audit?.note(text)
            try audit?.flush(to: connection)
        }
        return .affected(0)
    }

    private func record(_ text: String) throws {
        audit?.note(text)
        if !connection.inTransaction { try audit?.flush(to: connection) }
    }
}
