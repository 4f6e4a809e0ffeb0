import Domain
import Synchronization
import Testing

@testable import Storage

@Suite struct QueryBatcherTests {
    let clock = HandClock()
    let site = CallSite(file: #fileID, line: #line)

    func batcher(_ driver: any SQLDriver, _ insight: Insight, limit: Int = 100) -> QueryBatcher {
        QueryBatcher(driver: driver, insight: insight, window: .time(.milliseconds(10)), limit: limit, clock: clock)
    }

    /// Waits until this many reads wait in open batches, then lets the window pass.
    func passWindow(_ insight: Insight, reads: Int, batches: Int = 1) async {
        while insight.batches.report.reads < reads || clock.sleeperCount < batches { await Task.yield() }
        clock.advance(by: .milliseconds(10))
    }

    @Test("reads of one window share one transaction, and each caller gets its own row or none")
    func joined() async throws {
        let shops = try await TwoCompanies(rows: 50)
        let spy = DriverSpy(shops.database.driver)
        let insight = Insight()
        let batcher = batcher(spy, insight)
        let names = try await withThrowingTaskGroup(of: (Int, String?).self) { group in
            for number in 1...60 {
                group.addTask {
                    let tutor = try await batcher.load(.tutor(Identifier(Int64(number))), for: Identifier(1), at: site)
                    return (number, tutor?.name)
                }
            }
            await passWindow(insight, reads: 60)
            return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        for number in 1...60 { #expect(names[number] == (number <= 50 ? "Tutor \(number)" : nil)) }
        #expect(spy.reads == [.company(Identifier(1))])
        #expect(insight.batches.report == BatchReport(batches: 1, reads: 60, largest: 60))
        await shops.end()
    }

    @Test("a batch never mixes companies, and different tables of one company share it")
    func companies() async throws {
        let shops = try await TwoCompanies(rows: 50)
        let spy = DriverSpy(shops.database.driver)
        let insight = Insight()
        let batcher = batcher(spy, insight)
        async let ours = batcher.load(.tutor(Identifier(7)), for: Identifier(1), at: site)
        async let pet = batcher.load(.pet(Identifier(7)), for: Identifier(1), at: site)
        async let service = batcher.load(.service(Identifier(3)), for: Identifier(1), at: site)
        async let visit = batcher.load(.appointment(Identifier(7)), for: Identifier(1), at: site)
        async let theirs = batcher.load(.tutor(Identifier(8)), for: Identifier(2), at: site)
        async let nobody = batcher.load(.tutor(Identifier(7)), for: Identifier(3), at: site)
        await passWindow(insight, reads: 6, batches: 3)
        #expect(try await ours?.id == Identifier(7))
        #expect(try await pet?.tutorID == Identifier(7))
        #expect(try await service?.name == "Serviço 3")
        #expect(try await visit?.petID == Identifier(7))
        #expect(try await theirs?.id == Identifier(8))
        #expect(try await nobody == nil)
        #expect(Set(spy.reads) == [.company(Identifier(1)), .company(Identifier(2)), .company(Identifier(3))])
        #expect(spy.reads.count == 3)
        await shops.end()
    }

    @Test("a row that cannot be read fails for its own caller only")
    func unreadable() async throws {
        let shops = try await TwoCompanies(rows: 50)
        _ = try await shops.database.write(TwoCompanies.ours) { tx in
            try tx.run("UPDATE tutors SET whatsapp_id = 'not an id!' WHERE id = 7")
        }
        let insight = Insight()
        let batcher = batcher(shops.database.driver, insight)
        let broken = Task { try await batcher.load(.tutor(Identifier(7)), for: Identifier(1), at: site) }
        let sound = Task { try await batcher.load(.tutor(Identifier(8)), for: Identifier(1), at: site) }
        await passWindow(insight, reads: 2)
        await #expect(throws: StorageError.unreadable(column: 3, expected: "chat id")) { try await broken.value }
        #expect(try await sound.value?.name == "Tutor 8")
        await shops.end()
    }

    @Test("a database that fails tells every caller")
    func failing() async throws {
        let shops = try await TwoCompanies(rows: 1)
        await shops.end()
        let insight = Insight()
        let batcher = batcher(shops.database.driver, insight)
        let reads = (1...3).map { number in
            Task { try await batcher.load(.tutor(Identifier(Int64(number))), for: Identifier(1), at: site) }
        }
        await passWindow(insight, reads: 3)
        for read in reads { await #expect(throws: StorageError.closed) { try await read.value } }
    }

    @Test("a cancelled caller leaves at once; those who want the same row still get it")
    func cancelled() async throws {
        let shops = try await TwoCompanies(rows: 50)
        let insight = Insight()
        let batcher = batcher(shops.database.driver, insight)
        let leaving = Task { try await batcher.load(.tutor(Identifier(7)), for: Identifier(1), at: site) }
        let staying = Task { try await batcher.load(.tutor(Identifier(7)), for: Identifier(1), at: site) }
        let other = Task { try await batcher.load(.tutor(Identifier(8)), for: Identifier(1), at: site) }
        while insight.batches.report.reads < 3 { await Task.yield() }
        leaving.cancel()
        await #expect(throws: CancellationError.self) { try await leaving.value }
        await passWindow(insight, reads: 3)
        #expect(try await staying.value?.name == "Tutor 7")
        #expect(try await other.value?.name == "Tutor 8")
        await shops.end()
    }

    @Test("the caller that would run the batch may be cancelled, with no harm to those who joined it")
    func cancelledRunner() async throws {
        let shops = try await TwoCompanies(rows: 50)
        let insight = Insight()
        let batcher = batcher(shops.database.driver, insight, limit: 2)
        let waiting = Task { try await batcher.load(.tutor(Identifier(7)), for: Identifier(1), at: site) }
        while insight.batches.report.reads < 1 || clock.sleeperCount < 1 { await Task.yield() }
        let filling = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await batcher.load(.tutor(Identifier(8)), for: Identifier(1), at: site)
        }
        await #expect(throws: CancellationError.self) { try await filling.value }
        #expect(try await waiting.value?.name == "Tutor 7")
        await shops.end()
    }

    @Test("the batch that is full runs without waiting for its window")
    func full() async throws {
        let shops = try await TwoCompanies(rows: 50)
        let spy = DriverSpy(shops.database.driver)
        let insight = Insight()
        let batcher = batcher(spy, insight, limit: 20)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 1...40 {
                group.addTask {
                    _ = try await batcher.load(.pet(Identifier(Int64(number))), for: Identifier(1), at: site)
                }
            }
            try await group.waitForAll()
        }
        #expect(spy.reads.count == 2)
        #expect(insight.batches.report == BatchReport(batches: 2, reads: 40, largest: 20))
        await shops.end()
    }

    @Test("a read shows every write that had ended before it, also with the window of one tick")
    func freshness() async throws {
        let shops = try await TwoCompanies(rows: 5)
        let database = shops.database
        for number in 1...50 {
            try await database.write(TwoCompanies.ours) { tx in
                var tutor = TwoCompanies.tutor(3)
                tutor.name = "Name \(number)"
                _ = try TutorsDAO(tx).update(tutor, at: TwoCompanies.now)
            }
            #expect(try await database.load(.tutor(Identifier(3)), in: TwoCompanies.ours)?.name == "Name \(number)")
        }
        await shops.end()
    }
}

/// Notes for whom transactions are opened.
final class DriverSpy: SQLDriver {
    private let base: any SQLDriver
    private let noted = Mutex<[TenantBinding]>([])
    init(_ base: any SQLDriver) { self.base = base }

    var reads: [TenantBinding] { noted.withLock { $0 } }

    func read<T: Sendable>(
        as tenant: TenantBinding, _ body: @Sendable (any SQLSession) throws -> T
    ) async throws -> T {
        noted.withLock { $0.append(tenant) }
        return try await base.read(as: tenant, body)
    }

    func report<T: Sendable>(
        as tenant: TenantBinding, _ body: @escaping @Sendable (any SQLSession) throws -> T
    ) async throws -> T {
        try await base.report(as: tenant, body)
    }

    func write<T: Sendable>(
        as tenant: TenantBinding, _ body: @escaping @Sendable (any SQLSession) throws -> T
    ) async throws -> T {
        try await base.write(as: tenant, body)
    }

    func close() async { await base.close() }
}
