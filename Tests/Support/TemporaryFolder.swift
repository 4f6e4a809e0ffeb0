import Foundation
import Synchronization

/// A folder of its own for a test, gone with this object, or with the process when something static holds it.
package final class TemporaryFolder: Sendable {
    package let path: String

    package init() throws {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "auzap-test-\(UUID().uuidString.prefix(13))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        path = folder.path
        Self.sweeping
        Self.living.withLock { [path] in _ = $0.insert(path) }
    }

    private static let living = Mutex<Set<String>>([])

    /// What statics hold is never freed.
    private static let sweeping: Void = {
        atexit {
            for path in TemporaryFolder.living.withLock(\.self) { try? FileManager.default.removeItem(atPath: path) }
        }
    }()

    /// Where a file of that name lies in it.
    package func path(_ name: String) -> String { "\(path)/\(name)" }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
        Self.living.withLock { [path] in _ = $0.remove(path) }
    }

    /// Writes a file into it.
    ///
    /// - Returns: The file's path.
    @discardableResult
    package func write(_ text: String, to name: String) throws -> String {
        let file = "\(path)/\(name)"
        try Data(text.utf8).write(to: URL(filePath: file))
        return file
    }
}
