import Business
import Domain
import Storage
import Support
import Synchronization
import Testing

@testable import Agent

/// Our own messages come back from WhatsApp, and are never taken for a person's.
@Suite("Echoes and people") struct EchoTests {
    /// Asks the inbox while a send is not answered yet.
    private final class Hook: Sendable {
        let act = Mutex<(@Sendable (FakeWhatsApp.Sent) async throws -> Void)?>(nil)
        func run(_ sent: FakeWhatsApp.Sent) async throws { try await act.withLock { $0 }?(sent) }
    }

    private static let forms = [
        "true_5511900000002@c.us_#", "true_240000000000009@lid_#", "#", "true_5511900000002@s.whatsapp.net_#",
        "true_5511900000000@c.us_#",
    ]

    @Test(
        "an echo in any form never pauses, before the answer and after it, told as the API's or not",
        arguments: forms, [true, false])
    func echo(form: String, makesIDs: Bool) async throws {
        let shops = try await TwoShops()
        let hook = Hook()
        let whatsApp = FakeWhatsApp(clock: shops.clock, makesIDs: makesIDs) { try await hook.run($0) }
        let talk = try await Talk(shops: shops, whatsApp: whatsApp)
        hook.act.withLock {
            $0 = { sent in
                let receipt = try await talk.own(
                    sent.text + " ", id: form.replacing("#", with: sent.bareID), isFromAPI: makesIDs)
                #expect(receipt == .echo)
            }
        }
        try await talk.say("Oi", id: "3A10")
        try await talk.work()
        let sent = try #require(whatsApp.sent.first)
        for isFromAPI in [true, false] {
            let id = form.replacing("#", with: sent.bareID)
            #expect(try await talk.own(sent.text, id: id, isFromAPI: isFromAPI) == .echo)
        }
        #expect(try await !talk.isPaused())
        #expect(try await talk.messages().map(\.author) == [.customer, .agent])
        #expect(whatsApp.sent.count == 1)
    }

    @Test("an echo under an address that nobody knows yet, of an engine without ids, makes no chat and no pause")
    func unknownAddress() async throws {
        let shops = try await TwoShops()
        let hook = Hook()
        let whatsApp = FakeWhatsApp(clock: shops.clock, makesIDs: false) { try await hook.run($0) }
        let talk = try await Talk(shops: shops, whatsApp: whatsApp)
        hook.act.withLock {
            $0 = { sent in
                let id = "true_240000000000009@lid_\(sent.bareID)"
                let receipt = try await talk.own(sent.text, id: id, chat: "240000000000009@lid")
                #expect(receipt == .echo)
            }
        }
        try await talk.say("Oi", id: "3A10")
        let chats = try await talk.read { try $0.count("SELECT count(*) FROM conversations") }
        try await talk.work()
        #expect(try await talk.read { try $0.count("SELECT count(*) FROM conversations") } == chats)
        #expect(try await !talk.isPaused())
    }

    @Test("an echo that could not be told from a person's words is forgiven once the send is answered")
    func lateRecognition() async throws {
        let shops = try await TwoShops()
        let hook = Hook()
        let whatsApp = FakeWhatsApp(clock: shops.clock, makesIDs: false) { try await hook.run($0) }
        let talk = try await Talk(shops: shops, whatsApp: whatsApp)
        hook.act.withLock { $0 = { sent in try await talk.own("outra coisa", id: sent.bareID) } }
        try await talk.say("Oi", id: "3A10")
        try await talk.work()
        #expect(whatsApp.sent.count == 1)
        #expect(try await !talk.isPaused())
        #expect(try await talk.messages().map(\.author) == [.customer, .agent])
    }

    @Test("a person who writes from the phone silences the agent for the shop's time, and it answers again after it")
    func takeover() async throws {
        let talk = try await Talk()
        try await talk.say("Oi", id: "3A10")
        try await talk.work()
        guard case .human = try await talk.own("Oi, aqui é a Paula", id: "3A11") else {
            Issue.record("not a person")
            return
        }
        #expect(try await talk.isPaused())
        #expect(try await talk.conversation().pauseReason == .phone)
        try await talk.say("Que bom, Paula!", id: "3A12")
        try await talk.work()
        #expect(talk.whatsApp.sent.count == 1)
        #expect(try await talk.messages().map(\.author) == [.customer, .agent, .human, .customer])
        talk.clock.advance(seconds: 3601)
        try await talk.say("Qual o horário de vocês?", id: "3A13")
        try await talk.work()
        #expect(talk.whatsApp.sent.count == 2)
    }

    @Test("what a person answers is answered: the reply on its way is taken back, and one that tells an act is not")
    func oneVoice() async throws {
        let talk = try await Talk()
        try await talk.say("Quais os preços?", id: "3A10", chat: "\(Shop.phone)@c.us")
        try await talk.think()
        try await talk.own("Já te passo!", id: "3A11", chat: "\(Shop.phone)@c.us")
        try await talk.work()
        #expect(talk.whatsApp.texts == [])

        let other = try await Talk()
        try await other.say("Quero marcar um banho pro Thor amanhã às 15h", id: "3A10", chat: "\(Shop.phone)@c.us")
        try await other.work()
        try await other.say("sim", id: "3A11", chat: "\(Shop.phone)@c.us")
        try await other.think()
        try await other.own("Oi Carla", id: "3A12", chat: "\(Shop.phone)@c.us")
        try await other.work()
        #expect(other.whatsApp.texts.count == 2)
        #expect(other.whatsApp.texts.last?.hasPrefix("Agendado!") == true)
    }

    @Test("after a person has spoken, a yes is theirs and accepts no offer of the agent's")
    func staleOffer() async throws {
        let talk = try await Talk()
        let chat = "\(Shop.phone)@c.us"
        try await talk.say("Quero marcar um banho pro Thor amanhã às 15h", id: "3A10", chat: chat)
        try await talk.work()
        try await talk.own("Quer que eu te ligue?", id: "3A11", chat: chat)
        talk.clock.advance(seconds: 3601)
        try await talk.say("sim", id: "3A12", chat: chat)
        try await talk.work()
        #expect(try await talk.read { try AppointmentsDAO($0).count(.init()) } == 1, "only the fixture's own")
    }

    @Test("what is told late silences nobody, and does not shorten a longer pause")
    func late() async throws {
        let talk = try await Talk()
        try await talk.say("Oi", id: "3A10")
        try await talk.work()
        let yesterday = OwnMessage(
            session: talk.shop.session.name, chat: try #require(ChatID(Talk.chat)), bareID: "3A01OLD", kind: .text,
            body: "de ontem", isFromAPI: false, sentAt: talk.clock.now.adding(seconds: -86_000))
        _ = try await talk.inbox.receive(own: yesterday, from: talk.shop.session)
        #expect(try await !talk.isPaused())
        let (chat, until) = (try await talk.conversation().id, talk.clock.now.adding(seconds: 86_400))
        try await talk.shops.database.write(talk.shop.scope) { tx in
            try ConversationsDAO(tx).pause(chat, until: until, reason: .request)
        }
        try await talk.own("agora", id: "3A12")
        #expect(try await talk.conversation().pausedUntil == until)
    }

    @Test("what another program sends through WAHA is kept and silences nobody")
    func program() async throws {
        let talk = try await Talk()
        try await talk.say("Oi", id: "3A10")
        try await talk.work()
        #expect(try await talk.own("Promoção", id: "3EB0X", isFromAPI: true) == .program)
        #expect(try await talk.own("Oi", id: "3EB0Y", chat: "5511955554444@c.us", isFromAPI: true) == .ignored)
        #expect(try await !talk.isPaused())
        #expect(try await talk.messages().map(\.author) == [.customer, .agent, .human])
    }
}
