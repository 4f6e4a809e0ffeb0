import Domain
import Testing

@testable import Support

@Suite("The check that the agent tells the truth") struct TruthCheckTests {
    private let customer = ConversationCase.Customer(name: "Carla Dias", phone: "5511900000002")

    /// What the check says of a reply in a shop where Mel has a bath on Wednesday at 15h.
    private func faults(in text: String) async throws -> [String] {
        let shop = try await AgentShop(now: "2026-11-24T09:00", .init(capacity: 1))
        try await shop.book([.init(pet: "Mel", service: "Banho", starts: "2026-11-25T15:00")])
        let message = Message(
            id: .init(1), conversationID: .init(1), author: .agent, kind: .text, body: text, sentAt: shop.clock.now)
        return try await TruthCheck(shop, of: customer).faults(in: message)
    }

    @Test(
        "what rows bear out passes",
        arguments: [
            "Banho: pequeno R$ 50,00, médio R$ 60,00", "Seu banho é amanhã, quarta-feira, 25/11, às 15h.",
            "Segunda-feira a sábado: 8h às 18h", "Tenho livre: quinta-feira, 26/11, às 10h",
            "Amanhã, quarta-feira, 25/11, às 15h já está ocupado.",
            "Banho R$ 50,00 e Corte de unhas R$ 20,00. Total: R$ 70,00.",
            "Preciso de pelo menos 1h de antecedência.",
        ])
    func honest(text: String) async throws {
        let found = try await faults(in: text)
        #expect(found.isEmpty)
    }

    @Test(
        "what no row bears out is found",
        arguments: [
            "Banho por R$ 49,00", "Total: R$ 111,00 e R$ 50,00", "Tenho livre: domingo, 29/11, às 10h",
            "Tenho livre: quinta-feira, 26/11, às 7h", "Funcionamos das 8h às 20h",
            "Tenho livre: quinta-feira, 24/12/2027, às 10h", "Agendado! Banho para Mel, quinta-feira, 26/11, às 10h.",
            "Cancelado: Banho para Mel, quarta-feira, 25/11, às 15h.", "Pronto, remarquei! quinta-feira, 26/11, às 10h",
            "Combinado! Até quinta-feira, 26/11, às 10h", "Leva 4h", "Quarta-feira, 25/11, às 10h já está ocupado.",
        ])
    func lies(text: String) async throws {
        let found = try await faults(in: text)
        #expect(!found.isEmpty)
    }
}
