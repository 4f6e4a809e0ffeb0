import Business
import Domain
import Storage
import Support
import Synchronization
import Testing

@testable import Agent

/// A message that comes before the reply has left joins the ones that the reply answered.
@Suite("Second thoughts") struct SupersedeTests {
    private static let known = "\(Shop.phone)@c.us"

    @Test("an unsent reply is taken back, and one reply answers everything, as it answers a burst")
    func joins() async throws {
        let burst = try await Talk(quietWindow: 3000)
        for (place, text) in ["Oi", "quanto custa", "o banho", "de um cachorro", "pequeno?"].enumerated() {
            burst.clock.advance(milliseconds: 400)
            try await burst.say(text, id: "3A1\(place)")
        }
        try await burst.work()
        #expect(burst.whatsApp.sent.isEmpty, "the chat has not been silent yet")
        burst.clock.advance(seconds: 3)
        try await burst.work()
        #expect(burst.whatsApp.sent.count == 1)

        let talk = try await Talk()
        for (place, text) in ["Oi", "quanto custa", "o banho", "de um cachorro", "pequeno?"].enumerated() {
            try await talk.say(text, id: "3A1\(place)")
            try await talk.think()
        }
        try await talk.work()
        #expect(talk.whatsApp.texts == burst.whatsApp.texts)
        #expect(
            try await talk.messages().map(\.author) == [.customer, .customer, .customer, .customer, .customer, .agent])
    }

    @Test("an offer that the customer never saw is not accepted")
    func unseenOffer() async throws {
        let talk = try await Talk()
        try await talk.say("Quero marcar um banho pro Thor amanhã às 15h", id: "3A10", chat: Self.known)
        try await talk.think()
        try await talk.say("sim", id: "3A11", chat: Self.known)
        try await talk.work()
        #expect(talk.whatsApp.sent.count == 1)
        #expect(try await talk.read { try AppointmentsDAO($0).count(.init()) } == 1, "only the fixture's own")
    }

    @Test("a reply that tells an act goes out, and the new message is answered after it")
    func actStays() async throws {
        let talk = try await Talk()
        try await talk.say("Quero marcar um banho pro Thor amanhã às 15h", id: "3A10", chat: Self.known)
        try await talk.work()
        try await talk.say("sim", id: "3A11", chat: Self.known)
        try await talk.think()
        try await talk.say("Qual o endereço?", id: "3A12", chat: Self.known)
        try await talk.work()
        #expect(talk.whatsApp.sent.count == 3)
        #expect(talk.whatsApp.texts.dropFirst().first?.hasPrefix("Agendado!") == true)
    }

    @Test("a message that comes while the agent types stops the send")
    func whileTyping() async throws {
        let shops = try await TwoShops()
        let whatsApp = FakeWhatsApp(clock: shops.clock)
        let holder = Holder()
        let talk = try await Talk(shops: shops, whatsApp: whatsApp) { try await holder.run() }
        holder.set { try await talk.say("e tosa?", id: "3A11") }
        try await talk.say("quanto custa o banho", id: "3A10")
        try await talk.work()
        #expect(whatsApp.sent.count == 1)
        #expect(try await talk.messages().map(\.author) == [.customer, .customer, .agent])
    }

    /// Runs once.
    private final class Holder: Sendable {
        private let act = Mutex<(@Sendable () async throws -> Void)?>(nil)
        func set(_ new: @escaping @Sendable () async throws -> Void) { act.withLock { $0 = new } }
        func run() async throws {
            let act = act.withLock { act in
                defer { act = nil }
                return act
            }
            try await act?()
        }
    }

    @Test("a reply whose call has begun is not taken back; the message gets a reply of its own")
    func inFlight() async throws {
        let shops = try await TwoShops()
        let holder = Holder()
        let whatsApp = FakeWhatsApp(clock: shops.clock) { _ in try await holder.run() }
        let talk = try await Talk(shops: shops, whatsApp: whatsApp)
        holder.set { try await talk.say("Qual o endereço?", id: "3A11") }
        try await talk.say("Oi", id: "3A10")
        try await talk.work()
        #expect(whatsApp.sent.count == 2)
    }

    @Test("a customer who writes without end is answered all the same")
    func endless() async throws {
        let talk = try await Talk()
        for number in 10..<60 {
            try await talk.say("parte \(number)", id: "3A\(number)")
            try await talk.think()
        }
        try await talk.work()
        #expect(talk.whatsApp.sent.count == 2, "twenty messages wait for one reply, the others for the next")
    }

    @Test("a message edited or taken back before its reply left is answered as it is now, or not at all")
    func changed() async throws {
        let talk = try await Talk()
        try await talk.say("Quais os horários?", id: "3A10")
        try await talk.think()
        let edited = try talk.shop.text("Quanto custa o banho?", id: "3A10", chat: Talk.chat)
        try await talk.inbox.apply(.edited(edited), from: talk.shop.session)
        try await talk.work()
        #expect(talk.whatsApp.sent.count == 1)
        let direct = try await Talk()
        try await direct.say("Quanto custa o banho?", id: "3A10")
        try await direct.work()
        #expect(talk.whatsApp.texts == direct.whatsApp.texts)
        // Answered by now: kept as an edit, with the first form beside it.
        try await talk.inbox.apply(
            .edited(try talk.shop.text("Quanto custa a tosa?", id: "3A10", chat: Talk.chat)), from: talk.shop.session)
        try await talk.work()
        #expect(talk.whatsApp.sent.count == 1)
        let chat = try await talk.conversation().id
        let line = try #require(
            try await talk.read { try MessagesDAO($0).page(in: chat, newestFirst: false, limit: 9, offset: 0) }.first)
        #expect(line.message.body == "Quanto custa a tosa?")
        #expect(line.original == "Quais os horários?")

        try await talk.say("Esquece", id: "3A11")
        try await talk.think()
        try await talk.inbox.apply(.revoked("3A11"), from: talk.shop.session)
        try await talk.say("Opa", id: "3A12")
        try await talk.inbox.apply(.revoked("3A12"), from: talk.shop.session)
        try await talk.work()
        #expect(talk.whatsApp.sent.count == 1)
    }

    @Test("more than twenty replies in five minutes pause the chat, flag it and tell the shop once")
    func loop() async throws {
        let talk = try await Talk()
        for number in 100..<125 {
            talk.clock.advance(seconds: 5)
            try await talk.say("Quais os preços?", id: "3A\(number)")
            try await talk.work()
        }
        #expect(talk.whatsApp.sent.count == 20)
        #expect(try await talk.isPaused())
        #expect(try await talk.conversation().pauseReason == .loop)
        #expect(try await talk.notices().filter { $0 == "conversa_em_repeticao" }.count == 1)
    }

    @Test("a message of the day before yesterday is kept and not answered")
    func stale() async throws {
        let talk = try await Talk()
        var old = try talk.shop.text("Oi", id: "3A10", chat: Talk.chat)
        old.sentAt = talk.clock.now.adding(seconds: -86_401)
        _ = try await talk.inbox.receive(old, from: talk.shop.session)
        try await talk.work()
        #expect(talk.whatsApp.sent.isEmpty)
        #expect(try await talk.messages().map(\.body) == ["Oi"])
        try await talk.say("Oi de novo", id: "3A11")
        try await talk.work()
        #expect(talk.whatsApp.sent.count == 1)
    }
}
