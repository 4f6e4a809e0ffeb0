import Domain
import Storage
import Support
import Testing

@testable import Business

@Suite("What becomes of a visit") struct BookingChangesTests {
    private let shops: TwoShops
    private let shop: Shop
    private var booking: Booking { shop.booking }
    private var id: Appointment.ID { shop.visit.id }

    init() async throws {
        shops = try await TwoShops()
        shop = shops.first
    }

    @Test("a visit is confirmed, checked in and finished; each step is written down with its author")
    func served() async throws {
        let visit = try await shop.bookPending(at: .at(16))
        _ = try await booking.confirm(visit.id, in: shop.scope)
        shop.clock.advance(seconds: 60)
        _ = try await booking.checkIn(visit.id, in: shop.scope)
        let done = try await booking.finish(visit.id, in: shop.scope)
        #expect(done.appointment.status == .done)
        #expect(done.appointment.isConfirmedByShop)
        let lines = try #require(try await booking.history(of: visit.id, in: shop.scope))
        #expect(lines.map(\.change.after) == [.pending, .confirmed, .inProgress, .done])
        #expect(lines.map(\.change.before) == [nil, .pending, .confirmed, .inProgress])
        #expect(lines.map(\.name) == Array(repeating: "Dona", count: 4))
        #expect(lines.allSatisfy { $0.change.author == .person(shop.signedIn.user.id) })
        #expect(lines[2].change.at.since(lines[1].change.at) == 60_000)
    }

    @Test("a step that the status does not allow is refused and leaves no line", arguments: Appointment.Status.allCases)
    func refused(status: Appointment.Status) async throws {
        let (id, now) = (id, shop.clock.now)
        _ = try await shop.database.write(shop.scope) { try AppointmentsDAO($0).setStatus(status, of: id, at: now) }
        for wanted in Appointment.Status.allCases where wanted != status && !status.next.contains(wanted) {
            await #expect(throws: SchedulingError.notAllowed(from: status)) {
                try await booking.advance(id, to: wanted, in: shop.scope)
            }
        }
        // To be what it is already is no change.
        #expect(try await booking.advance(id, to: status, in: shop.scope).appointment.status == status)
        #expect(try await booking.history(of: id, in: shop.scope)?.count == 1)
    }

    @Test("a customer's yes is noted, also on a visit that the shop had confirmed already")
    func customerConfirms() async throws {
        let (booking, pending, confirmed) = (booking, try await shop.bookPending(at: .at(16)), id)
        for id in [pending.id, confirmed] {
            let visit = try await shop.database.write(shop.scope) { try booking.confirm(id, by: .customer, in: $0) }
            #expect(visit.status == .confirmed)
            #expect(visit.isConfirmedByCustomer)
        }
        #expect(try await booking.history(of: pending.id, in: shop.scope)?.last?.change.author == .customer)
    }

    @Test("a pet that comes after it was given up is checked in")
    func lateComer() async throws {
        _ = try await booking.noShow(id, in: shop.scope)
        #expect(try await booking.checkIn(id, in: shop.scope).appointment.status == .inProgress)
    }

    @Test("a moved visit tells from where to where, and waits for the other side's yes again")
    func moved() async throws {
        let (id, booking) = (id, booking)
        try await shop.database.write(shop.scope) { tx in
            _ = try booking.move(id, to: LocalDateTime(day: .monday, time: .at(15)), by: .customer, in: tx)
        }
        let byCustomer = try await booking.details(id, in: shop.scope)
        #expect(byCustomer?.appointment.isConfirmedByCustomer == true)
        let byShop = try await booking.move(id, to: LocalDateTime(day: .monday, time: .at(16)), in: shop.scope)
        #expect(!byShop.appointment.isConfirmedByCustomer)
        #expect(byShop.appointment.isConfirmedByShop)
        let lines = try #require(try await booking.history(of: id, in: shop.scope))
        #expect(lines.map(\.change.startedAt?.time) == [nil, .at(14), .at(15)])
        #expect(lines.map(\.change.startsAt?.time) == [.at(14), .at(15), .at(16)])
        #expect(lines.map(\.change.author) == [.system, .customer, .person(shop.signedIn.user.id)])
    }

    @Test("a customer cancels within the shop's policy; the shop's people always")
    func cancellation() async throws {
        let (id, booking) = (id, booking)
        func asCustomer() async throws {
            try await shop.database.write(shop.scope) { tx in
                _ = try booking.cancel(id, reason: "viagem", by: .customer, in: tx)
            }
        }
        shop.clock.advance(seconds: 3 * 3600 + 60)
        await #expect(throws: SchedulingError.cancellationTooLate(notice: 120)) { try await asCustomer() }
        try await shop.configure { $0.cancellationAllowed = false }
        await #expect(throws: SchedulingError.cancellationClosed) { try await asCustomer() }
        let cancelled = try await booking.cancel(id, reason: "choveu", in: shop.scope)
        #expect(cancelled.appointment.status == .cancelled)
        #expect(try await booking.history(of: id, in: shop.scope)?.last?.change.reason == "choveu")
    }

    @Test("another service brings its own length and price, and must fit")
    func service() async throws {
        try await shop.configure { $0.capacity = 1 }
        let longer = try #require(shop.services.first { $0.minutes > 60 })
        let next = try await shop.bookBath(at: .at(15))
        var edit = VisitEdit()
        edit.serviceID = longer.id
        await #expect(throws: SchedulingError.slotTaken) { try await booking.change(id, edit, in: shop.scope) }
        _ = try await booking.cancel(next.id, reason: nil, in: shop.scope)
        let changed = try await booking.change(id, edit, in: shop.scope).appointment
        #expect(changed.slot.minutes == longer.minutes)
        #expect(changed.price == longer.price(for: .small))
        edit.serviceID = shops.second.bath.id
        await #expect(throws: SchedulingError.unknownService) { try await booking.change(id, edit, in: shop.scope) }
    }

    @Test("an erased visit frees its place and is gone from lists and figures; what was served is kept")
    func removed() async throws {
        try await shop.configure { $0.capacity = 1 }
        let before = try await booking.figures(from: nil, to: nil, in: shop.scope)
        try await booking.remove(id, in: shop.scope)
        #expect(try await booking.details(id, in: shop.scope) == nil)
        #expect(try await booking.list(.init(), in: shop.scope).total == 0)
        #expect(try await booking.figures(from: nil, to: nil, in: shop.scope).total == before.total - 1)
        #expect(try await booking.history(of: id, in: shop.scope) == nil)
        await #expect(throws: SchedulingError.unknownVisit) { try await booking.remove(id, in: shop.scope) }
        let served = try await shop.bookBath(at: .at(14))
        _ = try await booking.finish(served.id, in: shop.scope)
        await #expect(throws: SchedulingError.notAllowed(from: .done)) {
            try await booking.remove(served.id, in: shop.scope)
        }
    }

    @Test("another company's visit cannot be changed, and is as unknown as one that does not exist")
    func strangers() async throws {
        let other = shops.second.visit.id
        for id in [other, Identifier(1)] {
            await #expect(throws: SchedulingError.unknownVisit) { try await booking.finish(id, in: shop.scope) }
            await #expect(throws: SchedulingError.unknownVisit) { try await booking.remove(id, in: shop.scope) }
            #expect(try await booking.history(of: id, in: shop.scope) == nil)
        }
        #expect(try await shops.second.status(of: shops.second.visit) == .confirmed)
    }

    @Test("figures count the days asked for: a status each, revenue of what was finished")
    func figures() async throws {
        let tuesday = LocalDay.monday.adding(days: 1)
        for hour in [9, 10] {
            let visit = try await shop.bookBath(on: tuesday, at: .at(hour))
            _ = try await booking.finish(visit.id, in: shop.scope)
        }
        let day = try await booking.figures(from: tuesday, to: tuesday, in: shop.scope)
        #expect(day.counts == [.done: 2])
        #expect(day.revenue == Money(centavos: 10_000))
        #expect(day.averageTicket == Money(centavos: 5_000))
        let all = try await booking.figures(from: nil, to: nil, in: shop.scope)
        #expect(all.counts == [.done: 2, .confirmed: 1])
        #expect(try await booking.figures(from: .monday, to: .monday, in: shop.scope).averageTicket.centavos == 0)
    }
}

extension Shop {
    fileprivate func bookPending(at time: LocalTime) async throws -> Appointment {
        var draft = draft(at: time)
        draft.status = .pending
        return try await booking.book(draft, key: nil, in: scope)
    }
}
