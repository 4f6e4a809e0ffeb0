import Foundation
import Synchronization

/// Keeps a full disk survivable: refuses writes while too little is free, and holds a ballast file whose space
/// is given back when the disk is full all the same, for on a full disk even deleting a row needs room.
final class DiskGuard: Sendable {
    private struct State {
        var checkedAt: ContinuousClock.Instant?
        var isLow = false
    }

    private let folder: String
    private let ballast: String
    /// Bytes that must stay free for a write to be accepted.
    private let floor: UInt64
    private let ballastSize: UInt64
    private let freeBytes: @Sendable (String) -> UInt64?
    private let state = Mutex(State())
    private static let checkEvery = Duration.milliseconds(500)

    init(
        folder: String, ballast: String, floor: UInt64, ballastSize: UInt64,
        freeBytes: @escaping @Sendable (String) -> UInt64? = DiskGuard.freeBytes
    ) {
        self.folder = folder
        self.ballast = ballast
        self.floor = floor
        self.ballastSize = ballastSize
        self.freeBytes = freeBytes
    }

    /// True while writes are refused. Looked up on the disk at most twice a second.
    func isLow(now: ContinuousClock.Instant = .now) -> Bool {
        let known = state.withLock { state -> Bool? in
            if let at = state.checkedAt, at.duration(to: now) < Self.checkEvery { return state.isLow }
            state.checkedAt = now
            return nil
        }
        if let known { return known }
        let free = freeBytes(folder) ?? .max
        let isLow = free < floor
        state.withLock { $0.isLow = isLow }
        if !isLow { restoreBallast(free: free) }
        return isLow
    }

    /// The disk was full in the middle of a write: gives the ballast back, and refuses until space returns.
    func ranFull() {
        try? FileManager.default.removeItem(atPath: ballast)
        state.withLock { state in
            state.isLow = true
            state.checkedAt = .now
        }
    }

    private func restoreBallast(free: UInt64) {
        guard ballastSize > 0, free > floor + 2 * ballastSize,
            !FileManager.default.fileExists(atPath: ballast)
        else { return }
        let descriptor = open(ballast, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return }
        // Blocks are truly set aside: a sparse file would give nothing back.
        let status = posix_fallocate(descriptor, 0, off_t(ballastSize))
        close(descriptor)
        if status != 0 { try? FileManager.default.removeItem(atPath: ballast) }
    }

    /// Bytes free to this user on the file system of `path`; nil when it cannot be told.
    static let freeBytes: @Sendable (String) -> UInt64? = { path in
        var figures = statvfs()
        guard statvfs(path, &figures) == 0 else { return nil }
        return UInt64(figures.f_bavail) * UInt64(figures.f_frsize)
    }
}
