import Domain
import Testing

@testable import Storage

/// Fifty companies on one file at once, with work that is cancelled at any moment.
@Suite struct ManyCompaniesTests {
    private static let companies = 50
    private static let acts = 200

    @Test("fifty companies, two hundred acts each, some cancelled: no row of another is ever seen or changed")
    func concurrent() async throws {
        let path = try await SQLiteCorpus.makeFile()
        defer { SQLiteCorpus.remove(path) }
        let database = Database(driver: try SQLiteDriver(path: path, readers: 2), ids: IDMaker())
        let scopes = (0..<Self.companies).map { TenantScope(companyID: Company.ID(Int64(100 + $0)), actor: .worker) }
        let foreign = try await withThrowingTaskGroup(of: [String].self) { group in
            for scope in scopes { group.addTask { try await Self.foreignNames(seenBy: scope, database) } }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(foreign == [])
        for scope in scopes {
            let names = try await Self.names(scope, database)
            #expect(!names.isEmpty && names.allSatisfy { $0.hasPrefix("\(scope.companyID)-") })
        }
        let left = try await database.driver.write(as: .none) { session in
            try session.rows("SELECT count(*) FROM tutors") { $0.int(0) }
        }
        #expect(left == [0])
        await database.close()
    }

    /// Works as one company, and returns the names that are not its own.
    private static func foreignNames(seenBy scope: TenantScope, _ database: Database) async throws -> [String] {
        try await open(scope, database)
        var foreign: [String] = []
        for act in 0..<acts {
            let task = Task { try await perform(act, scope, database) }
            if Int.random(in: 0..<3) == 0 { task.cancel() }
            // A cancelled act may throw; one that was done must have seen its own rows alone.
            guard case .success(let names) = await task.result else { continue }
            foreign += names.filter { !$0.hasPrefix("\(scope.companyID)-") }
        }
        return foreign
    }

    private static func open(_ scope: TenantScope, _ database: Database) async throws {
        _ = try await database.write(scope) { tx in
            try tx.run(
                """
                INSERT INTO companies (id, name, slug, settings, created_at)
                VALUES (\(scope.companyID), 'Loja', \("loja-\(scope.companyID)"), '{}', 1)
                """)
        }
    }

    /// Does one act and returns every name that it saw.
    private static func perform(_ act: Int, _ scope: TenantScope, _ database: Database) async throws -> [String] {
        switch act % 5 {
        case 0:
            try await database.write(scope) { tx in
                // Every company uses the same ids.
                try tx.run(
                    """
                    INSERT INTO tutors (id, nome, created_at, updated_at)
                    VALUES (\(act), \("\(scope.companyID)-\(act)"), 1, 1)
                    """)
                return try tx.rows("SELECT nome FROM tutors") { $0.string(0) }
            }
        case 1:
            try await database.write(scope) { tx in
                try tx.rows("UPDATE tutors SET is_vip = 1 - is_vip RETURNING nome") { $0.string(0) }
            }
        case 2:
            try await database.write(scope) { tx in
                let gone = try tx.rows("DELETE FROM tutors WHERE id = \(act - 12) RETURNING nome") { $0.string(0) }
                // Undone after it was done: the next write on this connection must not inherit anything.
                if act % 3 == 0 { throw StorageError.interrupted }
                return gone
            }
        default: try await names(scope, database)
        }
    }

    private static func names(_ scope: TenantScope, _ database: Database) async throws -> [String] {
        try await database.read(scope) { tx in try tx.rows("SELECT nome FROM tutors ORDER BY id") { $0.string(0) } }
    }
}
