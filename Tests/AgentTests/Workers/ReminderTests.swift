import Business
import Domain
import Storage
import Support
import Testing

@testable import Agent

@Suite("Reminders") struct ReminderTests {
    private let bruno = ConversationCase.Customer(name: "Bruno Lima", phone: "5531988887777")

    /// A shop with Bruno's chat and a visit of her pet on Thursday at 15:00; it is Tuesday, 9:00.
    private func shop() async throws -> AgentShop {
        let shop = try await AgentShop(now: "2026-11-24T09:00")
        _ = try await shop.say(["Oi"], as: bruno)
        try await shop.book([.thursday])
        return shop
    }

    /// Puts the clock to a time of the shop's wall and works.
    private func at(_ wall: String, _ shop: AgentShop) async throws {
        let parts = wall.split(separator: "T")
        let day = try #require(LocalDay(iso: parts[0]))
        let time = try #require(LocalTime(text: parts[1]))
        let moment = ShopZone.saoPaulo.moment(of: LocalDateTime(day: day, time: time))
        shop.clock.advance(milliseconds: Int(moment.since(shop.clock.now)))
        try await shop.work()
    }

    private func told(_ shop: AgentShop) async throws -> [Message] {
        let phone = try #require(PhoneNumber(bruno.phone))
        return try await shop.simulator.chat(phone: phone, after: nil, in: shop.scope).messages
            .filter { $0.decision?.action == "reminder" }
    }

    private func configure(_ shop: AgentShop, _ edit: @escaping @Sendable (inout CompanySettings) -> Void) async throws
    {
        _ = try await Catalog(database: shop.database, clock: shop.clock).changeShop(in: shop.scope, hours: nil) {
            edit(&$0.settings)
        }
    }

    @Test("they name shop, service, pet, weekday, date and hour, and come a day, four hours and an hour before")
    func words() async throws {
        let shop = try await shop()
        try await at("2026-11-25T14:59", shop)
        #expect(try await told(shop).isEmpty)
        try await at("2026-11-25T15:00", shop)
        let text = try await told(shop).first?.body
        let name = try await shop.database.read(shop.scope) { tx in try CompaniesDAO(tx).current()?.name } ?? ""
        #expect(
            text
                == "Oi, Bruno! Aqui é da \(name). Passando para lembrar: Banho para Thor, amanhã, quinta-feira, 26/11, "
                + "às 15h. Podemos confirmar? Responda sim, ou me avise por aqui se não puder vir.")
        // Twelve hours before is in the night: said on the evening before.
        for (wall, count) in [
            ("2026-11-25T20:58", 1), ("2026-11-25T20:59", 2), ("2026-11-26T10:59", 2), ("2026-11-26T11:00", 3),
            ("2026-11-26T14:00", 4), ("2026-11-26T18:00", 4),
        ] {
            try await at(wall, shop)
            #expect(try await told(shop).count == count, "\(wall)")
        }
        #expect(try await shop.database.system.nextDue() == nil)
    }

    @Test("a yes hours later confirms the visit; a no asks whether to move or cancel it, and both then work")
    func answers() async throws {
        let shop = try await shop()
        try await at("2026-11-25T15:00", shop)
        try await at("2026-11-25T19:30", shop)
        let thanks = try await shop.say(["confirmo"], as: bruno)
        #expect(thanks.map(\.decision?.action) == ["confirm_visit"])
        let visit = try await shop.booking.list(.init(), in: shop.scope).visits.first?.appointment
        #expect(visit?.isConfirmedByCustomer == true)
        try await at("2026-11-26T11:00", shop)
        let asked = try await shop.say(["não posso"], as: bruno)
        #expect(asked.count == 1)
        #expect(asked.first?.body.contains("remarcar") == true)
        _ = try await shop.say(["sexta às 10h"], as: bruno)
        _ = try await shop.say(["sim"], as: bruno)
        #expect(try await shop.visits(of: bruno).map(\.starts) == ["2026-11-27T10:00"])
    }

    @Test("none for a visit that was moved away, cancelled or has begun, and the moved one has its own")
    func changed() async throws {
        let shop = try await shop()
        let visits = try await shop.booking.list(.init(), in: shop.scope).visits
        let visit = try #require(visits.first).appointment.id
        let friday = try #require(LocalDay(iso: "2026-11-27"))
        let four = try #require(LocalTime(hour: 16))
        _ = try await shop.booking.move(visit, to: .init(day: friday, time: four), in: shop.scope)
        try await at("2026-11-26T14:30", shop)
        #expect(try await told(shop).isEmpty)
        try await at("2026-11-26T16:00", shop)
        #expect(try await told(shop).count == 1)
        _ = try await shop.booking.cancel(visit, reason: nil, in: shop.scope)
        try await at("2026-11-27T15:30", shop)
        #expect(try await told(shop).count == 1)
    }

    @Test("flags and hours that change later hold for what has not gone yet")
    func settings() async throws {
        let shop = try await shop()
        try await configure(shop) { $0.reminders.dayBefore = false }
        try await at("2026-11-25T15:00", shop)
        #expect(try await told(shop).isEmpty)
        try await configure(shop) { settings in
            settings.reminders.dayBefore = true
            settings.reminders.fourHours = false
            settings.contactHours.closes = LocalTime(minutes: 18 * 60) ?? .endOfDay
        }
        try await at("2026-11-25T20:59", shop)
        #expect(try await told(shop).isEmpty)
        try await at("2026-11-26T08:00", shop)
        #expect(try await told(shop).count == 1)
        try await at("2026-11-26T11:00", shop)
        #expect(try await told(shop).count == 1)
        try await at("2026-11-26T14:00", shop)
        #expect(try await told(shop).count == 2)
    }

    @Test("after a time without the program one is sent for all that was missed, and none once the visit has begun")
    func downtime() async throws {
        let shop = try await shop()
        try await at("2026-11-26T11:30", shop)
        #expect(try await told(shop).count == 1)
        let other = try await self.shop()
        try await at("2026-11-26T15:00", other)
        #expect(try await told(other).isEmpty)
    }

    @Test("none to who opted out or has no chat")
    func unwanted() async throws {
        let shop = try await shop()
        _ = try await shop.say(["não quero mais receber mensagens"], as: bruno)
        let silent = try await AgentShop(now: "2026-11-24T09:00")
        try await silent.book([.thursday])
        for shop in [shop, silent] {
            try await at("2026-11-26T14:00", shop)
            #expect(try await told(shop).isEmpty)
        }
    }

    @Test("a chat in which somebody is talking, or that a human has, is not interrupted")
    func busy() async throws {
        let shop = try await shop()
        try await at("2026-11-25T14:55", shop)
        _ = try await shop.say(["quanto custa o banho?"], as: bruno)
        try await at("2026-11-25T15:00", shop)
        #expect(try await told(shop).isEmpty)
        try await at("2026-11-25T15:06", shop)
        #expect(try await told(shop).count == 1)
        let address = try #require(ChatAddress(bruno.phone))
        let people = Conversations(database: shop.database, bell: JobBell(), clock: shop.clock)
        _ = try await people.pause(address, minutes: 600, in: shop.scope)
        try await at("2026-11-25T20:59", shop)
        #expect(try await told(shop).count == 1)
    }

    @Test("a job that is run again after the message was queued writes nothing twice")
    func twice() async throws {
        let shop = try await shop()
        try await at("2026-11-25T14:59", shop)
        shop.clock.advance(milliseconds: 60_000)
        let jobs = try await shop.database.system.claimJobs(limit: 10, lease: 60_000, at: shop.clock.now)
        let job = try #require(jobs.first { $0.kind == Reminders.kind })
        await shop.worker.perform(job)
        // The process died before it noticed: the row says what is left, and the lease is given back.
        _ = try await shop.database.system.releaseLeases(at: shop.clock.now)
        try await shop.work()
        #expect(try await told(shop).count == 1)
    }

    @Test("the night's report counts those that went out")
    func report() async throws {
        let shop = try await shop()
        try await configure(shop) { settings in
            settings.contactHours.closes = LocalTime(minutes: 23 * 60) ?? .endOfDay
        }
        try await shop.book([.init(pet: "Thor", service: "Banho", starts: "2026-11-26T10:30", status: "", price: 0)])
        try await at("2026-11-25T22:30", shop)
        try await at("2026-11-26T08:30", shop)
        let night = try await Reports(database: shop.database, clock: shop.clock).overnight(in: shop.scope)
        #expect(night.followUps == 1)
    }
}

extension ConversationCase.Visit {
    fileprivate static let thursday = Self(
        pet: "Thor", service: "Banho", starts: "2026-11-26T15:00", status: "confirmado", price: 0)
}
