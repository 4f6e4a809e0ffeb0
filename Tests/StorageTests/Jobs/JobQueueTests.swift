import Domain
import Support
import Testing

@testable import Storage

@Suite("The job queue") struct JobQueueTests {
    /// A queue without the fixture's own jobs.
    private struct Bench {
        let shops: TwoShops
        var system: SystemDesk { shops.database.system }
        var now: Moment { shops.clock.now }

        init(_ driver: TestDriver) async throws {
            shops = try await TwoShops(on: driver)
            for shop in shops.both { try await shops.database.run("DELETE FROM jobs", as: .company(shop.companyID)) }
        }

        @discardableResult
        func add(_ lane: String, kind: String = "turn", in seconds: Int = 0, for shop: Shop? = nil) async throws
            -> Job.ID
        {
            let id: Job.ID = shops.database.ids.next()
            try await queue(shop) { [now] in
                try $0.enqueue(
                    id, kind: kind, lane: lane, payload: ["n": 1], runAt: now.adding(seconds: seconds), at: now)
            }
            return id
        }

        func claim(_ limit: Int = 10, lease: Int = 60_000) async throws -> [Job] {
            try await system.claimJobs(limit: limit, lease: lease, at: now)
        }

        @discardableResult
        func queue<T: Sendable>(
            _ shop: Shop? = nil, _ body: @escaping @Sendable (JobQueue) throws -> T
        ) async throws -> T {
            try await shops.database.write((shop ?? shops.first).scope) { try body(JobQueue($0)) }
        }
    }

    @Test("a lane's jobs are claimed one at a time, oldest first", arguments: TestDriver.available)
    func laneOrder(driver: TestDriver) async throws {
        let bench = try await Bench(driver)
        let jobs = [try await bench.add("a"), try await bench.add("a"), try await bench.add("a")]
        for expected in jobs {
            #expect(try await bench.claim().map(\.id) == [expected])
            #expect(try await bench.claim().isEmpty)
            try await bench.queue { try $0.complete(expected) }
        }
        #expect(try await bench.claim().isEmpty)
    }

    @Test("lanes and companies go side by side, also when their lanes are called the same")
    func sideBySide() async throws {
        let bench = try await Bench(.sqlite)
        let mine = try await bench.add("a")
        let other = try await bench.add("b")
        let theirs = try await bench.add("a", for: bench.shops.second)
        let claimed = try await bench.claim()
        #expect(Set(claimed.map(\.id)) == [mine, other, theirs])
        #expect(claimed.first { $0.id == theirs }?.scope.companyID == bench.shops.second.companyID)
        #expect(claimed.allSatisfy { $0.scope.actor == .worker && $0.attempts == 1 })
    }

    @Test("an older job that is not due yet holds its lane, and no other")
    func olderNotDue() async throws {
        let bench = try await Bench(.sqlite)
        let late = try await bench.add("a", in: 60)
        let behind = try await bench.add("a")
        let other = try await bench.add("b")
        #expect(try await bench.claim(lease: 600_000).map(\.id) == [other])
        bench.shops.clock.advance(seconds: 60)
        #expect(try await bench.claim().map(\.id) == [late])
        try await bench.queue { try $0.complete(late) }
        #expect(try await bench.claim().map(\.id) == [behind])
    }

    @Test("the limit is kept, and those due longest come first")
    func limit() async throws {
        let bench = try await Bench(.sqlite)
        let second = try await bench.add("a", in: -1)
        let first = try await bench.add("b", in: -2)
        try await bench.add("c")
        #expect(try await bench.claim(2).map(\.id) == [first, second])
    }

    @Test("a job whose lease ran out may be begun again, and counts the attempt")
    func leaseExpiry() async throws {
        let bench = try await Bench(.sqlite)
        let id = try await bench.add("a")
        #expect(try await bench.claim(lease: 1000).map(\.attempts) == [1])
        bench.shops.clock.advance(milliseconds: 999)
        #expect(try await bench.claim(lease: 1000).isEmpty)
        bench.shops.clock.advance(milliseconds: 1)
        let again = try await bench.claim(lease: 1000)
        #expect(again.map(\.id) == [id])
        #expect(again.map(\.attempts) == [2])
    }

    @Test("a lengthened lease keeps the job")
    func extended() async throws {
        let bench = try await Bench(.sqlite)
        let id = try await bench.add("a")
        _ = try await bench.claim(lease: 1000)
        let until = bench.now.adding(seconds: 60)
        try await bench.queue { try $0.extendLease(id, until: until) }
        bench.shops.clock.advance(seconds: 59)
        #expect(try await bench.claim().isEmpty)
        bench.shops.clock.advance(seconds: 1)
        #expect(try await bench.claim().map(\.id) == [id])
    }

    @Test("a job given back is begun again at its time, before the younger ones of its lane")
    func retry() async throws {
        let bench = try await Bench(.sqlite)
        let id = try await bench.add("a")
        try await bench.add("a")
        _ = try await bench.claim()
        let at = bench.now.adding(seconds: 30)
        try await bench.queue { try $0.retry(id, at: at, error: "WAHA não respondeu") }
        #expect(try await bench.claim().isEmpty)
        bench.shops.clock.advance(seconds: 30)
        let again = try await bench.claim()
        #expect(again.map(\.id) == [id])
        #expect(again.map(\.attempts) == [2])
    }

    @Test("a job set aside lets its lane go on, is kept with its reason, and is never claimed")
    func bury() async throws {
        let bench = try await Bench(.sqlite)
        let dead = try await bench.add("a")
        let next = try await bench.add("a")
        _ = try await bench.claim()
        try await bench.queue { try $0.bury(dead, error: "payload estranho") }
        #expect(try await bench.claim().map(\.id) == [next])
        try await bench.queue { try $0.complete(next) }
        bench.shops.clock.advance(seconds: 1_000_000)
        #expect(try await bench.claim().isEmpty)
        let kept = try await bench.shops.database.rows("SELECT id, state, last_error FROM rls$jobs", as: .system)
        #expect(kept == [[.integer(dead.rawValue), .text("dead"), .text("payload estranho")]])
        #expect(try await bench.system.nextDue() == nil)
        #expect(try await bench.queue { try $0.count(lane: "a") } == 0)
    }

    @Test("jobs set aside are listed with what they failed of, newest first, each company's own and all of them")
    func deadLetters() async throws {
        let bench = try await Bench(.sqlite)
        let ids = [try await bench.add("a"), try await bench.add("b"), try await bench.add("c")]
        let theirs = try await bench.add("a", for: bench.shops.second)
        _ = try await bench.claim()
        try await bench.queue { queue in
            for id in ids.dropLast() { try queue.bury(id, error: "falhou \(id)") }
        }
        try await bench.queue(bench.shops.second) { try $0.bury(theirs, error: "x") }
        let listed = try await bench.queue { try $0.dead() }
        #expect(listed.map(\.id) == [ids[1], ids[0]])
        #expect(listed.map(\.error) == ["falhou \(ids[1])", "falhou \(ids[0])"])
        #expect(listed.allSatisfy { $0.attempts == 1 && $0.kind == "turn" && $0.createdAt == bench.now })
        #expect(try await bench.queue { try $0.dead(limit: 1) }.map(\.lane) == ["b"])
        let all = try await bench.system.deadJobs()
        #expect(all.map(\.companyID) == [bench.shops.second.companyID] + listed.map(\.companyID))
        #expect(all.map(\.id) == [theirs] + listed.map(\.id))
    }

    @Test("a job set aside begins again with all its tries, before what came later in its lane; others do not")
    func replay() async throws {
        let bench = try await Bench(.sqlite)
        let dead = try await bench.add("a")
        let next = try await bench.add("a")
        _ = try await bench.claim()
        #expect(try await bench.queue { try $0.replay(dead, at: bench.now) } == false)
        try await bench.queue { try $0.bury(dead, error: "x") }
        #expect(try await bench.queue(bench.shops.second) { try $0.replay(dead, at: bench.now) } == false)
        #expect(try await bench.queue { try $0.replay(next, at: bench.now) } == false)
        #expect(try await bench.queue { try $0.replay(dead, at: bench.now) })
        let claimed = try await bench.claim()
        #expect(claimed.map(\.id) == [dead])
        #expect(claimed.map(\.attempts) == [1])
        #expect(try await bench.queue { try $0.dead() }.isEmpty)
    }

    @Test("jobs of one kind that were set aside begin again in every company")
    func replayAll() async throws {
        let bench = try await Bench(.sqlite)
        let ours = try await bench.add("a")
        let theirs = try await bench.add("a", for: bench.shops.second)
        let other = try await bench.add("b", kind: "send")
        for (id, shop) in [(ours, bench.shops.first), (theirs, bench.shops.second), (other, bench.shops.first)] {
            try await bench.queue(shop) { try $0.bury(id, error: "x") }
        }
        #expect(try await bench.system.replayJobs(kind: "turn", at: bench.now) == 2)
        #expect(Set(try await bench.claim().map(\.id)) == [ours, theirs])
        #expect(try await bench.system.deadJobs().map(\.id) == [other])
    }

    @Test("postponing moves a waiting job of that kind and lane, and no other")
    func postpone() async throws {
        let bench = try await Bench(.sqlite)
        let later = bench.now.adding(seconds: 10)
        #expect(try await bench.queue { try $0.postpone(kind: "turn", lane: "a", to: later) } == false)
        try await bench.add("a", kind: "send")
        try await bench.add("b")
        #expect(try await bench.queue { try $0.postpone(kind: "turn", lane: "a", to: later) } == false)
        #expect(
            try await bench.queue(bench.shops.second) { try $0.postpone(kind: "turn", lane: "b", to: later) } == false)
        #expect(try await bench.queue { try $0.postpone(kind: "turn", lane: "b", to: later) })
        #expect(try await bench.claim().map(\.lane) == ["a"])
        bench.shops.clock.advance(seconds: 10)
        #expect(try await bench.claim().map(\.lane) == ["b"])
    }

    @Test("who never stops writing is answered: a job is not moved further than a minute from its making")
    func postponeForEver() async throws {
        let bench = try await Bench(.sqlite)
        try await bench.add("a")
        for _ in 0..<40 {
            let later = bench.now.adding(seconds: 3)
            #expect(try await bench.queue { try $0.postpone(kind: "turn", lane: "a", to: later) })
            bench.shops.clock.advance(seconds: 2)
        }
        #expect(try await bench.claim().map(\.lane) == ["a"])
    }

    @Test("a job that somebody works on, or that failed once, is not postponed")
    func postponeBegun() async throws {
        let bench = try await Bench(.sqlite)
        let id = try await bench.add("a")
        _ = try await bench.claim()
        let later = bench.now.adding(seconds: 10)
        #expect(try await bench.queue { try $0.postpone(kind: "turn", lane: "a", to: later) } == false)
        let now = bench.now
        try await bench.queue { try $0.retry(id, at: now, error: "") }
        #expect(try await bench.queue { try $0.postpone(kind: "turn", lane: "a", to: later) } == false)
    }

    @Test("what an earlier process had leased is given back at once")
    func release() async throws {
        let bench = try await Bench(.sqlite)
        let first = try await bench.add("a")
        let second = try await bench.add("b", for: bench.shops.second)
        let dead = try await bench.add("c")
        try await bench.queue { try $0.bury(dead, error: "") }
        _ = try await bench.claim()
        #expect(try await bench.system.releaseLeases(at: bench.now) == 2)
        #expect(Set(try await bench.claim().map(\.id)) == [first, second])
        #expect(try await bench.system.releaseLeases(at: bench.now) == 2)
    }

    @Test("the next due moment is the earliest start or lease end")
    func nextDue() async throws {
        let bench = try await Bench(.sqlite)
        #expect(try await bench.system.nextDue() == nil)
        try await bench.add("a", in: 100)
        #expect(try await bench.system.nextDue() == bench.now.adding(seconds: 100))
        try await bench.add("b")
        #expect(try await bench.system.nextDue() == bench.now)
        _ = try await bench.claim(lease: 7000)
        #expect(try await bench.system.nextDue() == bench.now.adding(seconds: 7))
    }

    @Test("a job commits with the fact that caused it, or not at all")
    func together() async throws {
        struct Unlucky: Error {}
        let bench = try await Bench(.sqlite)
        let (id, now): (Job.ID, Moment) = (bench.shops.database.ids.next(), bench.now)
        await #expect(throws: Unlucky.self) {
            try await bench.queue { queue -> Void in
                try queue.enqueue(id, kind: "turn", lane: "a", payload: ["n": 1], runAt: now, at: now)
                throw Unlucky()
            }
        }
        #expect(try await bench.claim().isEmpty)
    }

    @Test("claimed by many at once, every job is claimed once")
    func concurrentClaims() async throws {
        let bench = try await Bench(.sqlite)
        for number in 0..<60 { try await bench.add("lane-\(number)") }
        let claims = try await withThrowingTaskGroup(of: [Job.ID].self) { group in
            for _ in 0..<20 { group.addTask { try await bench.claim(7).map(\.id) } }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(claims.count == 60)
        #expect(Set(claims).count == 60)
    }

    @Test("a payload comes back as it was put in")
    func payload() async throws {
        let bench = try await Bench(.sqlite)
        try await bench.add("a")
        let job = try #require(try await bench.claim().first)
        #expect(try JobQueue.decode([String: Int].self, from: job) == ["n": 1])
        #expect(throws: (any Error).self) { try JobQueue.decode([Int].self, from: job) }
    }
}
