import Domain
import Support
import Testing

@testable import Storage

@Suite("Companies take turns") struct JobTurnsTests {
    private let shops: TwoShops
    private var now: Moment { shops.clock.now }

    init() async throws {
        shops = try await TwoShops()
        for shop in shops.both { try await shops.database.run("DELETE FROM jobs", as: .company(shop.companyID)) }
    }

    /// Due jobs, each in a lane of its own, older ones first.
    private func add(_ count: Int, for shop: Shop) async throws {
        let (ids, now) = (shops.database.ids, now)
        for start in stride(from: 0, to: count, by: 5000) {
            try await shops.database.write(shop.scope) { tx in
                for number in start..<min(count, start + 5000) {
                    let runAt = now.adding(milliseconds: number - count)
                    let id: Job.ID = ids.next()
                    try tx.run(
                        """
                        INSERT INTO jobs (id, kind, lane, payload, priority, run_at, state, attempts, created_at)
                        VALUES (\(id), 'turn', \("\(id)"), \("\(number)"), 0, \(runAt), 'ready', 0, \(now))
                        """)
                }
            }
        }
    }

    private func claim(_ turns: JobTurns, limit: Int = 128) async throws -> [Job] {
        let jobs = try await shops.database.system.claimJobs(limit: limit, lease: 60_000, at: now, turns: turns)
        for job in jobs { turns.begin(job.companyID) }
        return jobs
    }

    @Test("a company with ten thousand due jobs takes its share and no more; another's one job goes at once")
    func noisy() async throws {
        try await add(10_000, for: shops.first)
        try await add(1, for: shops.second)
        let turns = JobTurns(most: 64)
        let first = try await claim(turns)
        #expect(first.count { $0.companyID == shops.second.companyID } == 1)
        #expect(first.count { $0.companyID == shops.first.companyID } == 64)
        #expect(try await claim(turns).isEmpty, "the noisy one is at its limit")
        try await add(1, for: shops.second)
        #expect(try await claim(turns).map(\.companyID) == [shops.second.companyID])
        for _ in 0..<10 { turns.end(shops.first.companyID) }
        #expect(try await claim(turns).count == 10)
    }

    @Test("with few due each company still keeps to its share, and the oldest go first")
    func few() async throws {
        try await add(30, for: shops.first)
        try await add(3, for: shops.second)
        let turns = JobTurns(most: 16)
        let jobs = try await claim(turns)
        #expect(jobs.count { $0.companyID == shops.first.companyID } == 16)
        #expect(jobs.count { $0.companyID == shops.second.companyID } == 3)
        #expect(jobs.first?.payload == "0")
    }

    @Test("a narrow room is shared: two noisy companies get as much each")
    func shared() async throws {
        for shop in shops.both { try await add(200, for: shop) }
        let turns = JobTurns(most: 64)
        let jobs = try await claim(turns, limit: 20)
        #expect(jobs.count { $0.companyID == shops.first.companyID } == 10)
        #expect(jobs.count { $0.companyID == shops.second.companyID } == 10)
        // With room for one, they go in turn.
        let next = try await claim(turns, limit: 1) + claim(turns, limit: 1)
        #expect(Set(next.map(\.companyID)).count == 2)
    }

    @Test("what a lane holds back is not due before it, so that claims do not look at it in vain")
    func heldBack() async throws {
        let (ids, now, database) = (shops.database.ids, now, shops.database)
        let head: Job.ID = ids.next()
        try await database.write(shops.first.scope) { tx in
            let queue = JobQueue(tx)
            try queue.enqueue(head, kind: "send", lane: "a", payload: 1, runAt: now, at: now)
            try queue.enqueue(ids.next(), kind: "turn", lane: "a", payload: 1, runAt: now, at: now)
            try queue.retry(head, at: now.adding(seconds: 30), error: "x")
            try queue.enqueue(ids.next(), kind: "send", lane: "a", payload: 1, runAt: now, at: now)
        }
        let due = try await database.read(shops.first.scope) { try $0.rows("SELECT run_at FROM jobs") { $0.moment(0) } }
        #expect(due == Array(repeating: now.adding(seconds: 30), count: 3))
        // What held the lane is gone: a reply that was taken back.
        try await database.write(shops.first.scope) { tx in
            try JobQueue(tx).complete(head)
            try JobQueue(tx).release(lane: "a", at: now)
        }
        #expect(try await claim(JobTurns(most: 16)).map(\.kind) == ["turn"])
    }
}
