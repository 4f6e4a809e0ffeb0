import Domain
import Support
import Foundation
import Testing

@testable import Storage

@Suite("The database file") struct SQLiteFileTests {
    @Test("a second opening of the same file is refused as locked, and works after the first has closed")
    func locked() async throws {
        let engine = try await Engine()
        let error = #expect(throws: StorageError.self) { try SQLiteDriver(path: engine.path, clock: ManualClock()) }
        guard case .locked = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        try await engine.insert(1)
        await engine.driver.close()
        let again = try SQLiteDriver(path: engine.path, clock: ManualClock())
        #expect(again.opening.migrations == [])
        let ids = try await again.read(as: .system) { try $0.rows("SELECT id FROM notes") { $0.int(0) } }
        #expect(ids == [1])
        await again.close()
    }

    @Test("a new file gets every step of the schema")
    func fresh() async throws {
        let engine = try await Engine()
        #expect(engine.driver.opening.migrations == Schema.migrations.map(\.number))
        await engine.driver.close()
    }

    @Test("two shops are there, whole, after closing and opening again")
    func reopened() async throws {
        let folder = try TemporaryFolder()
        let clock = ManualClock()
        let driver = try SQLiteDriver(path: folder.path("a.db"), clock: clock)
        let shops = try await TwoShops(in: Database(driver: driver, ids: IDMaker(clock: clock)), clock: clock)
        let before = try await shops.database.everything(of: shops.first.companyID)
        await driver.close()
        let again = try SQLiteDriver(path: folder.path("a.db"), clock: clock)
        let database = Database(driver: again, ids: IDMaker(clock: clock))
        #expect(try await database.everything(of: shops.first.companyID) == before)
        await again.close()
    }

    @Test("a file that is no database is refused as such, and left as it is")
    func garbage() throws {
        let folder = try TemporaryFolder()
        let text = String(repeating: "isto não é um banco de dados. ", count: 200)
        try text.write(toFile: folder.path("a.db"), atomically: true, encoding: .utf8)
        #expect(throws: StorageError.self) { try SQLiteDriver(path: folder.path("a.db"), clock: ManualClock()) }
        #expect(try String(contentsOfFile: folder.path("a.db"), encoding: .utf8) == text)
    }

    @Test("a folder that does not exist is an error of the disk")
    func noFolder() throws {
        let folder = try TemporaryFolder()
        let error = #expect(throws: StorageError.self) {
            try SQLiteDriver(path: folder.path("missing/a.db"), clock: ManualClock())
        }
        guard case .io = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }
}
