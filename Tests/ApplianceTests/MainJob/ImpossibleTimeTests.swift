import Foundation
import Support
import Testing

@Suite("Times that cannot be", .timeLimit(.minutes(2)))
struct ImpossibleTimeTests {
    @Test(
        "a past or closed time is answered with free times, and one of them can be booked",
        arguments: [
            "Quero marcar um banho pro Thor hoje às 3 da manhã", "Quero marcar um banho pro Thor ontem",
            "Quero marcar um banho pro Thor ontem às 15h", "Quero marcar um banho pro Thor amanhã às 23h",
        ])
    func freeTimes(text: String) async throws {
        let waha = try await WAHAStandIn.start()
        try await RunningAppliance.session { app in
            let shop = try await Shop.open("Banho & Cia", on: app, waha: waha)
            let answer = try await shop.reply(to: text)
            #expect(answer.contains("1. "), "\(answer)")
            #expect(answer.contains(#/\b\d{1,2}h/#), "\(answer)")
            #expect(!answer.contains("confirmar?"), "\(answer)")
            #expect(try await shop.visits().isEmpty)

            let offer = try await shop.reply(to: "1")
            #expect(offer.contains("Posso confirmar?"), "\(offer)")
            try await shop.reply(to: "sim")
            let visit = try #require(try await shop.visits().first)
            let today = try Tomorrow().today
            #expect(visit.dataAgendamento >= today)
            #expect(("08:00"..."17:00").contains(visit.horaAgendamento))
        }
        await waha.stop()
    }

    @Test("a yes to nothing books nothing")
    func bareYes() async throws {
        let waha = try await WAHAStandIn.start()
        try await RunningAppliance.session { app in
            let shop = try await Shop.open("Banho & Cia", on: app, waha: waha)
            try await shop.reply(to: "sim")
            try await shop.reply(to: "Quero marcar um banho pro Thor amanhã às 23h")
            try await shop.reply(to: "sim")
            #expect(try await shop.visits().isEmpty)
        }
        await waha.stop()
    }
}
