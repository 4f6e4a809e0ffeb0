import Domain
import Storage
import Support
import Testing

@testable import Business

@Suite("Visits that repeat") struct SeriesTests {
    private let shops: TwoShops
    private let shop: Shop
    private let series: Series
    private let tuesday = LocalDay.monday.adding(days: 1)

    init() async throws {
        shops = try await TwoShops()
        shop = shops.first
        series = Series(booking: shop.booking)
    }

    private func draft(every: Int? = 7, at time: LocalTime = .at(10)) -> Series.Draft {
        var draft = Series.Draft(
            petID: shop.pet.id, serviceID: shop.bath.id, starts: .init(day: tuesday, time: time))
        draft.every = every
        return draft
    }

    /// Runs every job of a series that is due.
    private func work() async throws {
        while true {
            let jobs = try await shop.database.system.claimJobs(limit: 50, lease: 60_000, at: shop.clock.now)
                .filter { $0.kind == Series.kind }
            guard !jobs.isEmpty else { return }
            for job in jobs { try await series.work(job) }
        }
    }

    private func days(_ id: VisitSeries.ID) async throws -> [Int] {
        try await series.find(id, in: shop.scope)?.visits.map { $0.slot.day.days(since: tuesday) } ?? []
    }

    private func notices() async throws -> [Notice] {
        try await shop.database.read(shop.scope) { tx in
            try NoticesDAO(tx).list(.init(), for: nil, limit: 50, offset: 0).filter { $0.kind == "serie_nao_agendada" }
        }
    }

    @Test("a month is booked ahead by the ordinary act, and the next visit when its day comes into sight")
    func ahead() async throws {
        let made = try await series.begin(draft(), in: shop.scope)
        try await work()
        #expect(try await days(made.id) == [0, 7, 14, 21, 28])
        shop.clock.advance(seconds: 86_400 * 5)
        try await work()
        #expect(try await days(made.id) == [7, 14, 21, 28])
        shop.clock.advance(seconds: 86_400)
        try await work()
        #expect(try await days(made.id) == [7, 14, 21, 28, 35])
        let visit = try await series.find(made.id, in: shop.scope)?.visits.first
        #expect(visit?.status == .pending)
        let reminders = try await shop.database.read(shop.scope) { tx in
            try JobQueue(tx).count(lane: Reminders.lane(of: visit?.id ?? .init(0)))
        }
        #expect(reminders == 1)
    }

    @Test("a day that is taken is told to the shop with free times, and the series goes on")
    func refused() async throws {
        try await shop.configure { $0.capacity = 1 }
        try await shop.bookBath(on: tuesday.adding(days: 7), at: .at(10))
        let made = try await series.begin(draft(), in: shop.scope)
        try await work()
        #expect(try await days(made.id) == [0, 14, 21, 28])
        let told = try #require(try await notices().first)
        #expect(
            told.text.hasPrefix("Banho de Thor, dia 10/3 às 10:00: não há vaga ou o cadastro mudou. Horários livres"))
        #expect(told.text.contains("dia 10/3 às 11:00"))
    }

    @Test("a service that is sold no more pauses the series, once")
    func gone() async throws {
        let made = try await series.begin(draft(), in: shop.scope)
        _ = try await Catalog(database: shop.database, clock: shop.clock).change(shop.bath.id, in: shop.scope) {
            $0.isActive = false
        }
        try await work()
        #expect(try await series.find(made.id, in: shop.scope)?.series.status == .paused)
        #expect(try await notices().count == 1)
    }

    @Test("it ends on its last day; paused it books nothing; ended it stays so")
    func ends() async throws {
        var wanted = draft()
        wanted.lastDay = tuesday.adding(days: 14)
        let made = try await series.begin(wanted, in: shop.scope)
        try await work()
        #expect(try await days(made.id) == [0, 7, 14])
        #expect(try await series.find(made.id, in: shop.scope)?.series.status == .ended)
        await #expect(throws: SeriesError.over) { try await series.resume(made.id, in: shop.scope) }
        let other = try await series.begin(draft(at: .at(15)), in: shop.scope)
        _ = try await series.pause(other.id, cancelling: false, in: shop.scope)
        try await work()
        #expect(try await days(other.id) == [])
        shop.clock.advance(seconds: 86_400 * 8)
        _ = try await series.resume(other.id, in: shop.scope)
        try await work()
        #expect(try await days(other.id).first == 7)
        _ = try await series.end(other.id, cancelling: true, in: shop.scope)
        try await work()
        #expect(try await days(other.id) == [])
    }

    @Test("a change of hour moves all visits to come, those that cannot stay and are named")
    func change() async throws {
        try await shop.configure { $0.capacity = 1 }
        let made = try await series.begin(draft(), in: shop.scope)
        try await work()
        try await shop.bookBath(on: tuesday.adding(days: 14), at: .at(16))
        var edit = Series.Edit()
        edit.time = .at(16)
        let changed = try #require(try await series.change(made.id, edit, in: shop.scope))
        #expect(changed.shown.visits.map(\.slot.start) == [.at(16), .at(16), .at(10), .at(16), .at(16)])
        #expect(changed.refused.map(\.visit) == [changed.shown.visits[2].id])
        #expect(changed.refused.first?.reason == .slotTaken)
        // One alone is changed as any other visit, and stays one of the series.
        _ = try await shop.booking.move(
            changed.shown.visits[0].id, to: .init(day: tuesday.adding(days: 1), time: .at(9)), in: shop.scope)
        #expect(try await days(made.id) == [1, 7, 14, 21, 28])
    }

    @Test("another distance takes the visits to come back and books them anew")
    func distance() async throws {
        let made = try await series.begin(draft(), in: shop.scope)
        try await work()
        var edit = Series.Edit()
        edit.every = 14
        _ = try await series.change(made.id, edit, in: shop.scope)
        try await work()
        #expect(try await days(made.id) == [0, 14, 28])
        edit.next = tuesday.adding(days: 2)
        _ = try await series.change(made.id, edit, in: shop.scope)
        try await work()
        #expect(try await days(made.id) == [2, 16])
    }

    @Test("without a distance it is the pet's own rhythm, and refused while nobody can know it")
    func rhythm() async throws {
        await #expect(throws: SeriesError.noRhythm) { try await series.begin(draft(every: nil), in: shop.scope) }
        let visit = shop.visit
        try await shop.database.write(shop.scope) { [ids = shop.database.ids] tx in
            for days in [15, 29, 43] {
                let past = Appointment(
                    id: ids.next(), tutorID: visit.tutorID, petID: visit.petID, serviceID: visit.serviceID,
                    slot: Slot(day: .monday.adding(days: -days), start: .at(10), minutes: 60), status: .done,
                    price: visit.price, createdAt: .monday, updatedAt: .monday)
                try AppointmentsDAO(tx).insert(past, idempotencyKey: nil)
            }
        }
        #expect(try await series.rhythm(of: shop.pet.id, in: shop.scope) == 14)
        #expect(try await series.begin(draft(every: nil), in: shop.scope).every == 14)
    }

    @Test("what is another company's is unknown, and an erased customer's series are gone")
    func strangers() async throws {
        let theirs = shops.second
        await #expect(throws: SchedulingError.unknownPet) { try await series.begin(draft(), in: theirs.scope) }
        #expect(try await series.find(shop.series.id, in: theirs.scope) == nil)
        #expect(try await series.end(shop.series.id, cancelling: true, in: theirs.scope) == nil)
        #expect(try await series.change(shop.series.id, .init(), in: theirs.scope) == nil)
        _ = try await Privacy(database: shop.database, clock: shop.clock).erase(shop.tutor.id, in: shop.scope)
        #expect(try await series.find(shop.series.id, in: shop.scope) == nil)
        #expect(try await Series(booking: theirs.booking).find(theirs.series.id, in: theirs.scope) != nil)
    }
}
