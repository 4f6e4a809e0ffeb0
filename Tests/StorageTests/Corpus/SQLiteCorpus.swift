import Domain
import Foundation

@testable import Storage

/// The product's SQLite layer with the corpus's rows in it, in a file of its own.
final class SQLiteCorpus {
    let path: String
    let connection: SQLiteConnection
    /// Columns that each tenant table shows, in order.
    let columns: [String: [String]]

    /// Made once by the driver that the server uses, seeded through the wall, and copied for each test.
    private static let template = Task {
        let folder = try makeFolder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = folder + "/auzap.db"
        let seed = try CorpusSeed.load()
        let driver = try SQLiteDriver(path: path, readers: 1)
        for viewer in [Viewer.one, .two] {
            try await driver.write(as: viewer.binding) { session in
                for text in seed.statements(for: viewer) { _ = try session.run(SQL(probed: text)) }
            }
        }
        await driver.close()
        return try Data(contentsOf: URL(filePath: path))
    }

    static func makeFile() async throws -> String {
        let path = try makeFolder() + "/auzap.db"
        try await template.value.write(to: URL(filePath: path))
        return path
    }

    private static func makeFolder() throws -> String {
        let folder = NSTemporaryDirectory() + "auzap-corpus-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        return folder
    }

    static func make() async throws -> SQLiteCorpus {
        let path = try await makeFile()
        do {
            return try SQLiteCorpus(path: path)
        } catch {
            remove(path)
            throw error
        }
    }

    private init(path: String) throws {
        self.path = path
        let connection = try SQLiteConnection(path: path, role: .writer)
        self.connection = connection
        columns = try connection.acting(as: .system) { session in
            var tables: [String: [String]] = [:]
            for table in Schema.tenantTables {
                tables[table] = try TenantWall(table: table, in: session).columns.map(\.name)
            }
            return tables
        }
    }

    deinit {
        connection.close()
        Self.remove(path)
    }

    static func remove(_ path: String) {
        try? FileManager.default.removeItem(atPath: URL(filePath: path).deletingLastPathComponent().path)
    }

    /// Runs a case and undoes it.
    func observe(_ example: CorpusCase, as viewer: Viewer) throws -> Observation {
        try connection.execute("BEGIN IMMEDIATE")
        defer { if connection.inTransaction { try? connection.execute("ROLLBACK") } }
        let answer = try connection.acting(as: viewer.binding) { _ in
            connection.probe(example.sql, example.binds?.map(\.sqlValue) ?? [])
        }
        return Observation(seen: Seen(answer), state: try state())
    }

    /// Every row, read outside the wall.
    func state() throws -> CorpusState {
        try connection.acting(as: .system) { session in
            var state: CorpusState = [:]
            for (table, columns) in columns {
                let names = columns.map { "\"\($0)\"" }.joined(separator: ", ")
                let text = "SELECT \(names) FROM \"\(TenantWall.prefix)\(table)\" ORDER BY \(names)"
                state[table] = try session.rows(SQL(generated: text)) { row in
                    (0..<columns.count).map { Cell(row.value($0)) }
                }
            }
            return state
        }
    }
}

extension Viewer {
    var binding: TenantBinding { companyID.map(TenantBinding.company) ?? .none }
}

extension Cell {
    var sqlValue: SQLValue {
        switch self {
        case .null: .null
        case .number(let number): number == number.rounded() ? .integer(Int64(number)) : .real(number)
        case .text(let text): .text(text)
        }
    }
}
