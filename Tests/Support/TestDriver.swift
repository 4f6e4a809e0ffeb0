import Domain
import Foundation
import Storage

/// An engine that one suite of tests runs on; a suite written for one speaks for all.
package enum TestDriver: String, Sendable, CustomStringConvertible {
    case sqlite

    /// The engines that this machine can test with.
    package static let available: [TestDriver] = [.sqlite]

    package var description: String { rawValue }

    /// An empty database of its own, deleted once nothing refers to it.
    package func database(clock: any ShopClock = ManualClock()) async throws -> Database {
        switch self {
        case .sqlite:
            let folder = try TemporaryFolder()
            try await Self.writeEmptyFile(to: folder.path("auzap.db"))
            let inner = try SQLiteDriver(path: folder.path("auzap.db"), readers: 2, ballast: 0, clock: clock)
            return Database(driver: DisposableDriver(inner, in: folder), ids: IDMaker(clock: clock))
        }
    }

    /// Writes an SQLite file as the first start leaves it; made once, for most of a start is spent on the schema.
    package static func writeEmptyFile(to path: String) async throws {
        try await empty.value.write(to: URL(filePath: path))
    }

    private static let empty = Task {
        let folder = try TemporaryFolder()
        let path = folder.path("auzap.db")
        await (try SQLiteDriver(path: path, readers: 1, ballast: 0, clock: ManualClock())).close()
        return try Data(contentsOf: URL(filePath: path))
    }
}

/// Closes the engine when the last test that uses it lets go, so that files and threads do not pile up.
private final class DisposableDriver: ObservedDriver {
    private let inner: SQLiteDriver
    var insight: Insight { inner.insight }
    private let folder: TemporaryFolder

    init(_ inner: SQLiteDriver, in folder: TemporaryFolder) {
        self.inner = inner
        self.folder = folder
    }

    func read<T: Sendable>(
        as tenant: TenantBinding, _ body: @Sendable (any SQLSession) throws -> T
    ) async throws -> T {
        try await inner.read(as: tenant, body)
    }

    func report<T: Sendable>(
        as tenant: TenantBinding, _ body: @escaping @Sendable (any SQLSession) throws -> T
    ) async throws -> T {
        try await inner.report(as: tenant, body)
    }

    func write<T: Sendable>(
        as tenant: TenantBinding, _ body: @escaping @Sendable (any SQLSession) throws -> T
    ) async throws -> T {
        try await inner.write(as: tenant, body)
    }

    func close() async { await inner.close() }

    deinit {
        Task.detached { [inner, folder] in
            await inner.close()
            withExtendedLifetime(folder) {}
        }
    }
}
