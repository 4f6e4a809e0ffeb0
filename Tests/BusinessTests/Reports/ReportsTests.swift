import Domain
import Storage
import Support
import Testing

@testable import Business

@Suite("Reports") struct ReportsTests {
    private let shops: TwoShops
    private let shop: Shop
    private let reports: Reports

    init() async throws {
        shops = try await TwoShops()
        shop = shops.first
        reports = Reports(database: shops.database, clock: shops.clock)
    }

    private static func wall(_ day: LocalDay, _ hour: Int, _ minute: Int = 0) -> Moment {
        ShopZone.saoPaulo.moment(of: LocalDateTime(day: day, time: .at(hour, minute)))
    }

    private func month() throws -> ReportPeriod.Choice { try #require(ReportPeriod.Choice(.month)) }

    // MARK: - The agent's work

    @Test("a chat answered many times on a day is one contact, and one with a human's word is not automatic")
    func contacts() async throws {
        let sunday = LocalDay.monday.adding(days: -1)
        for minute in 0..<5 { try await shop.say(.agent, at: Self.wall(sunday, 12, minute)) }
        #expect(try await reports.contacts(days: 30, in: shop.scope).automatic == 2)
        try await shop.say(.human, at: Self.wall(sunday, 13))
        let mixed = try await reports.contacts(days: 30, in: shop.scope)
        #expect((mixed.automatic, mixed.manual, mixed.withAgent, mixed.total) == (1, 1, 2, 2))
        #expect(try await reports.contacts(days: 1, in: shop.scope).total == 1)
        // 23:59 on the shop's wall is already the next day at Greenwich.
        try await shop.say(.agent, at: Self.wall(sunday, 23, 59))
        #expect(try await reports.contacts(days: 30, in: shop.scope).total == 2)
        #expect(try await reports.contacts(days: 30, in: shops.second.scope).total == 1)
    }

    @Test("the agent's work is worth its contacts by the company's own assumptions")
    func impact() async throws {
        for day in 1...11 { try await shop.say(.agent, at: Self.wall(.monday.adding(days: -day), 12)) }
        try await shop.say(.agent, decision: .turn("book", .bookService))
        try await shop.say(.agent, decision: .turn("offer", .bookService))
        let usual = try await reports.impact(days: 30, in: shop.scope)
        #expect((usual.contacts, usual.bookings, usual.hours, usual.value, usual.daysOfWork) == (12, 1, 1, 25, 0.125))
        try await shop.configure {
            $0.assumptions.minutesPerContact = 10
            $0.assumptions.reaisPerHour = 40
            $0.assumptions.hoursPerDay = 4
        }
        let own = try await reports.impact(days: 30, in: shop.scope)
        #expect((own.hours, own.value, own.daysOfWork) == (2, 80, 0.5))
        #expect(own.assumptions.minutesPerContact == 10)
        #expect(try await reports.impact(days: 3, in: shop.scope).contacts == 3)
        #expect(try await reports.impact(days: 30, in: shops.second.scope).bookings == 0)
    }

    @Test("the night runs from 22:00 to 08:00 on the shop's wall, and ends now while it is under way")
    func overnight() async throws {
        let sunday = LocalDay.monday.adding(days: -1)
        try await shop.say(.agent, at: Self.wall(sunday, 21, 59))
        try await shop.put(.confirmed, created: Self.wall(sunday, 21, 59))
        #expect(try await reports.overnight(in: shop.scope).chats == 0)
        try await shop.say(.agent, at: Self.wall(sunday, 22), decision: .turn("reminder"))
        try await shop.say(.agent, at: Self.wall(.monday, 7, 59))
        try await shop.put(.confirmed, created: Self.wall(sunday, 22))
        try await shop.put(.cancelled, created: Self.wall(sunday, 23))
        try await shop.put(.done, centavos: 7050, created: Self.wall(.monday, 7, 59))
        try await shop.put(.done, created: Self.wall(.monday, 8))
        let night = try await reports.overnight(in: shop.scope)
        #expect((night.from, night.until) == (Self.wall(sunday, 22), Self.wall(.monday, 8)))
        #expect((night.chats, night.bookings, night.followUps) == (1, 2, 1))
        #expect(night.revenue == Money(centavos: 7050))
        shops.clock.now = Self.wall(.monday, 22, 30)
        let next = try await reports.overnight(in: shop.scope)
        #expect((next.from, next.until, next.chats) == (Self.wall(.monday, 22), Self.wall(.monday, 22, 30), 0))
        #expect(try await reports.overnight(in: shops.second.scope).bookings == 0)
    }

    @Test("talks are counted by what the agent recorded, and satisfaction only of what was said")
    func talks() async throws {
        #expect(try await reports.talks(hours: 24, in: shop.scope).satisfaction == nil)
        try await shop.say(.agent, decision: .turn("book", .bookService, .praise))
        try await shop.say(.agent, decision: .turn("answer_price", .askPrice))
        try await shop.say(.agent, decision: .turn("hand_over", .complaint))
        try await shop.say(.agent, decision: .turn("thanks", .praise))
        try await shop.say(.agent, at: shops.clock.now.adding(seconds: -90_000), decision: .turn("cancel", .cancel))
        let day = try await reports.talks(hours: 24, in: shop.scope)
        #expect((day.praise, day.complaints, day.booking, day.asking, day.cancelling) == (2, 1, 1, 1, 0))
        #expect((day.chats, day.customers, day.booked) == (1, 1, 1))
        #expect(day.satisfaction == 66.7)
        #expect(try await reports.talks(hours: 48, in: shop.scope).cancelling == 1)
        #expect(try await reports.talks(hours: 24, in: shops.second.scope).praise == 0)
        let turns = try await reports.turns(limit: 2, in: shop.scope).turns
        #expect(turns.map(\.reply.decision?.action) == ["thanks", "hand_over"])
        #expect(turns.first?.question == "Oi")
        #expect(turns.first?.tutorName == "Carla")
    }

    // MARK: - Money

    @Test("revenue by hour has 24 steps, by day no gap, and counts finished visits only")
    func revenue() async throws {
        try await shop.put(.done, at: .at(9, 30), centavos: 5050)
        try await shop.put(.done, at: .at(9), centavos: 1000)
        try await shop.put(.noShow, at: .at(11))
        try await shop.put(.done, on: .monday.adding(days: -2), centavos: 300)
        let today = try await reports.dayRevenue(of: nil, in: shop.scope)
        #expect(today.hours.count == 24)
        #expect(today.hours[9] == Money(centavos: 6050))
        #expect(today.total == Money(centavos: 6050))
        let days = try await reports.dailyRevenue(days: 3, in: shop.scope)
        #expect(days.map(\.revenue.centavos) == [300, 0, 6050])
        #expect(days.last?.day == .monday)
        #expect(try await reports.dailyRevenue(days: 1_000_000, in: shop.scope).count == 400)
        #expect(try await reports.dayRevenue(of: nil, in: shops.second.scope).total == .zero)
    }

    @Test("steps of a revenue report follow the calendar and add up")
    func steps() async throws {
        try await shop.put(.done, on: .monday.adding(days: -1), centavos: 100)  // Sunday, 1 March
        try await shop.put(.done, centavos: 200)
        try await shop.put(.done, on: .monday.adding(days: 6), centavos: 400)
        try await shop.put(.done, on: .monday.adding(days: 29), centavos: 800)
        func sums(_ step: ReportPeriod.Kind) async throws -> [Int64] {
            try await reports.revenue(try month(), by: step, in: shop.scope).steps.map(\.tally.revenue.centavos)
        }
        #expect(try await sums(.week) == [100, 600, 0, 0, 0, 800])
        #expect(try await sums(.month) == [1500])
        let daily = try await sums(.day)
        #expect(daily.count == 31)
        #expect(Array(daily.prefix(3)) == [100, 200, 0])
        let year = try #require(ReportPeriod.Choice(.year))
        let months = try await reports.revenue(year, by: .month, in: shop.scope)
        #expect(months.steps.count == 12)
        #expect(months.tally.averageTicket == Money(centavos: 375))
    }

    @Test("a month is compared with the one before, and with none there is no growth")
    func overview() async throws {
        try await shop.put(.done, centavos: 15_000)
        let first = try await reports.overview(in: shop.scope)
        #expect(!first.isCached)
        #expect(first.figures.growth == nil)
        #expect(try await reports.overview(in: shop.scope).isCached)
        try await shop.put(.done, on: .monday.adding(days: -2), centavos: 10_000)
        let second = try await reports.overview(in: shop.scope)
        #expect(!second.isCached)
        #expect(second.figures.growth == 50)
        #expect(second.figures.visits.total == 3)
        #expect((second.figures.customers, second.figures.vip, second.figures.chats) == (1, 0, 1))
        #expect(try await reports.overview(in: shops.second.scope).figures.thisMonth == .zero)
    }

    // MARK: - Visits, customers, services

    @Test("a period's visits: where they stand, who came, what was popular, when")
    func visits() async throws {
        let tosa = shop.services[1]
        let bia = try await shop.addCustomer("Bia")
        try await shop.put(.done, at: .at(9), centavos: 6000, service: tosa, tutor: bia)
        try await shop.put(.done, at: .at(9, 30), centavos: 4000, service: tosa)
        try await shop.put(.cancelled, at: .at(11))
        try await shop.put(.done, on: .monday.adding(days: 40))
        let report = try await reports.visits(try month(), in: shop.scope)
        #expect(report.tally.total == 4)
        #expect(report.customers == 2)
        #expect(report.tally.cancellationRate == 25)
        #expect(report.tally.averageTicket == Money(centavos: 5000))
        #expect(report.popular.map(\.name) == [shop.bath.name, tosa.name])
        #expect(report.popular.last?.revenue == Money(centavos: 10_000))
        #expect(report.hours.map(\.hour) == [9, 11, 14])
        #expect(report.hours.map(\.visits) == [2, 1, 1])
        let days = try await reports.visits(days: 30, in: shop.scope)
        #expect(days.days.count == 30)
        #expect(days.days.last?.revenue == Money(centavos: 10_000))
        #expect(try await reports.visits(try month(), in: shops.second.scope).tally.total == 1)
    }

    @Test("customers: who came in 90 days is active, and who spent most comes first")
    func clients() async throws {
        let bia = try await shop.addCustomer("Bia", vip: true, at: Self.wall(.monday.adding(days: -1), 0))
        let old = try await shop.addCustomer("Antigo", at: Self.wall(.monday.adding(days: -300), 12))
        try await shop.put(.done, on: .monday.adding(days: -89), centavos: 9000, tutor: bia)
        try await shop.put(.done, on: .monday.adding(days: -90), centavos: 700, tutor: old)
        let report = try await reports.clients(in: shop.scope)
        let counts = report.counts
        #expect([counts.total, counts.vip, counts.new, counts.withPets, counts.pets] == [3, 1, 2, 1, 1])
        // The third has a visit today.
        #expect((report.active, report.inactive) == (2, 1))
        #expect(report.petsPerClient == 0.33)
        #expect(report.top.map(\.name) == ["Bia", "Antigo"])
        #expect(report.top.first?.tally.revenue == Money(centavos: 9000))
        #expect(try await reports.clients(in: shops.second.scope).top.isEmpty)
    }

    @Test("every service is listed, the one that brought in most first")
    func services() async throws {
        try await shop.put(.done, centavos: 100, service: shop.services[2])
        try await shop.put(.cancelled, service: shop.services[2])
        let services = try await reports.services(in: shop.scope)
        #expect(services.count == shop.services.count)
        #expect(services.first?.id == shop.services[2].id)
        #expect(services.first?.tally.cancellationRate == 50)
        #expect(services.dropFirst().first?.id == shop.bath.id)
        #expect(try await reports.services(in: shops.second.scope).allSatisfy { $0.tally.revenue == .zero })
    }

    @Test("sales are listed one by one, by service and by customer")
    func sales() async throws {
        let bia = try await shop.addCustomer("Bia")
        try await shop.put(.done, centavos: 5000)
        try await shop.put(.done, on: .monday.adding(days: 1), centavos: 3001, tutor: bia)
        try await shop.put(.done, on: .monday.adding(days: 2), centavos: 5000, service: shop.services[1], tutor: bia)
        let report = try await reports.sales(try month(), in: shop.scope)
        #expect(report.sales.map(\.tutorName) == ["Carla", "Bia", "Bia"])
        #expect(report.revenue == Money(centavos: 13_001))
        #expect((report.customers, report.averageTicket.centavos) == (2, 4333))
        #expect(report.byService.map(\.count) == [2, 1])
        #expect(report.byCustomer.map(\.name) == ["Bia", "Carla"])
        #expect(report.byCustomer.first?.averageTicket == Money(centavos: 4000))
        #expect(try await reports.sales(try month(), in: shops.second.scope).sales.isEmpty)
    }

    @Test("the feed holds the newest of every kind, newest first, no more than asked for")
    func actions() async throws {
        shops.clock.advance(seconds: 60)
        let bia = try await shop.addCustomer("Bia")
        shops.clock.advance(seconds: 60)
        try await shop.say(.agent, "Agendado!", decision: .turn("book", .bookService))
        shops.clock.advance(seconds: 60)
        try await shop.put(.done, centavos: 123_456, tutor: bia, created: Self.wall(.monday, 8))
        let actions = try await reports.actions(limit: 3, in: shop.scope)
        #expect(actions.map(\.kind) == [.sale, .message, .client])
        #expect(actions.first?.highlight == "R$ 1.234,56")
        #expect(actions[1].subtitle == "Agendado!")
        #expect(actions[2].subtitle == "Bia")
        let all = try await reports.actions(limit: 100, in: shop.scope)
        #expect(all.count(where: { $0.kind == .booking }) == 2)
        #expect(Set(all.map(\.id)).count == all.count)
        #expect(all == all.sorted { ($0.at, $0.id) > ($1.at, $1.id) })
        #expect(try await reports.actions(limit: 100, in: shops.second.scope).count == 2)
    }
}

@Suite("Periods of a report") struct ReportPeriodTests {
    @Test(
        "a kind is the calendar's own",
        arguments: [
            (.day, "2026-03-02", "2026-03-02"), (.week, "2026-03-02", "2026-03-08"),
            (.month, "2026-03-01", "2026-03-31"), (.year, "2026-01-01", "2026-12-31"),
        ] as [(ReportPeriod.Kind, String, String)])
    func kinds(kind: ReportPeriod.Kind, first: String, last: String) {
        let period = ReportPeriod(kind, around: .monday)
        #expect((period.first.description, period.last.description) == (first, last))
    }

    @Test("a week begins on Monday, also on a Sunday")
    func sunday() {
        #expect(ReportPeriod(.week, around: LocalDay.monday.adding(days: -1)).first == LocalDay.monday.adding(days: -7))
    }

    @Test("days of one's own: in order, and no more than 400")
    func own() throws {
        #expect(ReportPeriod.Choice(.month, first: .monday, last: LocalDay.monday.adding(days: -1)) == nil)
        #expect(ReportPeriod.Choice(.month, first: .monday, last: LocalDay.monday.adding(days: 400)) == nil)
        let most = try #require(
            ReportPeriod.Choice(.month, first: .monday, last: LocalDay.monday.adding(days: 399)))
        #expect(most.period(today: .monday).days.count == 400)
        let open = try #require(ReportPeriod.Choice(.month, first: LocalDay.monday.adding(days: -5)))
        #expect(open.period(today: .monday).last == .monday)
        let long = try #require(ReportPeriod.Choice(.month, first: LocalDay.monday.adding(days: -5000)))
        #expect(long.period(today: .monday).days.count == 400)
        let until = try #require(ReportPeriod.Choice(.month, last: .monday))
        #expect(until.period(today: .monday).first.description == "2026-03-01")
    }
}
