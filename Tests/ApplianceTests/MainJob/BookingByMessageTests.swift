import Foundation
import Support
import Testing

/// The README's five calls, over real sockets: register, sign in, connect, receive, count.
@Suite("The main job", .timeLimit(.minutes(2)))
struct BookingByMessageTests {
    @Test("a message becomes a booked bath, told to the customer with weekday, date, hour and price")
    func fiveCalls() async throws {
        let waha = try await WAHAStandIn.start(apiKey: "chave-da-loja")
        try await RunningAppliance.session { app in
            let shop = try await Shop.open(
                "Banho & Cia", on: app, waha: waha, key: "chave-da-loja", isSigningIn: true)
            let tomorrow = try Tomorrow()
            #expect(try await shop.stats().data.total == 0)

            let ask = Webhook("Quero marcar um banho pro Thor amanhã às 15h")
            #expect(try await shop.deliver(ask).status == 200)
            let offer = try #require(try await waha.waitForTexts(count: 1).first)
            #expect(offer.chat.rawValue == ask.chat)
            #expect(offer.session == shop.session)
            for part in ["Thor", "Banho", tomorrow.weekday, tomorrow.spoken, "15h", "R$ 60,00"] {
                #expect(offer.text.contains(part))
            }
            #expect(try await shop.visits().isEmpty)

            #expect(try await shop.deliver(Webhook("sim")).status == 200)
            let confirmation = try #require(try await waha.waitForTexts(count: 2).last)
            for part in ["Thor", "Banho", tomorrow.weekday, tomorrow.spoken, "15h", "R$ 60,00"] {
                #expect(confirmation.text.contains(part))
            }
            let visits = try await shop.visits()
            let visit = try #require(visits.first)
            #expect(visits.count == 1)
            #expect(visit.companyId == shop.companyID)
            #expect((visit.petNome, visit.serviceName, visit.tutorNome) == ("Thor", "Banho", "Ana Souza"))
            #expect((visit.dataAgendamento, visit.horaAgendamento) == (tomorrow.iso, "15:00"))
            #expect((visit.status, visit.preco, visit.chatId) == ("confirmado", 60, ask.chat))

            let stats = try await shop.stats()
            #expect((stats.data.total, stats.data.pendentes, stats.data.cancelados) == (1, 1, 0))
            #expect((stats.stats.conversationsToday, stats.stats.messagesToday) == (1, 4))
        }
        await waha.stop()
    }

    @Test("each reply is seen, typed and sent, in that order, with the session's own key")
    func courtesies() async throws {
        let waha = try await WAHAStandIn.start(apiKey: "chave-da-loja")
        try await RunningAppliance.session { app in
            let shop = try await Shop.open("Banho & Cia", on: app, waha: waha, key: "chave-da-loja")
            for (count, text) in ["Quero marcar um banho pro Thor amanhã às 15h", "sim"].enumerated() {
                _ = try await shop.deliver(Webhook(text))
                _ = try await waha.waitForTexts(count: count + 1)
            }
            let posts = waha.calls.filter { $0.method == "POST" && $0.path != "/api/sessions" }
            let reply = ["/api/sendSeen", "/api/startTyping", "/api/stopTyping", "/api/sendText"]
            #expect(posts.map(\.path) == reply + reply)
            #expect(posts.allSatisfy { $0.fields["session"] == shop.session })
            #expect(posts.allSatisfy { $0.fields["chatId"] == Webhook("").chat })
            #expect(waha.calls.allSatisfy { $0.headers["x-api-key"] == "chave-da-loja" })
        }
        await waha.stop()
    }
}
