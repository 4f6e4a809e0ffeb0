import Domain
import Support
import Testing

@testable import Storage

@Suite("Ids") struct IDMakerTests {
    @Test("rise, also while the clock stands still or goes back")
    func rising() {
        let clock = ManualClock()
        let ids = IDMaker(clock: clock)
        var last: Int64 = 0
        for round in 0..<20_000 {
            if round == 5000 { clock.advance(seconds: -3600) }
            if round == 15_000 { clock.advance(seconds: 7200) }
            let next = ids.next(Tutor.self).rawValue
            #expect(next > last)
            last = next
        }
    }

    @Test("follow the clock")
    func time() {
        let clock = ManualClock()
        let ids = IDMaker(clock: clock)
        let before = ids.next(Tutor.self).rawValue
        clock.advance(seconds: 1)
        let after = ids.next(Tutor.self).rawValue
        #expect((990...1010).contains((after - before) >> 12))
    }

    @Test("are never given twice, by many tasks at once")
    func concurrent() async {
        let ids = IDMaker(clock: ManualClock())
        let all = await withTaskGroup(of: [Int64].self) { group in
            for _ in 0..<50 { group.addTask { (0..<1000).map { _ in ids.next(Tutor.self).rawValue } } }
            return await group.reduce(into: Set<Int64>()) { $0.formUnion($1) }
        }
        #expect(all.count == 50_000)
    }

    @Test("are exact in JavaScript until the year 2093, and positive before 2024")
    func range() throws {
        let zone = try #require(ShopZone(identifier: "UTC"))
        let end = zone.moment(of: LocalDateTime(day: try #require(LocalDay(iso: "2093-01-01")), time: .midnight))
        #expect(IDMaker(clock: ManualClock(end)).next(Tutor.self).rawValue < 1 << 53)
        #expect(IDMaker(clock: ManualClock(Moment(milliseconds: 0))).next(Tutor.self).rawValue > 0)
    }
}
