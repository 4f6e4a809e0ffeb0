import Domain
import Storage
import Support
import Testing

@testable import Business

@Suite("Booking with professionals and resources") struct StaffBookingTests {
    private let shop: Shop
    private let staff: Staff
    private let tuesday = LocalDay.monday.adding(days: 1)

    init() async throws {
        shop = try await TwoShops().first
        try await shop.configure { $0.capacity = 9 }
        staff = Staff(database: shop.database, clock: shop.clock)
    }

    private func add(
        _ name: String, _ edit: @escaping @Sendable (inout Professional) -> Void = { _ in }
    ) async throws -> Professional {
        try await staff.addProfessional(in: shop.scope) {
            $0.name = name
            edit(&$0)
        }
    }

    private func book(at time: LocalTime, by one: Professional? = nil) async throws -> Appointment {
        var draft = shop.draft(on: tuesday, at: time)
        draft.professionalID = one?.id
        return try await shop.booking.book(draft, key: nil, in: shop.scope)
    }

    @Test("a booking takes whoever has least to do, or the one asked for, and says why when nobody can")
    func assignment() async throws {
        let (ana, bia) = (try await add("Ana"), try await add("Bia"))
        #expect(try await book(at: .at(10)).professionalID == ana.id)
        #expect(try await book(at: .at(14)).professionalID == bia.id)
        #expect(try await book(at: .at(10, 30)).professionalID == bia.id)
        await #expect(throws: SchedulingError.nobodyFree) { try await book(at: .at(10, 30)) }
        await #expect(throws: SchedulingError.professionalBusy("Ana")) { try await book(at: .at(10, 30), by: ana) }
        #expect(try await book(at: .at(15), by: bia).professionalID == bia.id)
        let bath = shop.bath.id
        _ = try await staff.changeProfessional(bia.id, in: shop.scope) { $0.services = [] }
        await #expect(throws: SchedulingError.cannotServe("Bia")) { try await book(at: .at(16), by: bia) }
        _ = try await staff.changeProfessional(bia.id, in: shop.scope) { $0.services = [bath] }
        #expect(try await book(at: .at(16), by: bia).professionalID == bia.id)
    }

    @Test("of those who want the last hands at once, exactly as many get them as there are, each by another")
    func lastHands() async throws {
        for name in ["Ana", "Bia", "Caio"] { _ = try await add(name) }
        let booked = await withTaskGroup(of: Appointment?.self, returning: [Appointment].self) { group in
            for number in 0..<150 {
                let start = LocalTime.at(10, number % 60)
                group.addTask { try? await book(at: start) }
            }
            return await group.reduce(into: []) { if let visit = $1 { $0.append(visit) } }
        }
        #expect(booked.count == 3)
        #expect(Set(booked.compactMap(\.professionalID)).count == 3)
    }

    @Test("a moved visit keeps who serves it, goes to another who is free, or is refused")
    func moving() async throws {
        let (ana, bia) = (try await add("Ana"), try await add("Bia"))
        let visit = try await book(at: .at(10), by: ana)
        func move(_ time: LocalTime, with one: Professional? = nil) async throws -> Appointment {
            try await shop.booking.move(
                visit.id, to: .init(day: tuesday, time: time), with: one?.id, in: shop.scope
            ).appointment
        }
        #expect(try await move(.at(11)).professionalID == ana.id)
        _ = try await book(at: .at(14), by: ana)
        #expect(try await move(.at(14)).professionalID == bia.id)
        await #expect(throws: SchedulingError.professionalBusy("Ana")) { try await move(.at(14, 30), with: ana) }
        _ = try await book(at: .at(16), by: ana)
        _ = try await book(at: .at(16), by: bia)
        await #expect(throws: SchedulingError.nobodyFree) { try await move(.at(16)) }
        var edit = VisitEdit()
        edit.professionalID = ana.id
        #expect(
            try await shop.booking.move(visit.id, to: .init(day: tuesday, time: .at(11)), in: shop.scope)
                .appointment.professionalID == bia.id)
        #expect(try await shop.booking.change(visit.id, edit, in: shop.scope).appointment.professionalID == ana.id)
        // Handed over where it stands, also when that is sooner than the shop's notice.
        shop.clock.now = ShopZone.saoPaulo.moment(of: .init(day: tuesday, time: .at(10, 45)))
        edit.professionalID = bia.id
        #expect(try await shop.booking.change(visit.id, edit, in: shop.scope).appointment.professionalID == bia.id)
    }

    @Test("the board, the answer and its alternatives honour skills, hours and resources")
    func board() async throws {
        let bath = shop.bath.id
        let noon = try #require(BusinessHours.Window(opens: .at(8), closes: .at(12)))
        _ = try await add("Ana") { one in
            one.services = [bath]
            one.hours = BusinessHours([.tuesday: [noon]])
        }
        let board = try await shop.booking.board(of: bath, on: tuesday, step: 60, in: shop.scope)
        #expect(board?.places.filter { $0.refusal == nil }.map(\.slot.start.hour) == [8, 9, 10, 11])
        let other = try await shop.booking.board(of: shop.services[1].id, on: tuesday, step: 60, in: shop.scope)
        #expect(other?.places.allSatisfy { $0.refusal == .nobodyFree } == true)
        let answer = try await shop.booking.ask(bath, at: .init(day: tuesday, time: .at(15)), in: shop.scope)
        #expect(answer.refusal == .nobodyFree)
        #expect(!answer.alternatives.isEmpty)
        #expect(answer.alternatives.allSatisfy { $0.day == tuesday && $0.time < .at(12) })
        _ = try await staff.addResource(in: shop.scope) {
            $0.name = "Banheira"
            $0.services = [bath]
        }
        _ = try await add("Bia")
        _ = try await book(at: .at(9))
        await #expect(throws: SchedulingError.resourceTaken("Banheira")) { try await book(at: .at(9, 30)) }
    }

    @Test("another company's professional and service are unknown")
    func strangers() async throws {
        let shops = try await TwoShops()
        let foreign = Staff(database: shops.database, clock: shops.clock)
        let theirs = try await foreign.addProfessional(in: shops.second.scope) { $0.name = "Zoe" }
        var draft = shops.first.draft(on: tuesday, at: .at(10))
        draft.professionalID = theirs.id
        await #expect(throws: SchedulingError.unknownProfessional) { try await shops.first.book(draft) }
        let service = shops.second.bath.id
        await #expect(throws: StaffError.unknownService(service)) {
            try await foreign.addProfessional(in: shops.first.scope) { $0.services = [service] }
        }
        #expect(try await foreign.changeProfessional(theirs.id, in: shops.first.scope) { $0.name = "x" } == nil)
        #expect(try await foreign.removeProfessional(theirs.id, in: shops.first.scope) == nil)
    }

    @Test("somebody with visits is switched off, not deleted, and the shop is told of those to come")
    func leaving() async throws {
        let ana = try await add("Ana")
        _ = try await book(at: .at(10))
        #expect(try await staff.removeProfessional(ana.id, in: shop.scope) == false)
        #expect(try await staff.professional(ana.id, in: shop.scope)?.isActive == false)
        let told = try await shop.database.read(shop.scope) { tx in
            try NoticesDAO(tx).list(.init(), for: nil, limit: 9, offset: 0)
        }
        #expect(told.first?.text == "Ana não atende mais e ainda tem 1 visita marcada. Escolha quem vai atender.")
        let bia = try await add("Bia")
        #expect(try await staff.removeProfessional(bia.id, in: shop.scope) == true)
    }

    @Test("a pet's size and coat set length and price of its visits, at another service too")
    func coat() async throws {
        let catalog = Catalog(database: shop.database, clock: shop.clock)
        for service in shop.services.prefix(2) {
            _ = try await catalog.change(service.id, in: shop.scope) {
                $0.adjustments.byCoat = [.long: .init(percent: 10, amount: Money(centavos: 300), minutes: 15)]
                $0.adjustments.minutesBySize = [.small: 45]
            }
        }
        let pet = shop.pet
        try await shop.database.write(shop.scope) { tx in
            var changed = pet
            changed.coat = .long
            _ = try PetsDAO(tx).update(changed, at: .monday)
        }
        let visit = try await book(at: .at(10))
        #expect(visit.slot.minutes == 60)
        #expect(visit.price == Money(centavos: 5800))
        var edit = VisitEdit()
        edit.serviceID = shop.services[1].id
        let changed = try await shop.booking.change(visit.id, edit, in: shop.scope).appointment
        let price = shop.services[1].price(for: .small).centavos
        #expect(changed.slot.minutes == 60)
        #expect(changed.price == Money(centavos: (price * 110 + 50) / 100 + 300))
    }

    @Test("however many professionals, resources and starts there are, a booking asks the same statements")
    func queries() async throws {
        for number in 0..<30 {
            _ = try await add("P\(number)")
            let bath = shop.bath.id
            _ = try await staff.addResource(in: shop.scope) {
                ($0.name, $0.capacity, $0.services) = ("R\(number)", 100, [bath])
            }
        }
        try await QueryTrace.watching("booking with staff") {
            _ = try await book(at: .at(10))
            _ = try await shop.booking.board(of: shop.bath.id, on: tuesday, step: 5, in: shop.scope)
        }
        #expect(shop.database.insight.report().repeats.isEmpty)
    }
}
