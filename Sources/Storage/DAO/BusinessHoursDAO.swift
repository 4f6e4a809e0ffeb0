import Domain

/// The `business_hours` table: the windows of an ordinary week.
package struct BusinessHoursDAO {
    let tx: TenantTransaction
    package init(_ tx: TenantTransaction) { self.tx = tx }

    package func week() throws -> BusinessHours {
        let rows = try tx.rows("SELECT weekday, opens, closes FROM business_hours ORDER BY weekday, opens") { row in
            (
                day: try row.expect(Weekday(rawValue: row.int(0)), 0, "weekday"),
                window: try row.expect(
                    BusinessHours.Window(opens: try row.time(1), closes: try row.time(2)), 1, "window")
            )
        }
        return BusinessHours(Dictionary(grouping: rows, by: \.day).mapValues { $0.map(\.window) })
    }

    /// Puts this week in place of the one before.
    package func replace(with hours: BusinessHours) throws {
        try tx.run("DELETE FROM business_hours")
        let rows = Weekday.allCases.flatMap { day in
            hours[day].map { "(\(day), \($0.opens), \($0.closes))" as SQL }
        }
        guard let first = rows.first else { return }
        let values = rows.dropFirst().reduce(first) { "\(sql: $0), \(sql: $1)" }
        try tx.run("INSERT INTO business_hours (weekday, opens, closes) VALUES \(sql: values)")
    }
}
