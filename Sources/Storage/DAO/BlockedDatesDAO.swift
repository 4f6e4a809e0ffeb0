import Domain

/// The `blocked_dates` table: time that the shop takes off.
package struct BlockedDatesDAO {
    let tx: TenantTransaction
    package init(_ tx: TenantTransaction) { self.tx = tx }

    /// Blocks that end on this day or later.
    package func list(from day: LocalDay) throws -> [BlockedDate] {
        try tx.rows(
            """
            SELECT id, first_day, last_day, opens, closes, reason FROM blocked_dates
            WHERE last_day >= \(day) ORDER BY last_day
            """
        ) { row in
            let window = try row.optional(3) { row in
                try row.expect(BusinessHours.Window(opens: row.time(3), closes: row.time(4)), 3, "window")
            }
            return BlockedDate(
                id: row.id(0), firstDay: try row.day(1), lastDay: try row.day(2), window: window, reason: row.string(5))
        }
    }

    package func insert(_ block: BlockedDate) throws {
        try tx.run(
            """
            INSERT INTO blocked_dates (id, first_day, last_day, opens, closes, reason)
            VALUES (\(block.id), \(block.firstDay), \(block.lastDay), \(block.window?.opens), \(block.window?.closes),
                    \(block.reason))
            """)
    }
}
