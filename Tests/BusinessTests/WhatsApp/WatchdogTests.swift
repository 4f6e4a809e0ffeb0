import Domain
import Storage
import Support
import Testing

@testable import Business

@Suite("The watchdog") struct WatchdogTests {
    private let care: CareShop
    private let dog: Watchdog

    /// Four weeks in which eight customers wrote every Monday between 9 and 13, and one wrote today at 9.
    init() async throws {
        care = try await CareShop()
        dog = Watchdog(database: care.shops.database, clock: care.clock)
        try await fill(weeks: 4, each: 8)
    }

    private func look() async throws -> Bool {
        try await dog.look(at: try await care.sessions.find(care.shop.session.id, in: care.shop.scope))
    }

    private func fill(weeks: Int, each: Int) async throws {
        let (shop, database, now) = (care.shop, care.shops.database, care.clock.now)
        try await database.write(shop.scope) { tx in
            try tx.run("DELETE FROM media")
            try tx.run("DELETE FROM outbox")
            try tx.run("DELETE FROM messages")
            try tx.run("UPDATE whatsapp_sessions SET created_at = 0")
            for week in 1...weeks {
                for number in 0..<each {
                    let at = now.adding(seconds: -week * 7 * 86_400 + number * 1500 + 60)
                    try Self.insert(at, shop, database.ids, in: tx)
                }
            }
            try Self.insert(now, shop, database.ids, in: tx)
        }
    }

    private static func insert(_ at: Moment, _ shop: Shop, _ ids: IDMaker, in tx: TenantTransaction) throws {
        let message = Message(
            id: ids.next(), conversationID: shop.conversation, author: .customer, kind: .text, body: "Oi", sentAt: at)
        try MessagesDAO(tx).insert(
            message, session: shop.session.id, bareID: "W\(message.id)", isAnswered: true, at: at)
    }

    @Test("four hours without a word on a busy Monday are told, once")
    func silent() async throws {
        care.clock.advance(seconds: 4 * 3600)
        #expect(try await look())
        #expect(try await !look())
        #expect(try await care.notices("whatsapp_silencioso") == 1)
        await care.waha.stop()
    }

    @Test("an hour is no silence, a quiet shop has no rhythm, and a closed one expects nobody")
    func usual() async throws {
        care.clock.advance(seconds: 3600)
        #expect(try await !look())
        care.clock.advance(seconds: 3 * 3600)
        let (shop, database) = (care.shop, care.shops.database)
        let hours = try await care.read { try BusinessHoursDAO($0).week() }
        try await database.write(shop.scope) { try BusinessHoursDAO($0).replace(with: BusinessHours([:])) }
        #expect(try await !look())
        try await database.write(shop.scope) { try BusinessHoursDAO($0).replace(with: hours) }
        care.clock.advance(seconds: -4 * 3600)
        try await fill(weeks: 4, each: 2)
        care.clock.advance(seconds: 4 * 3600)
        #expect(try await !look())
        await care.waha.stop()
    }

    @Test("a session too young to have habits is not judged")
    func young() async throws {
        try await fill(weeks: 1, each: 8)
        care.clock.advance(seconds: 4 * 3600)
        #expect(try await !look())
        #expect(SilenceRule.expected(from: [8]) == nil)
        #expect(SilenceRule.expected(from: [8, 0, 9]) == nil)
        #expect(SilenceRule.expected(from: [8, 9]) == 9)
        await care.waha.stop()
    }
}
