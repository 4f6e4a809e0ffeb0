import Domain
import Foundation
import Support
import Testing

@testable import Storage

@Suite("The mark of acknowledged commits")
struct HighWaterMarkTests {
    @Test("a count behind the mark is lost, also across the wrap; one ahead is not")
    func arithmetic() throws {
        let folder = try TemporaryFolder()
        let mark = try HighWaterMark(path: folder.path("mark"))
        mark.set(10)
        #expect(mark.lost(at: 7) == 3)
        #expect(mark.lost(at: 10) == 0)
        #expect(mark.lost(at: 12) == 0)
        mark.set(HighWaterMark.next(after: .max))
        #expect(mark.value == 0)
        #expect(mark.lost(at: .max) == 1)
    }

    @Test("the mark is there again when the file is opened anew, also after a shorter number")
    func kept() throws {
        let folder = try TemporaryFolder()
        try HighWaterMark(path: folder.path("mark")).set(123_456)
        try HighWaterMark(path: folder.path("mark")).set(7)
        #expect(try HighWaterMark(path: folder.path("mark")).value == 7)
    }

    @Test("a database that is older than its mark says how many commits it lacks, once")
    func olderFile() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path("shop.db")
        try await write(1, to: path)
        try FileManager.default.copyItem(atPath: path, toPath: folder.path("older.db"))
        try await write(3, to: path)
        try FileManager.default.removeItem(atPath: path)
        try FileManager.default.moveItem(atPath: folder.path("older.db"), toPath: path)

        let behind = try SQLiteDriver(path: path, readers: 1, ballast: 0)
        #expect(behind.opening.lostCommits == 3)
        await behind.close()
        let told = try SQLiteDriver(path: path, readers: 1, ballast: 0)
        #expect(told.opening.lostCommits == 0)
        await told.close()
    }

    private func write(_ commits: Int, to path: String) async throws {
        let driver = try SQLiteDriver(path: path, readers: 1, ballast: 0)
        for number in 0..<commits {
            _ = try await driver.write(as: .system) { session in
                try session.run(
                    "INSERT INTO setup_links (token_hash, expires_at) VALUES (\("\(UUID())"), \(number))")
            }
        }
        await driver.close()
    }
}
