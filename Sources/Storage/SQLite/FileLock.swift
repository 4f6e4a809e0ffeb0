import Foundation
import Synchronization

/// Holds a file for this process alone, by flock(2): the kernel lets go when the process ends, however it ends.
final class FileLock: Sendable {
    private let descriptor: Mutex<Int32?>

    /// - Throws: `StorageError.locked` when another process holds it, `.io` when it cannot be made.
    init(path: String) throws {
        let opened = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard opened >= 0 else { throw StorageError.io("\(path): \(String(cString: strerror(errno)))") }
        guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
            Foundation.close(opened)
            throw StorageError.locked("another auzap process is using \(path.dropLast(".lock".count))")
        }
        descriptor = Mutex(opened)
    }

    func release() {
        descriptor.withLock { descriptor in
            if let open = descriptor {
                // A child on its way to exec may hold a copy, so closing ours alone would not free it at once.
                flock(open, LOCK_UN)
                Foundation.close(open)
            }
            descriptor = nil
        }
    }

    deinit { release() }
}
