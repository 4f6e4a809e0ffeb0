import Business
import Domain
import Storage
import Support
import Testing

@testable import Agent

/// What the agent leaves to people, and what people take from it.
@Suite struct HumanTests {
    private let customer = ConversationCase.Customer(name: "Carla", phone: "5511977770001")

    private func notices(_ shop: AgentShop) async throws -> [Notice] {
        try await shop.database.read(shop.scope) { tx in
            try NoticesDAO(tx).list(.init(), for: nil, limit: 20, offset: 0)
        }
    }

    private func conversations(_ shop: AgentShop) -> Conversations {
        Conversations(database: shop.database, bell: JobBell(), clock: shop.clock)
    }

    @Test(
        "after a human's reply the agent is silent for the company's time, and answers again when it is over or given back"
    )
    func silence() async throws {
        let shop = try await AgentShop(now: "2026-11-24T09:00")
        let address = try #require(ChatAddress(customer.phone))
        #expect(try await shop.say(["Oi"], as: customer).count == 1)
        let sent = try await conversations(shop).reply("Aqui é a Marta, já te respondo", to: address, in: shop.scope)
        #expect(sent != nil)
        let whileHuman = try await shop.say(["Quais os horários?"], as: customer)
        #expect(whileHuman.isEmpty)
        shop.clock.advance(milliseconds: 61 * 60_000)
        #expect(try await shop.say(["Quais os horários?"], as: customer).map(\.author) == [.agent])
        _ = try await conversations(shop).pause(address, minutes: nil, in: shop.scope)
        #expect(try await shop.say(["Oi"], as: customer).isEmpty)
        _ = try await conversations(shop).resume(address, in: shop.scope)
        #expect(try await shop.say(["Oi"], as: customer).count == 1)
    }

    @Test(
        "a hand-over is told to the shop with the turn",
        arguments: [
            ("Quero falar com um atendente", "Um cliente quer falar com uma pessoa", Notice.Level.warning),
            ("Isso é um absurdo, péssimo atendimento", "Um cliente está reclamando", .warning),
            ("Socorro, meu cachorro está convulsionando", "Possível emergência", .error),
        ])
    func handOver(text: String, title: String, level: Notice.Level) async throws {
        let shop = try await AgentShop(now: "2026-11-24T09:00")
        try await shop.database.write(shop.scope) { tx in
            guard let company = try CompaniesDAO(tx).current() else { return }
            var settings = company.settings
            settings.humanMinutes = 15
            try CompaniesDAO(tx).update(name: company.name, settings: settings)
        }
        _ = try await shop.say([text], as: customer)
        let told = try await notices(shop)
        #expect(told.map(\.title) == [title])
        #expect(told.first?.level == level)
        #expect(told.first?.kind == "atendimento_humano")
        #expect(told.first?.text.hasPrefix("Carla: ") == true)
        let chat = try await conversations(shop).find(try #require(ChatAddress(customer.phone)), in: shop.scope)
        #expect(chat?.chat.pausedUntil.map { $0 <= shop.clock.now.adding(seconds: 15 * 60) } == true)
        #expect(chat?.lastAction == "hand_over")
    }

    @Test("a booking by the agent is told to the shop, once, and kept with the chat")
    func booking() async throws {
        let shop = try await AgentShop(now: "2026-11-24T09:00")
        for words in ["Quero marcar um banho pro Thor amanhã às 15h", "sim"] {
            _ = try await shop.say([words], as: customer)
        }
        let told = try await notices(shop)
        #expect(told.map(\.kind) == ["novo_agendamento"])
        #expect(told.first?.text == "Banho de Thor (Carla), dia 25/11 às 15:00.")
        #expect(told.first?.about["appointment_id"] != nil)
        let chat = try await conversations(shop).find(try #require(ChatAddress(customer.phone)), in: shop.scope)
        #expect(chat?.bookedAt != nil)
        #expect(chat?.visit?.status == .confirmed)
    }

    @Test("a message that is given up is told to the shop in the same transaction")
    func parked() async throws {
        let shop = try await AgentShop(now: "2026-11-24T09:00")
        _ = try await shop.say(["Oi"], as: customer)
        let phone = try #require(ChatAddress(customer.phone))
        let chat = try #require(try await conversations(shop).find(phone, in: shop.scope)).chat
        _ = try await conversations(shop).reply("Olá!", to: try #require(ChatAddress("\(chat.id)")), in: shop.scope)
        // The session is given up before the message leaves.
        _ = try await shop.database.write(shop.scope) { tx in
            try WhatsAppSessionsDAO(tx).remove(chat.sessionID, freesName: true, at: shop.clock.now)
        }
        try await shop.work()
        let told = try await notices(shop)
        #expect(told.map(\.kind) == ["mensagem_nao_enviada"])
        #expect(told.first?.text.contains("+5511977770001") == true)
        let part = try await conversations(shop).messages(
            of: try #require(ChatAddress("\(chat.id)")), newestFirst: true, limit: 1, offset: 0, in: shop.scope)
        #expect(part.lines.first?.outbox == .parked)
    }
}
