import Domain
import Foundation
import Support
import Synchronization
import Testing

@testable import Storage

@Suite("A disk that is nearly full")
struct DiskGuardTests {
    private final class Disk: Sendable {
        private let bytes: Mutex<UInt64>
        init(free: UInt64) { bytes = Mutex(free) }
        var free: UInt64 {
            get { bytes.withLock { $0 } }
            set { bytes.withLock { $0 = newValue } }
        }
    }

    @Test("writes are refused below the floor and accepted again above it, looked up twice a second")
    func floor() throws {
        let folder = try TemporaryFolder()
        let disk = Disk(free: 1000)
        let space = DiskGuard(folder: folder.path, ballast: folder.path("ballast"), floor: 500, ballastSize: 0) { _ in
            disk.free
        }
        let begin = ContinuousClock.now
        #expect(!space.isLow(now: begin))
        disk.free = 499
        #expect(!space.isLow(now: begin.advanced(by: .milliseconds(400))))
        #expect(space.isLow(now: begin.advanced(by: .milliseconds(600))))
        disk.free = 500
        #expect(!space.isLow(now: begin.advanced(by: .milliseconds(1200))))
    }

    @Test("the ballast is set aside while there is room, given back when the disk runs full, and made again later")
    func ballast() throws {
        let folder = try TemporaryFolder()
        let disk = Disk(free: 10 << 20)
        let path = folder.path("ballast")
        let space = DiskGuard(folder: folder.path, ballast: path, floor: 1000, ballastSize: 1 << 20) { _ in disk.free }
        #expect(!space.isLow())
        let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
        #expect(size == 1 << 20)
        space.ranFull()
        #expect(!FileManager.default.fileExists(atPath: path))
        #expect(space.isLow())
        #expect(!space.isLow(now: .now.advanced(by: .seconds(1))))
        #expect(FileManager.default.fileExists(atPath: path))
    }

    @Test("a database without room refuses writes as full, and still reads")
    func driver() async throws {
        let folder = try TemporaryFolder()
        let driver = try SQLiteDriver(path: folder.path("shop.db"), readers: 1, floor: .max / 4, ballast: 0)
        #expect(driver.isShortOfSpace)
        await #expect(throws: StorageError.full) {
            _ = try await driver.write(as: .system) { session in try session.run("DELETE FROM setup_links") }
        }
        let links = try await driver.read(as: .system) { session in
            try session.rows("SELECT count(*) FROM setup_links") { $0.int(0) }
        }
        #expect(links == [0])
        await driver.close()
    }
}
