/// The tenant wall as a file has it, beside the one that this program would make.
struct WallOnFile {
    private let present: [String: String]
    private let wanted: [(table: String, parts: [TenantWall.Part])]
    /// Tables with a company, by the names they have below the wall.
    private let withCompany: [String]
    /// What keeps the figures: not of the wall, but as easily lost.
    private let figures: [TenantWall.Part]

    init(of connection: SQLiteConnection, _ migrations: [Migration]) throws {
        figures = KeptFigures.all(of: migrations).flatMap(\.parts)
        (present, wanted, withCompany) = try connection.acting(as: .system) { session in
            let rows = try session.rows("SELECT name, sql FROM sqlite_schema") { ($0.string(0), $0.string(1)) }
            let withCompany = try session.rows(
                """
                SELECT t.name FROM sqlite_schema t
                WHERE t.type = 'table'
                  AND EXISTS (SELECT 1 FROM pragma_table_info(t.name) c WHERE c.name = 'company_id')
                """
            ) { $0.string(0) }
            let wanted = try migrations.flatMap(\.tenantTables).map { table in
                (table, try TenantWall(table: table, in: session).parts)
            }
            return (Dictionary(rows) { first, _ in first }, wanted, withCompany)
        }
    }

    /// True when every part of the wall is there, and some are of another version of this program.
    var isOld: Bool {
        let parts = wanted.flatMap(\.parts) + figures
        return parts.allSatisfy { present[$0.name] != nil } && parts.contains { present[$0.name] != $0.text }
    }

    /// Refuses a database in which a table with a company lacks any part of its wall.
    func verify() throws {
        let walled = Set(wanted.map { TenantWall.prefix + $0.table })
        for table in withCompany where !walled.contains(table) {
            throw StorageError.wall("\(table) has a company but no wall; list it in its migration's tenantTables")
        }
        for (table, parts) in wanted {
            for part in parts where present[part.name] != part.text {
                let fault = present[part.name] == nil ? "is missing" : "is not what this program makes"
                throw StorageError.wall("\(table) lacks its wall: \(part.name) \(fault)")
            }
        }
        for part in figures where present[part.name] != part.text {
            throw StorageError.wall("the kept figures lack \(part.name)")
        }
    }
}
