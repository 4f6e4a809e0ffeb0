import Business
import Domain
import Storage
import Support
import Testing

@testable import Agent

/// A reply goes out once, wherever the process ends.
@Suite("Sending a reply") struct SendReplyTests {
    private let shops: TwoShops

    init() async throws { shops = try await TwoShops() }

    private func whatsApp(_ engine: Engine) -> FakeWhatsApp {
        FakeWhatsApp(
            clock: shops.clock, makesIDs: engine == .withIDs, tellsIDs: engine != .mute,
            hasHistory: engine != .forgetful)
    }

    enum Engine: CaseIterable {
        /// NOWEB and GOWS; the browser engines; one whose answers say nothing; one without history.
        case withIDs, answering, mute, forgetful
    }

    @Test(
        "torn at any gap it is sent once, where the chat's history can be read",
        arguments: FakeWhatsApp.Gap.allCases, [Engine.withIDs, .answering, .mute])
    func torn(gap: FakeWhatsApp.Gap, engine: Engine) async throws {
        let whatsApp = whatsApp(engine)
        let talk = try await Talk(shops: shops, whatsApp: whatsApp)
        try await talk.say("Oi", id: "3A10")
        whatsApp.tear(gap)
        try await talk.work()
        for _ in 0..<3 {
            talk.clock.advance(seconds: 60)
            try await talk.work()
        }
        #expect(whatsApp.sent.count == 1)
        let chat = try await talk.conversation().id
        #expect(try await talk.read { try OutboxDAO($0).unsent(in: chat) } == 0)
        #expect(try await talk.notices().contains("mensagem_nao_enviada") == false)
    }

    @Test("without a history to read, a call that may have got through is not repeated: a person decides")
    func forgetful() async throws {
        let whatsApp = whatsApp(.forgetful)
        let talk = try await Talk(shops: shops, whatsApp: whatsApp)
        try await talk.say("Oi", id: "3A10")
        whatsApp.tear(.afterCall)
        try await talk.work()
        for _ in 0..<6 {
            talk.clock.advance(seconds: 700)
            try await talk.work()
        }
        #expect(whatsApp.sent.count == 1)
        #expect(try await talk.notices().filter { $0 == "mensagem_nao_enviada" }.count == 1)
        #expect(try await talk.read { try ParkedDAO($0).list(limit: 9, offset: 0) }.count == 1)
    }

    @Test("a repeat goes under the id of the first try")
    func sameID() async throws {
        let whatsApp = whatsApp(.withIDs)
        let talk = try await Talk(shops: shops, whatsApp: whatsApp)
        try await talk.say("Oi", id: "3A10")
        whatsApp.tear(.beforeCall)
        try await talk.work()
        let noted = try await talk.read { try $0.first("SELECT send_id FROM outbox") { $0.string(0) } }
        talk.clock.advance(seconds: 60)
        try await talk.work()
        #expect(whatsApp.sent.map(\.bareID) == [noted])
    }

    @Test("an equal text sent just before is not taken for the one that was torn")
    func equalTexts() async throws {
        let whatsApp = whatsApp(.answering)
        let talk = try await Talk(shops: shops, whatsApp: whatsApp)
        try await talk.say("xyzzy", id: "3A10")
        try await talk.work()
        let (id, chat) = (talk.shops.database.ids.next() as Message.ID, try await talk.conversation())
        let (ids, now, body) = (talk.shops.database.ids, talk.clock.now, whatsApp.texts[0])
        try await talk.shops.database.write(talk.shop.scope) { tx in
            let again = Message(
                id: id, conversationID: chat.id, author: .human, kind: .text, body: body, sentAt: now)
            try Outbox.queue(again, in: chat, ids: ids, at: now, tx)
        }
        whatsApp.tear(.beforeCall)
        try await talk.work()
        talk.clock.advance(seconds: 10)
        try await talk.work()
        #expect(whatsApp.texts == [body, body])
    }

    @Test("retries come after 30 s, 2 min and 10 min; then it is given up, told, and sent again when asked")
    func retries() async throws {
        let whatsApp = whatsApp(.withIDs)
        let talk = try await Talk(shops: shops, whatsApp: whatsApp)
        try await talk.say("Oi", id: "3A10")
        let away = GatewayError.unreachable(reason: "away")
        whatsApp.fail(away, away, away, away)
        try await talk.work()
        for (pause, sent) in [(29, 0), (1, 0), (119, 0), (1, 0), (599, 0), (1, 0)] {
            talk.clock.advance(seconds: pause)
            try await talk.work()
            #expect(whatsApp.sent.count == sent)
        }
        #expect(try await talk.notices().contains("mensagem_nao_enviada"))
        let parked = try #require(try await talk.read { try ParkedDAO($0).list(limit: 9, offset: 0) }.first)
        let conversations = Conversations(database: shops.database, bell: JobBell(), clock: talk.clock)
        let address = try #require(ChatAddress("\(parked.message.conversationID)"))
        #expect(try await conversations.retry(parked.message.id, of: address, in: talk.shop.scope) == true)
        try await talk.work()
        #expect(whatsApp.sent.count == 1)
        #expect(try await conversations.retry(parked.message.id, of: address, in: talk.shop.scope) == false)
        #expect(try await talk.read { try ParkedDAO($0).count() } == 0)
    }
}
