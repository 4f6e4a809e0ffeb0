import Domain

/// The wall below SQL: for each tenant table a view under its own name, triggers that carry writes through
/// the view, and guards on the base table. Generated from the schema, so that no table can be forgotten.
///
/// A base table is named with the prefix, its view without. `companies` is walled by its `id`, every other
/// table by `company_id`. The wall is built anew with each migration, so a change here needs one, if an empty one.
struct TenantWall {
    static let prefix = "rls$"
    static let refusalPrefix = "rls:"
    /// What `current_company()` says outside the wall. No company has this id.
    static let systemCompany: Int64 = -1
    /// The function by which the triggers say that one more row was updated. Only they can name it.
    static let counter = prefix + "updated"

    let table: String
    /// Columns that the view shows, in order, with their default expressions.
    let columns: [(name: String, initial: String?)]
    let key: [String]
    /// The other columns, those together that are written together: see `columnGroups`.
    let groups: [[String]]

    private var base: String { "\"\(Self.prefix)\(table)\"" }
    private var tenant: String { table == "companies" ? "id" : "company_id" }

    /// Reads a base table's columns and key from the schema.
    init(table: String, in session: any SQLSession) throws {
        self.table = table
        var columns: [(name: String, initial: String?)] = []
        var key: [(Int, String)] = []
        let listed = try session.rows(SQL(generated: "PRAGMA table_info(\"\(Self.prefix)\(table)\")")) { row in
            (name: row.string(1), initial: row.optionalString(4), place: row.int(5))
        }
        for column in listed {
            columns.append((column.name, column.initial))
            if column.place > 0 { key.append((column.place, column.name)) }
        }
        self.columns = columns
        self.key = key.sorted { $0.0 < $1.0 }.map(\.1)
        let others = columns.map(\.name).filter { name in !key.contains { $0.1 == name } }
        groups = Self.columnGroups(of: others, by: try Self.indexes(of: table, in: session))
        guard columns.contains(where: { $0.name == tenant }), self.key.first == tenant else {
            throw StorageError.wall("\(table): the key of a tenant table must start with \(tenant)")
        }
    }

    /// Key columns that a company may change: all but the company itself.
    private var movable: [String] { key.filter { $0 != tenant } }

    /// Finds on the base table the row that the view showed.
    private var sameRow: String { key.map { "\"\($0)\" = OLD.\"\($0)\"" }.joined(separator: " AND ") }

    /// Everything that makes the wall, in order. Dropped and made anew with each migration.
    var parts: [Part] { [view, insert, delete] + updates + guards }

    /// One view or trigger.
    struct Part: Sendable {
        let name: String
        /// As the schema keeps it.
        let text: String
    }

    private var mark: String { Self.prefix + table }

    private func refusal(_ act: String) -> String { "SELECT RAISE(ABORT, '\(Self.refusalPrefix) \(table) \(act)')" }

    private var view: Part {
        let names = columns.map { "\"\($0.name)\"" }.joined(separator: ", ")
        return Part(
            name: table,
            text: """
                CREATE VIEW "\(table)" AS SELECT \(names) FROM \(base) AS "\(Self.prefix)b" \
                WHERE "\(Self.prefix)b"."\(tenant)" = current_company()
                """)
    }

    private var insert: Part {
        let names = columns.map { "\"\($0.name)\"" }.joined(separator: ", ")
        let values = columns.map { column -> String in
            if column.name == tenant { return "current_company()" }
            return column.initial.map { "coalesce(NEW.\"\(column.name)\", \($0))" } ?? "NEW.\"\(column.name)\""
        }
        return trigger(
            "insert", "INSTEAD OF INSERT ON \"\(table)\"",
            """
            \(refusal("insert")) WHERE current_company() IS NULL
              OR (NEW."\(tenant)" IS NOT NULL AND NEW."\(tenant)" IS NOT current_company());
            INSERT INTO \(base) (\(names)) VALUES (\(values.joined(separator: ", ")));
            """)
    }

    private var delete: Part {
        trigger("delete", "INSTEAD OF DELETE ON \"\(table)\"", "DELETE FROM \(base) WHERE \(sameRow);")
    }

    /// A key that stays leaves its indexes alone, so a key that moves has a trigger of its own. Of the other
    /// columns a group that stays is not written, nor the indexes that carry it. Both triggers read every column:
    /// RETURNING shows NULL for one that no trigger reads.
    private var updates: [Part] {
        let stays = movable.map { "NEW.\"\($0)\" IS OLD.\"\($0)\"" }.joined(separator: " AND ")
        let changed = groups.map { update($0, where: " AND (\(changes(of: $0)))") }.joined(separator: "\n")
        let keyStays = trigger(
            "update", "INSTEAD OF UPDATE ON \"\(table)\" \(stays.isEmpty ? "" : "WHEN \(stays) ")",
            "\(staysHere) \(counted) \(changed)")
        guard !movable.isEmpty else { return [keyStays] }
        let moved = movable.map { "\"\($0)\"" }.joined(separator: ", ")
        let keyMoves = trigger(
            "move", "INSTEAD OF UPDATE OF \(moved) ON \"\(table)\" WHEN NOT (\(stays))",
            "\(staysHere) \(counted) \(update(movable + groups.joined()))")
        return [keyStays, keyMoves]
    }

    private var staysHere: String { "\(refusal("update")) WHERE NEW.\"\(tenant)\" IS NOT OLD.\"\(tenant)\";" }

    /// Counts the row: its groups are several changes to SQLite.
    private var counted: String { "SELECT \"\(Self.counter)\"();" }

    private func changes(of names: [String]) -> String {
        names.map { "NEW.\"\($0)\" IS NOT OLD.\"\($0)\"" }.joined(separator: " OR ")
    }

    private func update(_ changed: [String], where condition: String = "") -> String {
        let changes = changed.map { "\"\($0)\" = NEW.\"\($0)\"" }.joined(separator: ", ")
        return "UPDATE \(base) SET \(changes) WHERE \(sameRow)\(condition);"
    }

    /// The second layer, on the base table itself.
    private var guards: [Part] {
        let notSystem = "current_company() IS NOT \(Self.systemCompany)"
        return [
            trigger(
                "guard_insert",
                "BEFORE INSERT ON \(base) WHEN NEW.\"\(tenant)\" IS NOT current_company() AND \(notSystem)",
                "\(refusal("insert"));"),
            trigger(
                "guard_update",
                """
                BEFORE UPDATE ON \(base) WHEN (OLD."\(tenant)" IS NOT current_company()
                  OR NEW."\(tenant)" IS NOT current_company()) AND \(notSystem)
                """, "\(refusal("update"));"),
            trigger(
                "guard_delete",
                "BEFORE DELETE ON \(base) WHEN OLD.\"\(tenant)\" IS NOT current_company() AND \(notSystem)",
                "\(refusal("delete"));"),
        ]
    }

    private func trigger(_ act: String, _ event: String, _ body: String) -> Part {
        Part(name: "\(mark)_\(act)", text: "CREATE TRIGGER \"\(mark)_\(act)\" \(event) BEGIN\n\(body) END")
    }

    /// Triggers of the base table; those of the view go when the view is dropped.
    static func guards(of table: String) -> [String] {
        ["insert", "update", "delete"].map { "\(prefix)\(table)_guard_\($0)" }
    }
}
