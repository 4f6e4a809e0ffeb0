import Domain
import Foundation
import Storage
import Support
import Testing

@testable import Business

/// The reminder job beside its visit: there with it, gone with it.
@Suite("Planned reminders") struct RemindersTests {
    private let zone = ShopZone.saoPaulo

    /// The visit's reminder job: when it wakes and for which start.
    private func planned(_ visit: Appointment.ID, _ shop: Shop) async throws -> [(at: Moment, starts: LocalDateTime)] {
        try await shop.database.read(shop.scope) { tx in
            try tx.rows("SELECT run_at, payload, priority FROM jobs WHERE lane = \(Reminders.lane(of: visit))") {
                #expect($0.int(2) == Job.Priority.background.rawValue)
                let payload = try JSONDecoder().decode(Reminders.Payload.self, from: Data($0.string(1).utf8))
                return ($0.moment(0), payload.starts)
            }
        }
    }

    @Test("booking plans them, moving moves them, and whatever ends the visit's waiting drops them")
    func lifecycle() async throws {
        let shop = try await TwoShops().first
        let tuesday = LocalDay.monday.adding(days: 1)
        let visit = try await shop.bookBath(on: tuesday, at: .at(15))
        #expect(try await planned(visit.id, shop).map(\.at) == [zone.moment(of: .init(day: .monday, time: .at(15)))])
        let later = LocalDateTime(day: .monday.adding(days: 3), time: .at(10))
        _ = try await shop.booking.move(visit.id, to: later, in: shop.scope)
        let moved = try await planned(visit.id, shop)
        #expect(moved.map(\.starts) == [later])
        #expect(moved.map(\.at) == [zone.moment(of: .init(day: .monday.adding(days: 2), time: .at(10)))])
        var edit = VisitEdit()
        edit.notes = "traz a coleira"
        _ = try await shop.booking.change(visit.id, edit, in: shop.scope)
        #expect(try await planned(visit.id, shop).map(\.at) == moved.map(\.at))
        _ = try await shop.booking.cancel(visit.id, reason: nil, in: shop.scope)
        #expect(try await planned(visit.id, shop).isEmpty)
        let other = try await shop.bookBath(on: tuesday, at: .at(11))
        _ = try await shop.booking.checkIn(other.id, in: shop.scope)
        #expect(try await planned(other.id, shop).isEmpty)
        let third = try await shop.bookBath(on: tuesday, at: .at(12))
        try await shop.booking.remove(third.id, in: shop.scope)
        #expect(try await planned(third.id, shop).isEmpty)
    }

    @Test("a visit that is about to begin has none left to plan")
    func soon() async throws {
        let shop = try await TwoShops().first
        let visit = try await shop.bookBath(at: .at(10, 15))
        #expect(try await planned(visit.id, shop).isEmpty)
    }

    @Test("a refused booking plans nothing, and a repeated one nothing twice")
    func allOrNothing() async throws {
        let shop = try await TwoShops().first
        try await shop.configure { $0.capacity = 1 }
        let tuesday = LocalDay.monday.adding(days: 1)
        let visit = try await shop.bookBath(on: tuesday, at: .at(15), key: "k")
        _ = try await shop.bookBath(on: tuesday, at: .at(15), key: "k")
        await #expect(throws: SchedulingError.slotTaken) { try await shop.bookBath(on: tuesday, at: .at(15)) }
        #expect(try await planned(visit.id, shop).count == 1)
        let all = try await shop.database.read(shop.scope) { tx in
            try tx.count("SELECT count(*) FROM jobs WHERE kind = \(Reminders.kind)")
        }
        #expect(all == 2)
    }
}
