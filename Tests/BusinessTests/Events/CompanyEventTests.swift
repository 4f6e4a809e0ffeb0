import Business
import Domain
import Storage
import Support
import Testing

@Suite("Events of a company") struct CompanyEventTests {
    private func events(_ shop: Shop, after last: Int64) async throws -> [EventsDAO.Event] {
        try await shop.database.read(shop.scope) { tx in try EventsDAO(tx).after(last) }
    }

    private func newest(_ shop: Shop) async throws -> Int64 {
        try await shop.database.read(shop.scope) { tx in try EventsDAO(tx).newest() }
    }

    @Test("a booking, a message and a notice are told, each as JSON, and only to their own company")
    func told() async throws {
        let shops = try await TwoShops()
        let (mine, theirs) = (shops.first, shops.second)
        let before = try await newest(mine)
        let visit = try await mine.bookBath(at: .at(16))
        _ = try await mine.inbox().receive(try mine.text("Oi", id: "W9"), from: mine.session)
        _ = try await Notices(database: mine.database, clock: mine.clock).add(
            .init(kind: "aviso", title: "Título", text: "Texto", level: .info), in: mine.scope)
        let told = try await events(mine, after: before)
        #expect(told.map(\.kind) == ["appointment.created", "message.received", "notification.created"])
        for event in told { #expect(JSONValue(bytes: event.payload.utf8)?.members != nil, "\(event.payload)") }
        #expect(JSONValue(bytes: told[0].payload.utf8)?["id"] == .integer(visit.id.rawValue))
        #expect(try await events(theirs, after: before).isEmpty)
    }

    @Test("an act that is undone is not told")
    func undone() async throws {
        let shop = try await TwoShops().first
        let before = try await newest(shop)
        await #expect(throws: SchedulingError.self) { try await shop.bookBath(at: .at(3)) }
        #expect(try await events(shop, after: before).isEmpty)
    }

    @Test("old events go, and numbers never come twice")
    func pruned() async throws {
        let shop = try await TwoShops().first
        let now = shop.clock.now
        let before = try await newest(shop)
        try await shop.database.write(shop.scope) { tx in
            for _ in 0..<(2 * EventsDAO.kept) { try EventsDAO(tx).append("x", "{}", at: now) }
        }
        let (oldest, newest) = try await shop.database.read(shop.scope) { tx in
            (try EventsDAO(tx).oldest() ?? 0, try EventsDAO(tx).newest())
        }
        #expect(newest == before + 2 * EventsDAO.kept)
        #expect(newest - oldest + 1 == EventsDAO.kept)
    }
}
