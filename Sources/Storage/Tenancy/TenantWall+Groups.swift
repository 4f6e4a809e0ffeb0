/// Which columns a view's update trigger writes together.
extension TenantWall {
    struct Index: Hashable {
        let name: String
        let isUnique: Bool
        let columns: Set<String>
    }

    /// The indexes of a base table, as the schema has them.
    static func indexes(of table: String, in session: any SQLSession) throws -> [Index] {
        let listed = try session.rows(SQL(generated: "PRAGMA index_list(\"\(prefix)\(table)\")")) { row in
            (name: row.string(1), isUnique: row.bool(2))
        }
        return try listed.map { name, isUnique in
            let columns = try session.rows(SQL(generated: "PRAGMA index_info(\"\(name)\")")) { $0.string(2) }
            return Index(name: name, isUnique: isUnique, columns: Set(columns))
        }
    }

    /// Columns by the indexes that carry them: SQLite rewrites an index for every statement that sets one of its
    /// columns, changed or not.
    ///
    /// Columns of one unique index stay together, since a row half written could meet another's key.
    ///
    /// - Returns: Groups in the order of their first columns.
    static func columnGroups(of columns: [String], by indexes: [Index]) -> [[String]] {
        var groups: [(indexes: Set<Index>, columns: [String])] = []
        for column in columns {
            let own = Set(indexes.filter { $0.columns.contains(column) })
            let isMate = { (other: Set<Index>) in other == own || other.contains { $0.isUnique && own.contains($0) } }
            let mates = groups.filter { isMate($0.indexes) }
            groups.removeAll { isMate($0.indexes) }
            groups.append((mates.reduce(own) { $0.union($1.indexes) }, mates.flatMap(\.columns) + [column]))
        }
        return groups.map { group in columns.filter(group.columns.contains) }
            .sorted { (columns.firstIndex(of: $0[0]) ?? 0) < (columns.firstIndex(of: $1[0]) ?? 0) }
    }
}
