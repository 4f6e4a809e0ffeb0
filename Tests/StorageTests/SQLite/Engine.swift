import Domain
import Support

@testable import Storage

/// SQLite itself, without a shop: a file of its own and one small table.
struct Engine: Sendable {
    let folder: TemporaryFolder
    let driver: SQLiteDriver
    let gate = Gate()

    var path: String { folder.path("auzap.db") }

    init(readers: Int = 2, longest: Duration = .seconds(30)) async throws {
        folder = try TemporaryFolder()
        driver = try SQLiteDriver(
            path: folder.path("auzap.db"), readers: readers, longest: longest, clock: ManualClock())
        _ = try await write { try $0.run("CREATE TABLE notes (id BIGINT NOT NULL PRIMARY KEY, word TEXT NOT NULL)") }
    }

    func write<T: Sendable>(_ body: @escaping @Sendable (any SQLSession) throws -> T) async throws -> T {
        try await driver.write(as: .system, body)
    }

    func read<T: Sendable>(_ body: @Sendable (any SQLSession) throws -> T) async throws -> T {
        try await driver.read(as: .system, body)
    }

    func report<T: Sendable>(_ body: @escaping @Sendable (any SQLSession) throws -> T) async throws -> T {
        try await driver.report(as: .system, body)
    }

    func insert(_ id: Int, _ word: String = "w") async throws {
        _ = try await write { try $0.run("INSERT INTO notes VALUES (\(id), \(word))") }
    }

    func ids() async throws -> [Int] {
        try await read { try $0.rows("SELECT id FROM notes ORDER BY id") { $0.int(0) } }
    }

    /// Runs `body` while the writer is held; what it starts shares one commit. `body` waits for its own writes with
    /// `queued`, and the writer goes on when it returns.
    func together<T: Sendable>(_ body: @Sendable () async throws -> T) async throws -> T {
        async let holder: Void = driver.write(as: .none) { [gate] _ in gate.hold() }
        await gate.holds()
        do {
            let result = try await body()
            gate.open()
            try await holder
            return result
        } catch {
            gate.open()
            throw error
        }
    }

    /// Returns once so many writes stand in line.
    func queued(_ count: Int) async {
        while driver.waitingWrites < count { await Task.yield() }
    }
}
