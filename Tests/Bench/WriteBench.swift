import Domain
import Storage

/// Durable writes a second at 1, 8 and 64 writers, against one commit a write on a bare connection.
struct WriteBench {
    let driver: SQLiteDriver
    let report: Report
    /// A bare database beside the product's, for what libsqlite3 alone can do on this disk.
    let bare: BareSQLite

    func run(times: Int) async throws {
        let alone = try await Measure.best(rounds: 3, times: times) { try bare.insertOneCommitEach(times) }
        report.figure("bare libsqlite3, one commit a write", alone.perSecond, "/s")
        let batched = try await Measure.best(rounds: 3, times: times * 8) {
            try bare.insertBatched(times * 8, each: 64)
        }
        report.figure("bare libsqlite3, 64 writes a commit", batched.perSecond, "/s")
        for writers in [1, 8, 64] {
            let count = writers == 1 ? times : times * 8
            let found = try await Measure.best(rounds: 3, times: count) {
                let first = Int.random(in: 1_000_000...2_000_000_000) * 100_000
                try await Self.run(driver, as: .company(Identifier(1)), writers: writers, times: count) { index in
                    """
                    INSERT INTO pets (id, tutor_id, nome, especie, created_at, updated_at)
                    VALUES (\(first + index), 1, 'Thor', 'cao', 0, 0)
                    """
                }
            }
            let goal = writers == 64 ? "≥ 5000" : ""
            report.figure("durable writes, \(writers) writers", found.perSecond, "/s", goal: goal)
            report.figure(
                "durable writes, \(writers) writers, over one commit each", found.perSecond / alone.perSecond, "×")
        }
    }

    /// Does `times` writes by so many tasks side by side, each waiting for its own to be durable.
    static func run(
        _ driver: SQLiteDriver, as tenant: TenantBinding, writers: Int, times: Int,
        _ text: @escaping @Sendable (Int) -> SQL
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<writers {
                group.addTask {
                    for index in stride(from: writer, to: times, by: writers) {
                        let statement = text(index)
                        _ = try await driver.write(as: tenant) { session in try session.run(statement) }
                    }
                }
            }
            try await group.waitForAll()
        }
    }
}
