import Business
import Domain
import Storage
import Support
import Testing

@testable import Agent

@Suite("The waitlist") struct WaitlistTests {
    private let carla = ConversationCase.Customer(name: "Carla Dias", phone: "5511900000002")
    private let bruno = ConversationCase.Customer(name: "Bruno Lima", phone: "5531988887777")
    private let thursday: LocalDay

    init() throws { thursday = try #require(LocalDay(iso: "2026-11-26")) }

    /// A shop that takes one visit a day; Thursday's is Nina's. It is Tuesday, 9:00, and both customers have written.
    private func shop() async throws -> AgentShop {
        let shop = try await AgentShop(now: "2026-11-24T09:00")
        _ = try await Catalog(database: shop.database, clock: shop.clock).changeShop(in: shop.scope, hours: nil) {
            $0.settings.dailyMost = 1
        }
        for customer in [carla, bruno] { _ = try await shop.say(["Oi"], as: customer) }
        try await shop.book([.init(pet: "Nina", service: "Banho", starts: "2026-11-26T15:00")])
        shop.clock.advance(milliseconds: 30 * 60_000)
        return shop
    }

    private func wait(for pet: String, at part: Waiter.DayPart = .any, _ shop: AgentShop) async throws -> Waiter {
        let (petID, service) = try await shop.database.read(shop.scope) { tx in
            let pets = try tx.rows("SELECT id FROM pets WHERE nome = \(pet)") { $0.id(0) as Pet.ID }
            let services = try ServicesDAO(tx).list().filter { $0.name == "Banho" }
            return (try #require(pets.first), try #require(services.first).id)
        }
        var draft = Waitlist.Draft(petID: petID, serviceID: service, firstDay: thursday, lastDay: thursday)
        draft.part = part
        let waiter = try await waitlist(shop).add(draft, in: shop.scope)
        try await shop.work()
        return waiter
    }

    private func waitlist(_ shop: AgentShop) -> Waitlist { Waitlist(database: shop.database, clock: shop.clock) }

    private func status(_ waiter: Waiter, _ shop: AgentShop) async throws -> Waiter.Status? {
        try await waitlist(shop).find(waiter.id, in: shop.scope)?.status
    }

    /// Cancels Nina's visit and works.
    private func free(_ shop: AgentShop) async throws {
        let visits = try await shop.booking.list(.init(), in: shop.scope).visits
        let nina = try #require(visits.first { $0.pet.name == "Nina" && $0.appointment.status.isOpen })
        _ = try await shop.booking.cancel(nina.appointment.id, reason: nil, in: shop.scope)
        try await shop.work()
    }

    private func offers(to customer: ConversationCase.Customer, _ shop: AgentShop) async throws -> [String] {
        let phone = try #require(PhoneNumber(customer.phone))
        return try await shop.simulator.chat(phone: phone, after: nil, in: shop.scope).messages
            .filter { $0.decision?.action == "waitlist_offer" }.map(\.body)
    }

    @Test("who waits longest is offered the place, which nobody else gets meanwhile, and a yes books it")
    func offer() async throws {
        let shop = try await shop()
        let first = try await wait(for: "Mel", shop)
        let second = try await wait(for: "Thor", shop)
        #expect(try await status(first, shop) == .waiting)
        try await free(shop)
        let asked = try await offers(to: carla, shop)
        #expect(asked.count == 1)
        #expect(asked.first?.contains("Abriu um horário: Banho para Mel, quinta-feira, 26/11, às 8h, por R$") == true)
        #expect(asked.first?.contains("Guardo para você até as 10h") == true)
        #expect(try await offers(to: bruno, shop).isEmpty)
        #expect(try await status(first, shop) == .offered)
        await #expect(throws: SchedulingError.dayFull(thursday, most: 1)) {
            try await shop.book([.init(pet: "Thor", service: "Banho", starts: "2026-11-26T10:00")])
        }
        let answer = try await shop.say(["sim"], as: carla)
        #expect(answer.map(\.decision?.action) == ["book"])
        #expect(try await shop.visits(of: carla).map(\.starts) == ["2026-11-26T08:00"])
        #expect(try await status(first, shop) == .booked)
        shop.clock.advance(milliseconds: 40 * 60_000)
        try await shop.work()
        #expect(try await offers(to: bruno, shop).isEmpty)
        #expect(try await status(second, shop) == .waiting)
    }

    @Test("without an answer the hold expires, and the next is asked")
    func expiry() async throws {
        let shop = try await shop()
        let first = try await wait(for: "Mel", shop)
        let second = try await wait(for: "Thor", shop)
        try await free(shop)
        shop.clock.advance(milliseconds: 29 * 60_000)
        try await shop.work()
        #expect(try await status(first, shop) == .offered)
        shop.clock.advance(milliseconds: 60_000)
        try await shop.work()
        #expect(try await status(first, shop) == .expired)
        #expect(try await status(second, shop) == .offered)
        #expect(try await offers(to: bruno, shop).count == 1)
        // Too late: it is held for another now, and the customer is told what is free.
        let late = try await shop.say(["sim"], as: carla)
        #expect(late.first?.decision?.action != "book")
        #expect(try await shop.visits(of: carla).isEmpty)
    }

    @Test("a no gives the place to the next at once; so does being taken off the list")
    func declined() async throws {
        let shop = try await shop()
        let first = try await wait(for: "Mel", shop)
        let second = try await wait(for: "Thor", shop)
        try await free(shop)
        _ = try await shop.say(["não, obrigada"], as: carla)
        #expect(try await status(first, shop) == .declined)
        #expect(try await status(second, shop) == .offered)
        let third = try await wait(for: "Mel", shop)
        #expect(try await waitlist(shop).withdraw(second.id, in: shop.scope))
        shop.clock.advance(milliseconds: 15 * 60_000)
        try await shop.work()
        #expect(try await status(second, shop) == .withdrawn)
        #expect(try await status(third, shop) == .offered)
    }

    @Test("a question in between keeps the offer and the hold")
    func question() async throws {
        let shop = try await shop()
        let waiter = try await wait(for: "Mel", shop)
        try await free(shop)
        _ = try await shop.say(["onde fica a loja?"], as: carla)
        #expect(try await status(waiter, shop) == .offered)
        _ = try await shop.say(["sim"], as: carla)
        #expect(try await status(waiter, shop) == .booked)
    }

    @Test("in the night nobody is written to; the place is offered in the morning")
    func night() async throws {
        let shop = try await shop()
        let waiter = try await wait(for: "Mel", shop)
        shop.clock.advance(milliseconds: 13 * 3_600_000)
        try await free(shop)
        #expect(try await offers(to: carla, shop).isEmpty)
        #expect(try await status(waiter, shop) == .waiting)
        shop.clock.advance(milliseconds: 10 * 3_600_000)
        try await shop.work()
        #expect(try await offers(to: carla, shop).count == 1)
    }

    @Test("a place at another part of the day suits nobody; one that is free already is offered at once")
    func part() async throws {
        let shop = try await shop()
        let evening = try await wait(for: "Mel", at: .evening, shop)
        try await free(shop)
        #expect(try await status(evening, shop) == .waiting)
        let any = try await wait(for: "Thor", at: .afternoon, shop)
        #expect(try await status(any, shop) == .offered)
        #expect(try await offers(to: bruno, shop).first?.contains("às 12h") == true)
    }

    @Test("the shop is told of a place for somebody whom the agent cannot write to, and the next is asked")
    func unreachable() async throws {
        let shop = try await shop()
        _ = try await shop.say(["não quero mais receber mensagens"], as: carla)
        shop.clock.advance(milliseconds: 15 * 60_000)
        let first = try await wait(for: "Mel", shop)
        let second = try await wait(for: "Thor", shop)
        try await free(shop)
        #expect(try await status(first, shop) == .waiting)
        #expect(try await status(second, shop) == .offered)
        let told = try await shop.database.read(shop.scope) { tx in
            try NoticesDAO(tx).list(.init(), for: nil, limit: 20, offset: 0).filter { $0.kind == "lista_de_espera" }
        }
        #expect(told.first?.text.hasPrefix("Banho de Mel está na lista de espera") == true)
    }
}
