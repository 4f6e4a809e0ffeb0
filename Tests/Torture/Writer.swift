import Domain
import Foundation
import Storage

/// The child: many tasks write, and each write that is durable is told on standard output, one number a line.
enum Writer {
    static func run(path: String, writes: Int) async throws {
        let driver = try SQLiteDriver(path: path, floor: 0, ballast: 0)
        try await driver.write(as: .system) { session in
            guard try session.rows("SELECT id FROM rls$companies", { $0.int64(0) }).isEmpty else { return }
            _ = try session.run(
                """
                INSERT INTO rls$companies (id, name, slug, settings, created_at) VALUES (1, 'Pet', 'pet', '{}', 0)
                """)
        }
        let ids = IDMaker()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<16 {
                group.addTask {
                    for _ in 0..<(writes / 16) { await write(ids.next(Tutor.self), driver) }
                }
            }
        }
        await driver.close()
        print("end")
    }

    private static func write(_ id: Tutor.ID, _ driver: SQLiteDriver) async {
        do {
            _ = try await driver.write(as: .company(Identifier(1))) { session in
                try session.run(
                    "INSERT INTO tutors (id, nome, created_at, updated_at) VALUES (\(id), 'Ana', 0, 0)")
            }
            // Written in one call, so that a kill leaves whole lines or none.
            FileHandle.standardOutput.write(Data("\(id)\n".utf8))
        } catch {
            FileHandle.standardError.write(Data("refused: \(error)\n".utf8))
        }
    }
}
