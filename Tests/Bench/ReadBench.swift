import Domain
import Storage

/// Point reads a second through the async API, one transaction each, against a bare loop over libsqlite3.
struct ReadBench {
    let driver: SQLiteDriver
    let generator: Generator
    let report: Report
    let bare: BareSQLite

    func run(times: Int) async throws {
        let alone = try await Measure.best(times: times) { try bare.readLoop(times) }
        report.figure("bare libsqlite3 loop, point read", alone.perSecond, "/s")
        let last = generator.tutors(of: 1)
        let found = try await Measure.best(times: times) {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for task in 0..<64 {
                    let driver = driver
                    group.addTask {
                        var random = Sequence64(seed: UInt64(task))
                        for _ in 0..<(times / 64) {
                            let id = Int.random(in: 1...last, using: &random)
                            _ = try await driver.read(as: .company(Identifier(1))) { session in
                                try session.rows("SELECT id, nome, telefone FROM tutors WHERE id = \(id)") {
                                    $0.string(1)
                                }
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
        report.figure("point read through the async API, 64 tasks", found.perSecond, "/s", goal: "≥ 100000")
        report.figure("point read through the async API", found.cpu / 1000, "µs CPU")
        report.figure("point read through the async API, over the bare loop", found.cpu / alone.cpu, "× CPU")
    }
}
