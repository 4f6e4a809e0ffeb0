import Domain
import Foundation
import Support
import Testing

@testable import Storage

@Suite("Damage and runaway statements")
struct DamageTests {
    @Test("a stop that was not clean is noticed at the next start, and a clean one is not")
    func unclean() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path("shop.db")
        let first = try SQLiteDriver(path: path, readers: 1, ballast: 0)
        #expect(!first.opening.wasUnclean)
        await first.close()
        let second = try SQLiteDriver(path: path, readers: 1, ballast: 0)
        #expect(!second.opening.wasUnclean)
        await second.close()
        // What a killed process leaves: everything but the sign of a clean stop.
        try FileManager.default.removeItem(atPath: SQLiteDriver.cleanMark(of: path))
        let third = try SQLiteDriver(path: path, readers: 1, ballast: 0)
        #expect(third.opening.wasUnclean)
        #expect(try await third.findDamage().isEmpty)
        await third.close()
    }

    @Test("a file that was scribbled over is found damaged")
    func scribbled() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path("shop.db")
        let driver = try SQLiteDriver(path: path, readers: 1, ballast: 0)
        _ = try await driver.write(as: .system) { session in
            for number in 0..<2000 {
                _ = try session.run(
                    "INSERT INTO setup_links (token_hash, expires_at) VALUES (\("link \(number)"), 0)")
            }
        }
        await driver.close()
        let file = try FileHandle(forUpdating: URL(fileURLWithPath: path))
        let size = try file.seekToEnd()
        try file.seek(toOffset: size - 3 * 4096)
        try file.write(contentsOf: Data(repeating: 0xA5, count: 4096))
        try file.close()
        let again = try SQLiteDriver(path: path, readers: 1, ballast: 0)
        #expect(try await !again.findDamage().isEmpty)
        await again.close()
    }

    @Test("a statement that runs longer than it may is interrupted, and the connection goes on")
    func runaway() throws {
        let folder = try TemporaryFolder()
        let connection = try SQLiteConnection(path: folder.path("shop.db"), role: .writer)
        defer { connection.close() }
        let endless: SQL =
            "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"
        #expect(throws: StorageError.interrupted) {
            try connection.acting(as: .system, within: .milliseconds(20)) { session in
                try session.rows(endless) { $0.int(0) }
            }
        }
        let one = try connection.acting(as: .system, within: .seconds(5)) { session in
            try session.rows("SELECT 1") { $0.int(0) }
        }
        #expect(one == [1])
    }
}
