import Domain

/// The one handle that DAOs accept: inside it, a table's name means this company's rows.
package struct TenantTransaction {
    package let companyID: Company.ID
    let session: any SQLSession

    /// - Returns: Rows changed.
    @discardableResult
    package func run(_ sql: SQL) throws -> Int { try session.run(sql) }

    package func rows<T>(_ sql: SQL, _ map: (Row) throws -> T) throws -> [T] { try session.rows(sql, map) }

    /// The first row, or nil when there is none.
    package func first<T>(_ sql: SQL, _ map: (Row) throws -> T) throws -> T? { try session.rows(sql, map).first }

    /// The first column of the first row as a number; 0 when there is no row.
    package func count(_ sql: SQL) throws -> Int { try first(sql) { $0.int(0) } ?? 0 }
}

/// A transaction outside the wall. Only this target makes one, for the named methods of `SystemDesk`.
struct SystemTransaction {
    let session: any SQLSession

    @discardableResult
    func run(_ sql: SQL) throws -> Int { try session.run(sql) }
    func rows<T>(_ sql: SQL, _ map: (Row) throws -> T) throws -> [T] { try session.rows(sql, map) }
    func first<T>(_ sql: SQL, _ map: (Row) throws -> T) throws -> T? { try session.rows(sql, map).first }
}
