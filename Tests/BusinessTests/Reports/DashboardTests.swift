import Domain
import Storage
import Support
import Testing

@testable import Business

@Suite("The first page's figures") struct DashboardTests {
    private let shops: TwoShops
    private let shop: Shop
    private let dashboard: Dashboard

    init() async throws {
        shops = try await TwoShops()
        shop = shops.first
        dashboard = Dashboard(database: shops.database, clock: shops.clock)
    }

    private func finish(_ status: Appointment.Status, at time: LocalTime) async throws {
        let visit = try await shop.bookBath(on: .monday.adding(days: 1), at: time)
        _ = try await shops.database.write(shop.scope) {
            try AppointmentsDAO($0).setStatus(status, of: visit.id, at: .monday)
        }
    }

    @Test("visits and money are counted from the rows, over finished visits only")
    func visits() async throws {
        try await finish(.done, at: .at(8))
        try await finish(.done, at: .at(9))
        try await finish(.cancelled, at: .at(10))
        try await finish(.inProgress, at: .at(11))
        try await finish(.noShow, at: .at(12))
        _ = try await shops.database.write(shop.scope) {
            try $0.run("UPDATE appointments SET preco = 5001 WHERE hora_agendamento = '08:00'")
        }
        let stats = try await dashboard.stats(in: shop.scope)
        #expect(stats.visits.total == 6)
        #expect(stats.visits.count(.done) == 2)
        #expect(stats.visits.count(.cancelled) == 1)
        #expect(stats.visits.count(.pending, .confirmed, .inProgress) == 2)
        #expect(stats.visits.revenue == Money(centavos: 10_001))
        #expect(stats.visits.averageTicket == Money(centavos: 5000))
        #expect(stats.at == shops.clock.now)
        let other = try await dashboard.stats(in: shops.second.scope)
        #expect(other.visits.total == 1)
        #expect(other.visits.revenue == Money(centavos: 0))
        #expect(other.visits.averageTicket == Money(centavos: 0))
    }

    @Test("today begins at the shop's own midnight, not at Greenwich's")
    func today() async throws {
        let midnight = ShopZone.saoPaulo.moment(of: LocalDateTime(day: .monday, time: .midnight))
        try await shop.say(.customer, at: midnight.adding(milliseconds: -1))
        #expect(try await dashboard.stats(in: shop.scope).messagesToday == 2)
        try await shop.say(.customer, at: midnight)
        #expect(try await dashboard.stats(in: shop.scope).messagesToday == 3)
        shops.clock.now = midnight.adding(seconds: 86_400)
        let tomorrow = try await dashboard.stats(in: shop.scope)
        #expect(tomorrow.messagesToday == 0)
        #expect(tomorrow.conversationsToday == 0)
        #expect(tomorrow.automationRate == nil)
        // Who waits still waits.
        #expect(tomorrow.waiting == 1)
    }

    @Test("the share of answers is the agent's over all answers of the day")
    func automation() async throws {
        #expect(try await dashboard.stats(in: shop.scope).automationRate == 100)
        try await shop.say(.human, at: shops.clock.now)
        try await shop.say(.human, at: shops.clock.now)
        try await shop.say(.customer, at: shops.clock.now)
        let rate = try #require(try await dashboard.stats(in: shop.scope).automationRate)
        #expect(rate == 33.3)
    }

    @Test("a chat that a human has is counted until its pause is over")
    func escalated() async throws {
        let (id, until) = (shop.conversation, shops.clock.now.adding(seconds: 60))
        try await shops.database.write(shop.scope) { try ConversationsDAO($0).pause(id, until: until) }
        #expect(try await dashboard.stats(in: shop.scope).escalated == 1)
        shops.clock.advance(seconds: 60)
        #expect(try await dashboard.stats(in: shop.scope).escalated == 0)
    }

    @Test(
        "the shop is as connected as its best session",
        arguments: [
            ([], .disconnected), ([.failed], .failed), ([.failed, .connecting], .connecting),
            ([.connecting, .connected, .failed], .connected), ([.disconnected], .disconnected),
        ] as [([WhatsAppSession.Status], WhatsAppSession.Status)])
    func whatsapp(sessions: [WhatsAppSession.Status], best: WhatsAppSession.Status) async throws {
        try await shops.database.write(shop.scope) { [shop, shops] tx in
            try WhatsAppSessionsDAO(tx).setStatus(.disconnected, phone: nil, of: shop.session.id, at: shops.clock.now)
            for (number, status) in sessions.enumerated() {
                guard let name = SessionName("extra-\(number)") else { continue }
                let session = WhatsAppSession(
                    id: shop.database.ids.next(), companyID: shop.companyID, name: name, transport: .waha,
                    status: status, createdAt: shops.clock.now, updatedAt: shops.clock.now)
                try WhatsAppSessionsDAO(tx).insert(session, sealedKey: nil)
            }
        }
        #expect(try await dashboard.stats(in: shop.scope).whatsapp == best)
    }

    @Test("a company that does not exist has figures of zero")
    func nobody() async throws {
        let scope = TenantScope(companyID: Identifier(999), actor: .worker)
        let stats = try await dashboard.stats(in: scope)
        #expect(stats.visits.total == 0)
        #expect(stats.messagesToday == 0)
    }

    @Test("the text is written once until the company writes, and never lent to the other")
    func text() async throws {
        let first = try await dashboard.text(in: shop.scope) { "\($0.visits.total) de manhã" }
        #expect(first == "1 de manhã")
        #expect(try await dashboard.text(in: shop.scope) { "\($0.visits.total) depois" } == "1 de manhã")
        #expect(try await dashboard.text(in: shops.second.scope) { "\($0.visits.total) da outra" } == "1 da outra")
        try await shop.put(.done)
        #expect(try await dashboard.text(in: shop.scope) { "\($0.visits.total) depois" } == "2 depois")
        #expect(try await dashboard.text(in: shops.second.scope) { _ in "x" } == "1 da outra")
    }
}
