import Domain
import Storage
import Support
import Testing

@testable import Business

@Suite("Booking") struct BookingTests {
    @Test("of two hundred who want the last places at once, exactly as many get one as there are", arguments: [1, 3])
    func lastPlace(capacity: Int) async throws {
        let shops = try await TwoShops()
        let shop = shops.first
        try await shop.configure { $0.capacity = capacity }
        let day = LocalDay.monday.adding(days: 1)
        let outcomes = await withTaskGroup(of: Result<Appointment, any Error>.self) { group in
            for number in 0..<200 {
                // Starts differ, but all share the minute before 11:00.
                let start = LocalTime.at(10, number % 60)
                group.addTask {
                    do { return .success(try await shop.bookBath(on: day, at: start, key: "k\(number)")) } catch {
                        return .failure(error)
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        let booked = outcomes.compactMap { try? $0.get() }
        #expect(booked.count == capacity)
        let refused = outcomes.compactMap { outcome -> (any Error)? in
            if case .failure(let error) = outcome { error } else { nil }
        }
        #expect(refused.allSatisfy { $0 as? SchedulingError == .slotTaken })
        var filter = AppointmentsDAO.Filter()
        filter.firstDay = day
        #expect(try await shop.booking.list(filter, in: shop.scope).total == capacity)
    }

    @Test("a full shop leaves its neighbour's places alone")
    func capacityIsPerCompany() async throws {
        let shops = try await TwoShops()
        for shop in shops.both { try await shop.configure { $0.capacity = 1 } }
        try await shops.first.bookBath(at: .at(16))
        await #expect(throws: SchedulingError.slotTaken) { try await shops.first.bookBath(at: .at(16)) }
        try await shops.second.bookBath(at: .at(16))
    }

    @Test("one key books once, however often and however concurrently it is used")
    func idempotency() async throws {
        let shop = try await TwoShops().first
        let visits = try await withThrowingTaskGroup(of: Appointment.self) { group in
            for _ in 0..<20 { group.addTask { try await shop.bookBath(at: .at(16), key: "turno-7:1") } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(Set(visits.map(\.id)).count == 1)
        #expect(try await shop.booking.list(.init(), in: shop.scope).total == 2)
        // Also when the second call asks for something else: the first call stands.
        let again = try await shop.bookBath(at: .at(17), key: "turno-7:1")
        #expect(again == visits.first)
    }

    @Test("a visit carries what was agreed: price of the pet's size, length of the service, confirmed")
    func agreed() async throws {
        let shop = try await TwoShops().first
        let visit = try await shop.bookBath(at: .at(16))
        #expect(visit.price == Money(centavos: 5000))
        #expect(visit.slot == Slot(day: .monday, start: .at(16), minutes: 60))
        #expect(visit.status == .confirmed)
        let catalog = Catalog(database: shop.database, clock: shop.clock)
        _ = try await catalog.change(shop.bath.id, in: shop.scope) { $0.priceBySize = [.small: Money(centavos: 9900)] }
        #expect(try await shop.booking.details(visit.id, in: shop.scope)?.appointment.price == Money(centavos: 5000))
    }

    @Test("what cannot be booked is refused with its reason, and nothing is stored")
    func refusals() async throws {
        let shop = try await TwoShops().first
        let monday = LocalDay.monday
        let cases: [(LocalDay, LocalTime, SchedulingError)] = [
            (monday, .at(8), .past), (monday, .at(9), .past), (monday.adding(days: -7), .at(10), .past),
            (monday, .at(9, 59), .tooSoon(minimumNotice: 60)),
            (monday.adding(days: 61), .at(10), .tooFar(lastDay: monday.adding(days: 60))),
            (monday.adding(days: 6), .at(10), .closed(monday.adding(days: 6))),
            (monday.adding(days: 1), .at(17, 1), .closed(monday.adding(days: 1))),
            (monday.adding(days: 30), .at(10), .blocked(monday.adding(days: 30), reason: "Férias")),
        ]
        for (day, time, reason) in cases {
            await #expect(throws: reason) { try await shop.bookBath(on: day, at: time) }
        }
        #expect(try await shop.booking.list(.init(), in: shop.scope).total == 1)
    }

    @Test("the last day there is, and days past it, are refused without stopping the program")
    func endOfTime() async throws {
        let shop = try await TwoShops().first
        let last = try #require(LocalDay(iso: "9999-12-31"))
        await #expect(throws: SchedulingError.self) { try await shop.bookBath(on: last, at: .at(10)) }
        await #expect(throws: SchedulingError.self) { try await shop.bookBath(on: last.adding(days: 1), at: .at(10)) }
    }

    @Test("another company's service, pet or customer is as unknown as one that does not exist")
    func strangers() async throws {
        let shops = try await TwoShops()
        let (first, second) = (shops.first, shops.second)
        var draft = first.draft(at: .at(16))
        draft.serviceID = second.bath.id
        await #expect(throws: SchedulingError.unknownService) { try await first.book(draft) }
        draft = first.draft(at: .at(16))
        draft.petID = second.pet.id
        await #expect(throws: SchedulingError.unknownPet) { try await first.book(draft) }
        draft = first.draft(at: .at(16))
        draft.tutorID = second.tutor.id
        await #expect(throws: SchedulingError.unknownPet) { try await first.book(draft) }
        for id in [second.visit.id, Identifier(1)] {
            await #expect(throws: SchedulingError.unknownVisit) { try await first.move(id, at: .at(16)) }
            await #expect(throws: SchedulingError.unknownVisit) { try await first.cancel(id) }
        }
        #expect(try await second.status(of: second.visit) == .confirmed)
    }

    @Test("a service switched off is not booked")
    func inactiveService() async throws {
        let shop = try await TwoShops().first
        let catalog = Catalog(database: shop.database, clock: shop.clock)
        _ = try await catalog.change(shop.bath.id, in: shop.scope) { $0.isActive = false }
        await #expect(throws: SchedulingError.unknownService) { try await shop.bookBath(at: .at(16)) }
    }

    @Test("a visit moves to a free place and frees its old one; its own place does not stand in its way")
    func moving() async throws {
        let shop = try await TwoShops().first
        try await shop.configure { $0.capacity = 1 }
        let moved = try await shop.move(shop.visit.id, at: .at(14, 30))
        #expect(moved.slot.start == .at(14, 30))
        #expect(moved.slot.minutes == shop.visit.slot.minutes)
        try await shop.bookBath(at: .at(13, 30))
        await #expect(throws: SchedulingError.slotTaken) { try await shop.move(shop.visit.id, at: .at(14)) }
        #expect(try await shop.booking.details(shop.visit.id, in: shop.scope)?.appointment.slot.start == .at(14, 30))
    }

    @Test("moving to where it is already changes nothing, also when that is near")
    func movingNowhere() async throws {
        let shop = try await TwoShops().first
        shop.clock.advance(seconds: 5 * 3600 - 60)
        #expect(try await shop.move(shop.visit.id, at: .at(14)) == shop.visit)
        await #expect(throws: SchedulingError.past) { try await shop.move(shop.visit.id, at: .at(13)) }
    }

    @Test("a visit that has begun or is over is neither moved nor cancelled", arguments: Appointment.Status.allCases)
    func closedVisits(status: Appointment.Status) async throws {
        let shop = try await TwoShops().first
        let (id, now) = (shop.visit.id, shop.clock.now)
        _ = try await shop.database.write(shop.scope) { try AppointmentsDAO($0).setStatus(status, of: id, at: now) }
        switch status {
        case .pending, .confirmed:
            _ = try await shop.move(id, at: .at(16))
            #expect(try await shop.cancel(id).status == .cancelled)
        case .cancelled:
            await #expect(throws: SchedulingError.notAllowed(from: status)) { try await shop.move(id, at: .at(16)) }
            #expect(try await shop.cancel(id).status == .cancelled)
        case .inProgress, .done, .noShow:
            await #expect(throws: SchedulingError.notAllowed(from: status)) { try await shop.move(id, at: .at(16)) }
            await #expect(throws: SchedulingError.notAllowed(from: status)) { try await shop.cancel(id) }
            #expect(try await shop.status(of: shop.visit) == status)
        }
    }

    @Test("a cancelled visit frees its place and keeps its first reason")
    func cancelling() async throws {
        let shop = try await TwoShops().first
        try await shop.configure { $0.capacity = 1 }
        await #expect(throws: SchedulingError.slotTaken) { try await shop.bookBath(at: .at(14)) }
        _ = try await shop.cancel(shop.visit.id, reason: "viagem")
        _ = try await shop.cancel(shop.visit.id, reason: "outra coisa")
        try await shop.bookBath(at: .at(14))
        #expect(try await shop.booking.details(shop.visit.id, in: shop.scope)?.appointment.cancelReason == "viagem")
    }

    @Test("what was cancelled is answered as it is stored")
    func answerAfterCancelling() async throws {
        let shop = try await TwoShops().first
        shop.clock.advance(seconds: 90)
        let answered = try await shop.cancel(shop.visit.id, reason: "viagem")
        #expect(try await shop.booking.details(shop.visit.id, in: shop.scope)?.appointment == answered)
    }

    @Test("what was moved is answered as it is stored")
    func answerAfterMoving() async throws {
        let shop = try await TwoShops().first
        shop.clock.advance(seconds: 90)
        let answered = try await shop.move(shop.visit.id, at: .at(16))
        #expect(try await shop.booking.details(shop.visit.id, in: shop.scope)?.appointment == answered)
    }
}

extension Shop {
    func book(_ draft: AppointmentDraft) async throws -> Appointment {
        try await booking.book(draft, key: nil, in: scope)
    }

    @discardableResult
    func move(_ id: Appointment.ID, at time: LocalTime) async throws -> Appointment {
        try await database.write(scope) { [booking] tx in
            try booking.move(id, to: LocalDateTime(day: .monday, time: time), in: tx)
        }
    }

    func cancel(_ id: Appointment.ID, reason: String? = nil) async throws -> Appointment {
        try await database.write(scope) { [booking] tx in try booking.cancel(id, reason: reason, in: tx) }
    }
}
