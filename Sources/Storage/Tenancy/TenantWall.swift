import Domain

/// The wall below SQL: for each tenant table a view under its own name, triggers that carry writes through
/// the view, and guards on the base table. Generated from the schema, so that no table can be forgotten.
///
/// A base table is named with the prefix, its view without. `companies` is walled by its `id`, every other
/// table by `company_id`.
struct TenantWall {
    static let prefix = "rls$"
    static let refusalPrefix = "rls:"
    /// What `current_company()` says outside the wall. No company has this id.
    static let systemCompany: Int64 = -1

    let table: String
    /// Columns that the view shows, in order, with their default expressions.
    let columns: [(name: String, initial: String?)]
    let key: [String]

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
        guard columns.contains(where: { $0.name == tenant }), self.key.first == tenant else {
            throw StorageError.wall("\(table): the key of a tenant table must start with \(tenant)")
        }
    }

    /// Everything that makes the wall, in order. Dropped and made anew with each migration.
    var statements: [String] {
        let names = columns.map { "\"\($0.name)\"" }
        let values = columns.map { column -> String in
            if column.name == tenant { return "current_company()" }
            return column.initial.map { "coalesce(NEW.\"\(column.name)\", \($0))" } ?? "NEW.\"\(column.name)\""
        }
        let changes = columns.filter { !key.contains($0.name) }.map { "\"\($0.name)\" = NEW.\"\($0.name)\"" }
        let sameRow = key.map { "\"\($0)\" = OLD.\"\($0)\"" }.joined(separator: " AND ")
        let keyMoved = key.map { "NEW.\"\($0)\" IS NOT OLD.\"\($0)\"" }.joined(separator: " OR ")
        let refuse = { (what: String) in "SELECT RAISE(ABORT, '\(Self.refusalPrefix) \(table) \(what)')" }
        let foreign = "current_company() AND current_company() IS NOT \(Self.systemCompany)"
        let mark = Self.prefix + table
        return [
            """
            CREATE VIEW "\(table)" AS SELECT \(names.joined(separator: ", ")) FROM \(base) AS "\(Self.prefix)b" \
            WHERE "\(Self.prefix)b"."\(tenant)" = current_company()
            """,
            """
            CREATE TRIGGER "\(mark)_insert" INSTEAD OF INSERT ON "\(table)" BEGIN
            \(refuse("insert")) WHERE current_company() IS NULL
              OR (NEW."\(tenant)" IS NOT NULL AND NEW."\(tenant)" IS NOT current_company());
            INSERT INTO \(base) (\(names.joined(separator: ", "))) VALUES (\(values.joined(separator: ", "))); END
            """,
            """
            CREATE TRIGGER "\(mark)_update" INSTEAD OF UPDATE ON "\(table)" BEGIN
            \(refuse("key")) WHERE \(keyMoved);
            \(changes.isEmpty ? "" : "UPDATE \(base) SET \(changes.joined(separator: ", ")) WHERE \(sameRow);") END
            """,
            """
            CREATE TRIGGER "\(mark)_delete" INSTEAD OF DELETE ON "\(table)" BEGIN
            DELETE FROM \(base) WHERE \(sameRow); END
            """,
            """
            CREATE TRIGGER "\(mark)_guard_insert" BEFORE INSERT ON \(base)
            WHEN NEW."\(tenant)" IS NOT \(foreign) BEGIN \(refuse("insert")); END
            """,
            """
            CREATE TRIGGER "\(mark)_guard_update" BEFORE UPDATE ON \(base)
            WHEN (OLD."\(tenant)" IS NOT current_company() OR NEW."\(tenant)" IS NOT current_company())
              AND current_company() IS NOT \(Self.systemCompany) BEGIN \(refuse("update")); END
            """,
            """
            CREATE TRIGGER "\(mark)_guard_delete" BEFORE DELETE ON \(base)
            WHEN OLD."\(tenant)" IS NOT \(foreign) BEGIN \(refuse("delete")); END
            """,
        ]
    }

    /// Names of the wall's parts in the schema, to see that none is missing.
    var parts: Set<String> {
        let mark = Self.prefix + table
        return Set(Self.guards(of: table) + [table, "\(mark)_insert", "\(mark)_update", "\(mark)_delete"])
    }

    /// Triggers of the base table; those of the view go when the view is dropped.
    static func guards(of table: String) -> [String] {
        ["insert", "update", "delete"].map { "\(prefix)\(table)_guard_\($0)" }
    }
}
