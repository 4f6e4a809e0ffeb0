import Domain
import Support
import Testing

@testable import Storage

@Suite("What the planner is told") struct PlanStatisticsTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func connect() throws -> SQLiteConnection {
        let connection = try SQLiteConnection(path: folder.path("a.db"), role: .writer)
        _ = try Migrator(migrations: Schema.migrations).migrate(connection, clock: ManualClock()) { _ in }
        return connection
    }

    @Test("every index of a tenant table has a figure for each of its columns, falling to one where it is unique")
    func complete() throws {
        let connection = try connect()
        defer { connection.close() }
        try connection.acting(as: .system) { session in
            for table in Schema.tenantTables.map({ TenantWall.prefix + $0 }) {
                let indexes = try session.rows(SQL(generated: "PRAGMA index_list(\"\(table)\")")) {
                    (name: $0.string(1), isUnique: $0.bool(2))
                }
                for index in indexes {
                    let columns = try session.rows(SQL(generated: "PRAGMA index_info(\"\(index.name)\")")) { $0.int(1) }
                    let found = try session.rows(
                        "SELECT stat FROM sqlite_stat1 WHERE tbl = \(table) AND idx IN (\(index.name), \(table))"
                    ) { $0.string(0).split(separator: " ").compactMap { Int($0) } }
                    let figures = try #require(found.first { $0.count == columns.count + 1 }, "\(index.name)")
                    #expect(figures == figures.sorted(by: >), "\(index.name)")
                    #expect(!index.isUnique || figures.last == 1, "\(index.name)")
                }
            }
        }
    }

    @Test("a day's visits are found by their day, though all of a shop's lie side by side")
    func day() throws {
        try connect().close()
        let connection = try SQLiteConnection(path: folder.path("a.db"), role: .reader)
        defer { connection.close() }
        let plan = try connection.acting(as: .system) { session in
            try session.rows(
                """
                EXPLAIN QUERY PLAN SELECT count(*), sum(preco) FROM rls$appointments
                WHERE company_id = 1 AND data_agendamento = '2026-03-01'
                """
            ) { $0.string(3) }
        }
        #expect(plan.count == 1)
        #expect(plan.first?.contains("rls$appointments_by_day (company_id=? AND data_agendamento=?)") == true)
    }
}
