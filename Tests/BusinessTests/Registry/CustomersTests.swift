import Domain
import Storage
import Support
import Testing

@testable import Business

@Suite("Customers as the shop's people see them") struct CustomersTests {
    private let shop: Shop
    private let other: Shop
    private let customers: Customers

    init() async throws {
        let shops = try await TwoShops()
        (shop, other) = (shops.first, shops.second)
        customers = Customers(database: shops.database, clock: shops.clock)
    }

    private func add(_ name: String, _ phone: String? = nil) async throws -> TutorDetails {
        try await customers.add(in: shop.scope) { details in
            details.tutor.name = name
            details.tutor.phone = phone.flatMap { PhoneNumber($0) }
        }
    }

    private func names(_ edit: (inout TutorDetailsDAO.Filter) -> Void) async throws -> [String] {
        var filter = TutorDetailsDAO.Filter()
        edit(&filter)
        let found = try await customers.list(filter, limit: 50, offset: 0, in: shop.scope)
        #expect(found.total == found.customers.count)
        return found.customers.map(\.tutor.name)
    }

    private func finish(_ visit: Appointment) async throws {
        _ = try await shop.database.write(shop.scope) { tx in
            try AppointmentsDAO(tx).setStatus(.done, of: visit.id, at: shop.clock.now)
        }
    }

    @Test("figures are counted from visits that took place, and from messages")
    func figures() async throws {
        try await finish(shop.visit)
        let second = try await shop.bookBath(on: .monday.adding(days: 3))
        try await finish(second)
        try await shop.bookBath(on: .monday.adding(days: 9))
        let details = try #require(try await customers.find(shop.tutor.id, in: shop.scope))
        #expect(details.figures.visits == [.done: 2, .confirmed: 1])
        #expect(details.figures.spent.centavos == 10_000)
        #expect(details.figures.lastVisit == .monday.adding(days: 3))
        #expect(details.figures.lastMessageAt == shop.clock.now)
    }

    @Test("a page of customers is counted in as many statements as one")
    func noRepeats() async throws {
        let folder = try TemporaryFolder()
        let driver = try SQLiteDriver(path: folder.path("auzap.db"), readers: 2, ballast: 0, clock: shop.clock)
        let database = Database(driver: driver, ids: IDMaker(clock: shop.clock))
        let shop = try await TwoShops(in: database, clock: shop.clock).first
        let customers = Customers(database: database, clock: shop.clock)
        for number in 10..<40 {
            _ = try await customers.add(in: shop.scope) { $0.tutor.phone = PhoneNumber("119800000\(number)") }
        }
        func statements(limit: Int) async throws -> Int {
            func runs() -> Int { database.insight.report().statements.reduce(0) { $0 + Int($1.count) } }
            let before = runs()
            let page = try await customers.list(.init(), limit: limit, offset: 10, in: shop.scope)
            #expect(page.customers.count == limit)
            #expect(page.total == 31)
            return runs() - before
        }
        let one = try await statements(limit: 1)
        #expect(one > 0)
        #expect(try await statements(limit: 20) == one)
        await database.close()
    }

    @Test("a search finds words of the name, the phone in any form and the e-mail, folded")
    func search() async throws {
        let made = try await add("José D'Ávila", "11 98888-7777")
        _ = try await customers.change(made.tutor.id, in: shop.scope) { $0.profile.email = "ze_avila@x.example" }
        func found(_ text: String) async throws -> [String] {
            try await names { $0.words = SearchText.words(text) }
        }
        for text in ["JOSE", "avila josé", "(11) 98888-7777", "988887777", "ze_avila@"] {
            #expect(try await found(text) == ["José D'Ávila"], "\(text)")
        }
        #expect(try await found("zeXavila") == [])
        #expect(try await found("%") == [])
        #expect(try await found("carla") == ["Carla"])
    }

    @Test("lists are by name, by day of birth, or newest first")
    func orders() async throws {
        let bruno = try await add("Bruno")
        let alice = try await add("Alice")
        for (customer, birthday) in [(bruno, "1990-03-20"), (alice, "1985-03-21")] {
            _ = try await customers.change(customer.tutor.id, in: shop.scope) {
                $0.profile.birthday = LocalDay(iso: birthday)
            }
        }
        #expect(try await names { _ in } == ["Alice", "Bruno", "Carla"])
        #expect(try await names { $0.newestFirst = true } == ["Alice", "Bruno", "Carla"])
        #expect(try await names { $0.birthMonth = 3 } == ["Bruno", "Alice"])
        #expect(try await names { $0.birthMonth = 4 } == [])
        _ = try await customers.change(bruno.tutor.id, in: shop.scope) {
            $0.tutor.isVIP = true
            $0.profile.isInactive = true
        }
        #expect(try await names { $0.isVIP = true } == ["Bruno"])
        #expect(try await names { $0.isInactive = true } == ["Bruno"])
        #expect(try await names { $0.isInactive = false } == ["Alice", "Carla"])
    }

    @Test("quiet is who neither came nor wrote since then")
    func quiet() async throws {
        func quiet(_ days: Int) async throws -> [String] {
            try await customers.quiet(days: days, limit: 9, offset: 0, in: shop.scope).customers.map(\.tutor.name)
        }
        #expect(try await quiet(30) == [])
        shop.clock.advance(seconds: 40 * 86_400)
        #expect(try await quiet(30) == ["Carla"])
        #expect(try await quiet(60) == [])
        let visit = try await shop.bookBath(on: .monday.adding(days: 42))
        #expect(try await quiet(30) == ["Carla"])
        try await finish(visit)
        #expect(try await quiet(30) == [])
    }

    @Test("the top is by what was spent, of one's own customers only")
    func top() async throws {
        #expect(try await customers.top(10, in: shop.scope).isEmpty)
        try await finish(shop.visit)
        #expect(try await customers.top(10, in: shop.scope).map(\.tutor.id) == [shop.tutor.id])
        #expect(try await customers.top(10, in: other.scope).isEmpty)
    }

    @Test("a phone that another customer has, in either form, is refused; another shop's is not")
    func phones() async throws {
        _ = try await add("Dora", "11 97777-0000")
        await #expect(throws: RegistryError.phoneTaken) { _ = try await add("Eva", "11 7777-0000") }
        let dora = try await customers.find(phone: .test("551177770000"), in: shop.scope)
        #expect(dora?.tutor.name == "Dora")
        #expect(try await customers.find(phone: .test("551177770000"), in: other.scope) == nil)
        await #expect(throws: RegistryError.phoneTaken) {
            _ = try await customers.change(shop.tutor.id, in: shop.scope) { $0.tutor.phone = .test("5511977770000") }
        }
    }

    @Test("what is kept comes back, and the agent's own change of the name leaves it alone")
    func roundTrip() async throws {
        let changed = try await customers.change(shop.tutor.id, in: shop.scope) { details in
            details.profile.email = "c@x.example"
            details.profile.tags = ["vip", "ção"]
            details.profile.preferences = ["horario": "manhã", "n": 2]
            details.profile.address.city = "Campinas"
            details.profile.acceptsMarketing = true
        }
        try await shop.database.write(shop.scope) { tx in
            try Registry(ids: shop.database.ids, clock: shop.clock).rename(shop.tutor, to: "Carla Souza", in: tx)
        }
        let read = try #require(try await customers.find(shop.tutor.id, in: shop.scope))
        #expect(read.profile == changed?.profile)
        #expect(read.tutor.name == "Carla Souza")
        #expect(try await names { $0.words = ["souza"] } == ["Carla Souza"])
    }
}
