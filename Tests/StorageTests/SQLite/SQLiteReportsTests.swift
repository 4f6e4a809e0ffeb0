import Domain
import Support
import Testing

@testable import Storage

@Suite("Long reads") struct SQLiteReportsTests {
    private static let endless: SQL =
        "WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT max(n) FROM c"

    @Test("short reads and writes go on while every report's thread is held")
    func beside() async throws {
        let engine = try await Engine()
        try await withHeldReports(engine) {
            try await engine.insert(1)
            #expect(try await engine.ids() == [1])
        }
        #expect(try await engine.report { try $0.rows("SELECT id FROM notes") { $0.int(0) } } == [1])
        await engine.driver.close()
    }

    @Test("reports beyond the threads wait their turn, and all are made")
    func crowd() async throws {
        let engine = try await Engine()
        try await engine.insert(1)
        let sum = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<100 {
                group.addTask { try await engine.report { try $0.rows("SELECT id FROM notes") { $0.int(0) } }.count }
            }
            return try await group.reduce(0, +)
        }
        #expect(sum == 100)
        await engine.driver.close()
    }

    @Test("all statements of one report see the same state, though writes go on")
    func snapshot() async throws {
        let engine = try await Engine()
        try await engine.insert(1)
        let gate = Gate()
        async let counts = engine.report { session in
            let before = try session.rows("SELECT count(*) FROM notes") { $0.int(0) }
            gate.hold()
            return before + (try session.rows("SELECT count(*) FROM notes") { $0.int(0) })
        }
        await gate.holds()
        try await engine.insert(2)
        gate.open()
        #expect(try await counts == [1, 1])
        await engine.driver.close()
    }

    @Test("a report whose task is cancelled ends in the middle of a statement, and its thread goes on")
    func cancelled() async throws {
        let engine = try await Engine()
        for _ in 0..<4 {
            let gate = Gate()
            let report = Task {
                try await engine.report { session in
                    gate.hold()
                    return try session.rows(Self.endless) { $0.int(0) }
                }
            }
            await gate.holds()
            gate.open()
            report.cancel()
            await #expect(throws: CancellationError.self) { try await report.value }
        }
        #expect(try await engine.report { try $0.rows("SELECT 7") { $0.int(0) } } == [7])
        await engine.driver.close()
    }

    @Test("a report that waits for a thread ends at once when its task is cancelled")
    func cancelledWaiting() async throws {
        let engine = try await Engine()
        try await withHeldReports(engine) {
            let waiting = Task { try await engine.report { _ in 1 } }
            while engine.driver.waitingReports < 1 { await Task.yield() }
            waiting.cancel()
            await #expect(throws: CancellationError.self) { try await waiting.value }
            #expect(engine.driver.waitingReports == 0)
        }
        await engine.driver.close()
    }

    @Test("a task that was cancelled before makes no report")
    func cancelledBefore() async throws {
        let engine = try await Engine()
        let report = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await engine.report { _ in 1 }
        }
        await #expect(throws: CancellationError.self) { try await report.value }
        await engine.driver.close()
    }

    @Test("a report that runs too long is interrupted")
    func limit() async throws {
        let engine = try await Engine(longest: .milliseconds(20))
        await #expect(throws: StorageError.interrupted) {
            try await engine.report { try $0.rows(Self.endless) { $0.int(0) } }
        }
        #expect(try await engine.report { try $0.rows("SELECT 7") { $0.int(0) } } == [7])
        await engine.driver.close()
    }

    @Test("closing ends the report that runs and those that wait, and refuses later ones")
    func closing() async throws {
        // No limit of time: a busy machine may let the reports run for long before it comes to the closing.
        let engine = try await Engine(longest: .seconds(3600))
        let gates = [Gate(), Gate()]
        let running = gates.map { gate in
            Task {
                try await engine.report { session in
                    gate.hold()
                    return try session.rows(Self.endless) { $0.int(0) }
                }
            }
        }
        for gate in gates { await gate.holds() }
        let waiting = Task { try await engine.report { _ in [1] } }
        while engine.driver.waitingReports < 1 { await Task.yield() }
        gates.forEach { $0.open() }
        await engine.driver.close()
        for report in running + [waiting] {
            await #expect(throws: StorageError.closed) { try await report.value }
        }
        await #expect(throws: StorageError.closed) { try await engine.report { _ in 1 } }
    }

    @Test("a report cannot write, and an error leaves its connection usable")
    func readOnly() async throws {
        let engine = try await Engine()
        for _ in 0..<4 {
            await #expect(throws: StorageError.self) {
                try await engine.report { try $0.run("INSERT INTO notes VALUES (1, 'w')") }
            }
        }
        #expect(try await engine.report { try $0.rows("SELECT id FROM notes") { $0.int(0) } } == [])
        await engine.driver.close()
    }

    @Test("a report stands behind the wall, and the next company's sees nothing of it")
    func wall() async throws {
        let shops = try await TwoShops()
        for shop in shops.both + shops.both {
            let seen = try await shops.database.report(shop.scope) { tx in
                try tx.rows("SELECT company_id FROM tutors") { $0.int64(0) }
            }
            #expect(seen == [shop.companyID.rawValue])
        }
        await #expect(throws: StorageError.self) {
            try await shops.database.report(shops.first.scope) { tx in try tx.count("SELECT count(*) FROM rls$tutors") }
        }
    }

    @Test("statements of a report are counted like those of a read")
    func traced() async throws {
        let shops = try await TwoCompanies(rows: 1)
        try await QueryTrace.watching("GET /x") {
            try await shops.database.report(TwoCompanies.ours) { tx in
                for _ in 0..<10 { _ = try tx.count("SELECT count(*) FROM pets WHERE id = 1") }
            }
        }
        #expect(shops.database.insight.report().repeats.count == 1)
        await shops.end()
    }

    /// Runs `body` while both threads are held.
    private func withHeldReports(_ engine: Engine, _ body: () async throws -> Void) async throws {
        let gates = [Gate(), Gate()]
        let held = gates.map { gate in Task { try await engine.report { _ in gate.hold() } } }
        for gate in gates { await gate.holds() }
        let outcome: Result<Void, any Error>
        do { outcome = .success(try await body()) } catch { outcome = .failure(error) }
        gates.forEach { $0.open() }
        for report in held { try await report.value }
        try outcome.get()
    }
}
