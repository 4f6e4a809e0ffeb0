import Business
import Domain
import Storage
import Testing

@testable import Support

/// A turn asks the database as often in a large shop as in a small one.
@Suite("Statements of a turn") struct StatementCountTests {
    private let customer = ConversationCase.Customer(name: "Carla Dias", phone: "5511900000002")

    /// Words that go through every part of a turn that reads lists: a price list, free times, own visits, a booking.
    private static let turns = [
        "quanto custa o banho?", "tem horario quinta pra banho da mel?", "1", "sim", "que dia ficou marcado?",
        "quero cancelar",
    ]

    private func statements(services: Int, pets: Int, visits: Int) async throws -> [Int] {
        let catalog =
            [ConversationCase.ShopChanges.Service(name: "Banho", minutes: 60, price: 60)]
            + (1..<services).map {
                .init(name: "Serviço especial \($0)", minutes: 30, price: 40)
            }
        let shop = try await AgentShop(now: "2026-11-24T09:00", .init(capacity: 20, services: catalog), isAlone: true)
        try await shop.database.write(shop.scope) { [registry = shop.registry, customer] tx in
            let phone = try #require(PhoneNumber(customer.phone))
            let tutor = try registry.tutor(chat: ChatID(phone: phone), phone: phone, name: nil, in: tx)
            for number in 1..<pets {
                _ = try registry.pet(
                    named: "Bicho\(number)", of: tutor.id, species: .dog, size: nil, breed: nil, in: tx)
            }
        }
        let day = try #require(LocalDay(iso: "2026-11-26"))
        try await shop.book(
            (0..<visits).map { .init(pet: "Thor", service: "Banho", starts: "\(day.adding(days: $0 / 20))T16:00") })
        var counts: [Int] = []
        for text in Self.turns {
            let before = shop.statements
            _ = try await shop.say([text], as: customer)
            counts.append(shop.statements - before)
        }
        #expect(try await shop.visits(of: customer).count == 1)
        #expect(shop.database.insight.report().repeats.isEmpty)
        return counts
    }

    @Test("do not grow with the services of the shop")
    func services() async throws {
        let (few, many) = (
            try await statements(services: 3, pets: 1, visits: 5),
            try await statements(services: 30, pets: 1, visits: 5)
        )
        #expect(few == many)
    }

    @Test("do not grow with the customer's pets")
    func pets() async throws {
        let (few, many) = (
            try await statements(services: 3, pets: 2, visits: 5),
            try await statements(services: 3, pets: 10, visits: 5)
        )
        #expect(few == many)
    }

    @Test("do not grow with the visits in the agenda and the slots they leave")
    func visits() async throws {
        let (few, many) = (
            try await statements(services: 3, pets: 1, visits: 5),
            try await statements(services: 3, pets: 1, visits: 60)
        )
        #expect(few == many)
    }
}
