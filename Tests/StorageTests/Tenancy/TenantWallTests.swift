import Domain
import Support
import Testing

@testable import Storage

@Suite("The tenant wall") struct TenantWallTests {
    static let everywhere = TestDriver.available.flatMap { driver in
        Schema.tenantTables.map { Place(driver: driver, table: $0) }
    }

    struct Place: Sendable, CustomStringConvertible {
        let driver: TestDriver
        let table: String
        var tenant: String { tenantColumn(of: table) }
        var description: String { "\(table) on \(driver)" }

        /// Shops for tests that change nothing as long as the wall holds; shared by all of them.
        func untouched() async throws -> TwoShops { try await #require(TenantWallTests.shared[driver]).value }
    }

    private static let shared = Dictionary(
        uniqueKeysWithValues: TestDriver.available.map { driver in (driver, Task { try await TwoShops(on: driver) }) })

    @Test("both companies of the fixture have rows in every table", arguments: everywhere)
    func fixture(place: Place) async throws {
        let shops = try await place.untouched()
        for shop in shops.both {
            let all = try await shops.database.everything(of: shop.companyID)
            #expect(all[place.table]?.isEmpty == false)
        }
    }

    @Test("a company sees its own rows and no others", arguments: everywhere)
    func reading(place: Place) async throws {
        let shops = try await place.untouched()
        for shop in shops.both {
            let seen = try await shops.database.rows(
                "SELECT DISTINCT \(place.tenant) FROM \(place.table)", as: .company(shop.companyID))
            #expect(seen == [[.integer(shop.companyID.rawValue)]])
        }
        let asked = try await shops.database.rows(
            "SELECT * FROM \(place.table) WHERE \(place.tenant) = \(shops.first.companyID) OR 1 = 1 AND "
                + "\(place.tenant) <> \(shops.second.companyID)", as: .company(shops.second.companyID))
        #expect(asked.isEmpty)
    }

    @Test("deleting and updating without a condition touch the company's own rows only", arguments: everywhere)
    func sloppyWrites(place: Place) async throws {
        let shops = try await TwoShops(on: place.driver)
        let before = try await shops.database.everything(of: shops.first.companyID)
        let own = try await shops.database.everything(of: shops.second.companyID)[place.table] ?? []
        let stranger = TenantBinding.company(shops.second.companyID)
        let column = try #require(try await shops.database.columns(of: place.table).last)
        let touched = try? await shops.database.run(
            "UPDATE \(place.table) SET \(column) = \(column)", as: stranger)
        #expect(touched == own.count)
        // Rows that others point to stay; what matters is whose rows go.
        let gone = try? await shops.database.run("DELETE FROM \(place.table)", as: stranger)
        #expect(gone ?? 0 <= own.count)
        #expect(try await shops.database.everything(of: shops.first.companyID) == before)
    }

    @Test("another company's rows named outright are not found for a change", arguments: everywhere)
    func aimedWrites(place: Place) async throws {
        let shops = try await place.untouched()
        let before = try await shops.database.everything(of: shops.first.companyID)
        let stranger = TenantBinding.company(shops.second.companyID)
        let column = try #require(try await shops.database.columns(of: place.table).last)
        let aim = "WHERE \(place.tenant) = \(shops.first.companyID)"
        #expect(try await shops.database.run("UPDATE \(place.table) SET \(column) = NULL \(aim)", as: stranger) == 0)
        #expect(try await shops.database.run("DELETE FROM \(place.table) \(aim)", as: stranger) == 0)
        #expect(try await shops.database.everything(of: shops.first.companyID) == before)
    }

    @Test(
        "a row cannot be put into another company", arguments: everywhere,
        ["INSERT", "REPLACE", "INSERT OR IGNORE", "INSERT OR REPLACE", "INSERT OR FAIL"])
    func insertingAcross(place: Place, verb: String) async throws {
        let shops = try await place.untouched()
        let before = try await shops.database.everything(of: shops.first.companyID)
        let names = try await shops.database.columns(of: place.table)
        let values = names.map { $0 == place.tenant ? "\(shops.first.companyID)" : $0 }
        let error = await #expect(throws: StorageError.self) {
            try await shops.database.run(
                "\(verb) INTO \(place.table) (\(names.joined(separator: ", "))) "
                    + "SELECT \(values.joined(separator: ", ")) FROM \(place.table)",
                as: .company(shops.second.companyID))
        }
        #expect(error?.isWall == true)
        #expect(try await shops.database.everything(of: shops.first.companyID) == before)
    }

    @Test("a row cannot be moved into another company", arguments: everywhere)
    func movingAcross(place: Place) async throws {
        let shops = try await place.untouched()
        let first = try await shops.database.everything(of: shops.first.companyID)
        let second = try await shops.database.everything(of: shops.second.companyID)
        let change = "\(place.table) SET \(place.tenant) = \(shops.first.companyID)"
        let stranger = TenantBinding.company(shops.second.companyID)
        let error = await #expect(throws: StorageError.self) {
            try await shops.database.run("UPDATE \(change)", as: stranger)
        }
        #expect(error?.isWall == true)
        for verb in ["UPDATE OR IGNORE", "UPDATE OR REPLACE", "UPDATE OR FAIL", "UPDATE OR ROLLBACK"] {
            await #expect(throws: StorageError.self) {
                try await shops.database.run("\(verb) \(change)", as: stranger)
            }
        }
        #expect(try await shops.database.everything(of: shops.first.companyID) == first)
        #expect(try await shops.database.everything(of: shops.second.companyID) == second)
    }

    @Test("with no company set nothing is visible and nothing can be written", arguments: everywhere)
    func nobody(place: Place) async throws {
        let shops = try await place.untouched()
        let before = try await shops.database.everything(of: shops.first.companyID)
        let names = try await shops.database.columns(of: place.table)
        let column = try #require(names.last)
        #expect(try await shops.database.rows("SELECT * FROM \(place.table)", as: .none).isEmpty)
        #expect(try await shops.database.run("UPDATE \(place.table) SET \(column) = NULL", as: .none) == 0)
        #expect(try await shops.database.run("DELETE FROM \(place.table)", as: .none) == 0)
        for company in ["NULL", "\(shops.first.companyID)", "-1", "999"] {
            let values = names.map { $0 == place.tenant ? company : "1" }.joined(separator: ", ")
            let error = await #expect(throws: StorageError.self) {
                try await shops.database.run("INSERT INTO \(place.table) VALUES (\(values))", as: .none)
            }
            #expect(error?.isWall == true)
        }
        #expect(try await shops.database.everything(of: shops.first.companyID) == before)
    }

    @Test(
        "taking over a key that is unique over all companies does not delete its row", arguments: TestDriver.available)
    func replacingAcross(driver: TestDriver) async throws {
        let shops = try await TwoShops(on: driver)
        let before = try await shops.database.everything(of: shops.first.companyID)
        let stranger = TenantBinding.company(shops.second.companyID)
        let thefts = [
            """
            REPLACE INTO whatsapp_sessions (id, session_name, transport, status, created_at, updated_at)
            VALUES (99, '\(shops.first.session.name)', 'waha', 'connected', 0, 0)
            """,
            """
            REPLACE INTO users (id, email, name, password_hash, role, created_at)
            VALUES (99, '\(shops.first.email)', 'x', 'x', 'owner', 0)
            """,
        ]
        for theft in thefts {
            // The guard of the base table, not the luck of a foreign key.
            let error = await #expect(throws: StorageError.self) {
                try await shops.database.run(theft, as: stranger)
            }
            #expect(error?.isWall == true, "\(theft)")
        }
        #expect(try await shops.database.everything(of: shops.first.companyID) == before)
    }
}

extension StorageError {
    var isWall: Bool { if case .wall = self { true } else { false } }
}
