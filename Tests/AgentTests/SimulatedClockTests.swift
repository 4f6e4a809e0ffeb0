import Business
import Domain
import Support
import Testing

@Suite("The clock of a simulated chat") struct SimulatedClockTests {
    private let carla = ConversationCase.Customer(name: "Carla Dias", phone: "5511900000002")
    private let bruno = ConversationCase.Customer(name: "Bruno Lima", phone: "5531988887777")

    private func phone(_ customer: ConversationCase.Customer) throws -> PhoneNumber {
        try #require(PhoneNumber(customer.phone))
    }

    @Test("is what the agent takes for now in that chat, and in no other")
    func oneChat() async throws {
        let shop = try await AgentShop(now: "2026-11-24T09:00")
        let christmas = try AgentShop.moment("2026-12-24T10:00")
        let shown = try await shop.simulator.setClock(christmas, phone: try phone(carla), in: shop.scope)
        #expect(shown == .init(wall: christmas, isPresent: false))
        let pretended = try await shop.say(["banho da mel amanhã às 10h"], as: carla)
        #expect(pretended.first?.body.contains("feriado (Natal)") == true)
        let present = try await shop.say(["banho do thor amanhã às 10h"], as: bruno)
        #expect(present.first?.body.contains("25/11") == true)
        #expect(try await shop.simulator.now(phone: try phone(bruno), in: shop.scope).isPresent)
    }

    @Test("runs on: an offer is old two hours later, and what is booked is booked by it")
    func movesOn() async throws {
        let shop = try await AgentShop(now: "2026-11-24T09:00")
        _ = try await shop.say(["banho da mel amanhã às 15h"], as: carla)
        let later = try AgentShop.moment("2026-11-24T12:00")
        _ = try await shop.simulator.setClock(later, phone: try phone(carla), in: shop.scope)
        let said = try await shop.say(["sim"], as: carla)
        #expect(said.first?.decision?.action == "offer")
        _ = try await shop.say(["sim"], as: carla)
        #expect(try await shop.visits(of: carla).map(\.starts) == ["2026-11-25T15:00"])
    }

    @Test("goes back to the present")
    func present() async throws {
        let shop = try await AgentShop(now: "2026-11-24T09:00")
        _ = try await shop.simulator.setClock(
            try AgentShop.moment("2026-12-24T10:00"), phone: try phone(carla), in: shop.scope)
        let shown = try await shop.simulator.setClock(nil, phone: try phone(carla), in: shop.scope)
        #expect(shown == .init(wall: try AgentShop.moment("2026-11-24T09:00"), isPresent: true))
        let said = try await shop.say(["banho da mel amanhã às 10h"], as: carla)
        #expect(said.first?.body.contains("25/11") == true)
    }
}
