import Foundation

/// What SQLite's planner is told about the size of the tenant tables, in place of what `ANALYZE` would count.
///
/// A file holds many shops, so an index whose first column is the company still leaves thousands of rows after it;
/// the planner's own guess is ten, and reading a whole shop looks cheap to it. Counted figures would be another file's
/// on every machine and change from day to day; these make each plan the one that was tested
/// (sqlite.org/optoverview.html#manual_control_of_query_plans_using_sqlite_stat_tables).
struct PlanStatistics {
    /// A large file: as many rows of a table, and as many of one shop.
    private static let rows = 1_000_000
    private static let rowsOfCompany = 5000.0
    /// A partial index is made for the few rows that are looked for all the time; one of rows that *lack* a mark, such as
    /// people not erased, has nearly all of them.
    private static let rowsOfPart = 50.0
    /// Rows that share all columns of an index which tells none apart: a customer's visits.
    private static let rowsOfLastColumn = 10.0

    /// Writes them for every index of the tables, and makes this connection use them; others do when they are opened.
    static func write(_ tables: [String], on connection: SQLiteConnection, _ session: any SQLSession) throws {
        // Makes the table of statistics; of itself it counts nothing.
        try connection.execute("ANALYZE sqlite_schema")
        _ = try session.run("DELETE FROM sqlite_stat1")
        for table in tables {
            let base = TenantWall.prefix + table
            let indexes = try session.rows(SQL(generated: "PRAGMA index_list(\"\(base)\")")) { row in
                Index(name: row.string(1), isUnique: row.bool(2), isKey: row.string(3) == "pk", isPartial: row.bool(4))
            }
            for index in indexes {
                let columns = try session.rows(SQL(generated: "PRAGMA index_info(\"\(index.name)\")")) { row in
                    row.optionalString(2) ?? ""
                }
                let isPart = try index.isPartial && !hasNearlyAll(index.name, session)
                // A table kept in the order of its key goes by its own name here.
                let inOrder = try index.isKey && isInOrderOfKey(base, session)
                let name = inOrder ? base : index.name
                _ = try session.run(
                    "INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (\(base), \(name), \(index.figures(of: columns, isPart: isPart)))"
                )
            }
        }
        try connection.execute("ANALYZE sqlite_schema")
    }

    private static func isInOrderOfKey(_ base: String, _ session: any SQLSession) throws -> Bool {
        try session.rows("SELECT wr FROM pragma_table_list WHERE schema = 'main' AND name = \(base)") { $0.bool(0) }
            .first ?? false
    }

    private static func hasNearlyAll(_ index: String, _ session: any SQLSession) throws -> Bool {
        try session.rows("SELECT sql LIKE '% IS NULL' FROM sqlite_schema WHERE name = \(index)") { $0.bool(0) }.first
            ?? false
    }

    private struct Index {
        let name: String
        let isUnique: Bool
        let isKey: Bool
        let isPartial: Bool

        /// The rows of the index, then how many share its first column, its first two, and so on: "1000000 5000 70 1".
        func figures(of columns: [String], isPart: Bool) -> String {
            let ofCompany = isPart ? rowsOfPart : rowsOfCompany
            let toldApart = isUnique || columns.last == "id"
            let last = toldApart ? 1.0 : min(rowsOfLastColumn, ofCompany)
            let steps = Double(max(1, columns.count - 1))
            let shares = columns.indices.map { place -> Int in
                if columns[0] != "company_id" { return toldApart && place == columns.count - 1 ? 1 : 10 }
                return max(1, Int((ofCompany * pow(last / ofCompany, Double(place) / steps)).rounded()))
            }
            let all = isPart ? rows / 100 : rows
            return ([all] + shares).map(String.init).joined(separator: " ")
        }
    }
}
