import Foundation

/// A count of commits kept beside the database, so that a start can tell whether the file is behind what was
/// acknowledged: a damaged log silently drops the commits after the damage, and every check still says "ok".
///
/// The database carries the same count (`PRAGMA user_version`, raised in each commit). Both wrap at 2^31.
final class HighWaterMark {
    private let descriptor: Int32
    private var lastSync = ContinuousClock.now
    private(set) var value: Int32
    /// How far the mark may be behind after a power cut; a kill of the process alone loses nothing of it.
    private static let syncEvery = Duration.seconds(1)

    /// Opens or creates the file.
    ///
    /// - Throws: `StorageError.io`.
    init(path: String) throws {
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw StorageError.io("\(path): \(String(cString: strerror(errno)))") }
        var bytes = [UInt8](repeating: 0, count: 16)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        let text = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
        value = Int32(text.prefix { $0.isNumber }) ?? 0
    }

    deinit { close(descriptor) }

    /// Commits that the mark has seen and a database at `count` has not; 0 when it is not behind.
    func lost(at count: Int32) -> Int {
        let ahead = (Int64(value) - Int64(count) + Self.modulus) % Self.modulus
        return ahead < Self.modulus / 2 ? Int(ahead) : 0
    }

    static func next(after count: Int32) -> Int32 { count == .max ? 0 : count + 1 }

    /// Notes a durable commit.
    func set(_ count: Int32, now: ContinuousClock.Instant = .now) {
        value = count
        // Always as long, so that a shorter number leaves nothing of a longer one behind.
        let text = String(count) + "\n" + String(repeating: " ", count: 10)
        let bytes = Array(text.utf8.prefix(12))
        // A mark that cannot be written is no reason to refuse a commit that is durable already.
        _ = pwrite(descriptor, bytes, bytes.count, 0)
        if lastSync.duration(to: now) >= Self.syncEvery { sync(now) }
    }

    func sync(_ now: ContinuousClock.Instant = .now) {
        fdatasync(descriptor)
        lastSync = now
    }

    private static let modulus: Int64 = 1 << 31
}
