import Domain
import Foundation
import Storage
import Support
import Testing

@testable import Business

@Suite("Fetching what was missed") struct ReconcilerTests {
    private let care: CareShop

    init() async throws { care = try await CareShop() }

    private func messages(_ chat: String) async throws -> [String] {
        let chat = try #require(ChatID(chat))
        return try await care.read { [session = care.shop.session.id] tx in
            guard let talk = try ConversationsDAO(tx).find(chat: chat, of: session) else { return [] }
            return try MessagesDAO(tx).recent(in: talk.id, limit: 99).map(\.body)
        }
    }

    private func mark() async throws -> Moment? {
        let id = care.shop.session.id
        return try await care.read { tx in try SessionCareDAO(tx).reconciledAt(id) }
    }

    private func say(_ text: String, _ id: String, _ chat: String = "5511900000002@c.us") async throws {
        care.clock.advance(seconds: 10)
        await care.waha.say(try care.spoken(text, id: id, chat: chat), to: care.name.rawValue, isPosted: false)
    }

    @Test("messages that no webhook brought are taken in, oldest first, once", arguments: WAHAStandIn.Engine.allCases)
    func missed(engine: WAHAStandIn.Engine) async throws {
        let care = try await CareShop(engine: engine)
        for (text, id) in [("Oi", "3A91"), ("Tem banho amanhã?", "3A92")] {
            care.clock.advance(seconds: 10)
            await care.waha.say(try care.spoken(text, id: id), to: care.name.rawValue, isPosted: false)
        }
        let found = try await care.reconciler.run(care.shop.session, engine: engine.rawValue)
        #expect(found.messages == 2)
        #expect(found.failed == 0)
        let again = try await care.reconciler.run(care.shop.session, engine: engine.rawValue)
        #expect(again.messages == 0)
        #expect(try await care.jobs(Inbox.turnKind).count == 1)
        let chat = ChatID(phone: Shop.otherPhone)
        let kept = try await care.read { [session = care.shop.session.id] tx in
            try ConversationsDAO(tx).find(chat: chat, of: session).map {
                try MessagesDAO(tx).recent(in: $0.id, limit: 9).map(\.body)
            }
        }
        #expect(kept == ["Oi", "Tem banho amanhã?"])
        await care.waha.stop()
    }

    @Test("what somebody of the shop wrote by phone meanwhile is theirs, and silences the agent from then on")
    func byPhone() async throws {
        try await say("Oi", "3A91")
        care.clock.advance(seconds: 10)
        var own = try care.spoken("Já te respondo!", id: "3EB9", chat: "5511900000002@c.us")
        own.fromMe = true
        await care.waha.say(own, to: care.name.rawValue, isPosted: false)
        #expect(try await care.reconciler.run(care.shop.session, engine: "GOWS").messages == 2)
        #expect(try await care.reconciler.run(care.shop.session, engine: "GOWS").messages == 0)
        let chat = try #require(ChatID("5511900000002@c.us"))
        let kept = try await care.read { [session = care.shop.session.id] tx in
            try ConversationsDAO(tx).find(chat: chat, of: session).map {
                ($0, try MessagesDAO(tx).recent(in: $0.id, limit: 9).map(\.author))
            }
        }
        let (talk, authors) = try #require(kept)
        #expect(authors == [.customer, .human])
        #expect(talk.pausedUntil.map { $0 > care.clock.now } == true)
        await care.waha.stop()
    }

    @Test("without a list of chats, those known here are asked")
    func withoutList() async throws {
        care.waha.manner.listsChats = false
        try await say("Perdida", "3A91", "\(Shop.phone)@c.us")
        try await say("De um estranho", "3A92", "5511977776666@c.us")
        let found = try await care.reconciler.run(care.shop.session, engine: "GOWS")
        #expect(found.messages == 1)
        #expect(try await messages("\(Shop.phone)@c.us").contains("Perdida"))
        await care.waha.stop()
    }

    @Test("an engine without history is not an error; the mark moves on")
    func withoutHistory() async throws {
        care.waha.manner.keepsHistory = false
        care.clock.advance(seconds: 60)
        let found = try await care.reconciler.run(care.shop.session, engine: "NOWEB")
        #expect(!found.hasHistory)
        #expect(try await mark() == care.clock.now)
        await care.waha.stop()
    }

    @Test("a chat that cannot be read is asked for again; what came before the mark is left alone")
    func failing() async throws {
        try await say("Perdida", "3A91")
        let path = "/api/loja-centro/chats/5511900000002@c.us/messages"
        care.waha.fail(.engineError, on: path)
        let before = try await mark()
        let found = try await care.reconciler.run(care.shop.session, engine: "GOWS")
        #expect(found.failed == 1)
        #expect(try await mark() == before)
        #expect(try await care.reconciler.run(care.shop.session, engine: "GOWS").messages == 1)
        await care.waha.stop()
    }

    @Test("what was said before the session first worked here is nobody's to answer")
    func firstWork() async throws {
        try await say("Antiga", "3A91")
        try await care.shops.database.write(care.shop.scope) {
            try $0.run("UPDATE whatsapp_sessions SET reconciled_at = NULL")
        }
        care.clock.advance(seconds: 3600)
        #expect(try await care.reconciler.run(care.shop.session, engine: "GOWS") == .init())
        #expect(try await care.reconciler.run(care.shop.session, engine: "GOWS").messages == 0)
        #expect(try await messages("5511900000002@c.us").isEmpty)
        await care.waha.stop()
    }
}
