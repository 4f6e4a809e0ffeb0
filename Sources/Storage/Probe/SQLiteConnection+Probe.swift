extension SQLiteConnection {
    /// Rows that one answer may hold.
    static let probeRowLimit = 100_000

    /// Runs a text of any origin. Only the engine's wall stands between it and the data, so this is for `Probe`
    /// and for the tests of the wall.
    func probe(_ text: String, _ values: [SQLValue] = []) -> ProbeAnswer {
        do {
            let statement = try statement(for: SQL(probed: text))
            let columns = statement.columnNames
            var rows: [[SQLValue]] = []
            let changed = try countingChanges {
                try statement.run(values) { row in
                    guard rows.count < Self.probeRowLimit else {
                        throw StorageError.unsupported("more than \(Self.probeRowLimit) rows; add a LIMIT")
                    }
                    rows.append((0..<columns.count).map(row.value))
                }
            }
            guard columns.isEmpty else { return .rows(columns: columns, rows: rows) }
            return .affected(changed)
        } catch {
            return ProbeAnswer(error)
        }
    }
}
