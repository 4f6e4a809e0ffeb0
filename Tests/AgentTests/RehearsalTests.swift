import Domain
import Storage
import Support
import Testing

@testable import Agent

@Suite("A rehearsal") struct RehearsalTests {
    @Test("it goes on from the chat as it stands, books in words, and leaves every row as it was")
    func booking() async throws {
        let shop = try await TwoShops().first
        let chat = ChatID(phone: Shop.phone)
        // What the agent offered is in the chat; the yes is only rehearsed.
        let day = LocalDay.monday.adding(days: 1)
        var request = Dialogue.Request()
        request.serviceID = shop.bath.id
        request.petID = shop.pet.id
        var dialogue = Dialogue()
        dialogue.offer = Dialogue.Offer(
            id: "oferta", act: .book(request, LocalDateTime(day: day, time: .at(10))), summary: "Banho do Thor",
            madeAt: shop.clock.now)
        let kept = dialogue
        try await shop.database.write(shop.scope) { try ConversationsDAO($0).setDialogue(kept, of: shop.conversation) }
        let before = try await rows(shop)

        let reply = try await shop.rehearsal().answer("sim", in: chat, of: shop.scope)
        #expect(reply?.record.action == "book")
        #expect(reply?.text.hasPrefix("Agendado!") == true)
        #expect(try await rows(shop) == before)
        // Nothing was held: the same yes books again.
        #expect(try await shop.rehearsal().answer("sim", in: chat, of: shop.scope) == reply)
    }

    @Test("somebody unknown is answered as on their first message, and is not remembered")
    func stranger() async throws {
        let shop = try await TwoShops().first
        let before = try await rows(shop)
        let reply = try await shop.rehearsal().answer("Quanto custa o banho?", in: nil, of: shop.scope)
        #expect(reply?.text.contains("R$") == true)
        let phone = ChatID(phone: Shop.otherPhone)
        #expect(
            try await shop.rehearsal().answer("Quero falar com um atendente", in: phone, of: shop.scope)?.pauseMinutes
                == 60)
        #expect(try await rows(shop) == before)
    }

    @Test("a company that does not exist has no agent")
    func nobody() async throws {
        let shop = try await TwoShops().first
        let scope = TenantScope(companyID: Identifier(999), actor: .worker)
        #expect(try await shop.rehearsal().answer("Oi", in: nil, of: scope) == nil)
    }

    private func rows(_ shop: Shop) async throws -> [Int] {
        try await shop.database.read(shop.scope) { tx in
            [
                try tx.count("SELECT count(*) FROM appointments"), try tx.count("SELECT count(*) FROM messages"),
                try tx.count("SELECT count(*) FROM tutors"), try tx.count("SELECT count(*) FROM jobs"),
                try tx.count("SELECT count(*) FROM outbox"), try tx.count("SELECT count(*) FROM conversations"),
                try tx.count("SELECT sum(confirmado) FROM daily_figures"),
                try tx.count("SELECT max(length(dialogue)) FROM conversations"),
            ]
        }
    }
}
