import Business
import Domain
import Foundation
import Logging
import Storage
import Support
import Synchronization

@testable import Agent

/// The shop of `Fixtures/petshop.json` on real SQLite, with the very pipeline that serves, worked by hand: no
/// thread, no sleeping, the clock moved by the test.
struct AgentShop: Sendable {
    final class MovedClock: ShopClock {
        private let moment: Mutex<Moment>
        init(_ moment: Moment) { self.moment = Mutex(moment) }
        var now: Moment { moment.withLock { $0 } }
        func advance(milliseconds: Int) { moment.withLock { $0 = $0.adding(milliseconds: milliseconds) } }
    }

    private struct Recorded: Decodable {
        struct Customer: Decodable {
            struct Animal: Decodable {
                let name: String
                let especie: Pet.Species?
                let porte: Pet.Size?
            }
            let name: String
            let phone: String
            let pets: [Animal]
        }
        let companyName: String
        let address: String
        let template: String
        let capacity: Int
        let customers: [Customer]
    }

    let clock: MovedClock
    let database: Database
    let booking: Booking
    let registry: Registry
    let simulator: Simulator
    let worker: InboxWorker
    let scope: TenantScope

    /// - Parameter now: The shop's wall clock, "2026-11-24T09:00".
    init(now: String) async throws {
        let parts = now.split(separator: "T")
        guard let day = LocalDay(iso: parts[0]), let time = LocalTime(text: parts[1]) else { throw BadFixture() }
        clock = MovedClock(ShopZone.saoPaulo.moment(of: LocalDateTime(day: day, time: time)))
        database = try await TestDriver.sqlite.database(clock: clock)
        registry = Registry(ids: database.ids, clock: clock)
        booking = Booking(database: database, clock: clock)
        let bell = JobBell()
        let sessions = Sessions(
            database: database, secrets: try SecretBox(key: [UInt8](repeating: 7, count: 32)), clock: clock,
            defaults: .init(url: nil, apiKey: nil, allowedHosts: []), http: HTTPCaller())
        let inbox = Inbox(database: database, registry: registry, bell: bell, clock: clock, quietWindow: 0)
        simulator = Simulator(database: database, sessions: sessions, inbox: inbox, clock: clock)
        let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let offers = Atomic(0)
        let counter = Counter(offers)
        let pipeline = MessagePipeline(
            database: database, booking: booking, registry: registry, clock: clock,
            makeOfferID: { "offer-\(counter.next())" }, log: log)
        worker = InboxWorker(
            database: database, pipeline: pipeline, sessions: sessions, bell: bell, clock: clock, humanDelay: false,
            log: log)
        let recorded = try JSONDecoder().decode(
            Recorded.self, from: Data(contentsOf: Fixtures.folder.appendingPathComponent("petshop.json")))
        scope = try await Self.open(recorded, database: database, clock: clock)
        try await addCustomers(recorded)
    }

    struct BadFixture: Error {}

    private final class Counter: Sendable {
        private let value: Atomic<Int>
        init(_ value: consuming Atomic<Int>) { self.value = value }
        func next() -> Int { value.add(1, ordering: .relaxed).newValue }
    }

    private static func open(
        _ recorded: Recorded, database: Database, clock: any ShopClock
    ) async throws -> TenantScope {
        let accounts = Accounts(
            database: database, passwords: PasswordHasher(cost: .init(memory: 8192, passes: 1)),
            tokens: try TokenCodec(key: [UInt8](repeating: 1, count: 32), clock: clock), clock: clock,
            registration: .open)
        guard let template = ShopTemplate(rawValue: recorded.template) else { throw BadFixture() }
        let signedIn = try await accounts.register(
            .init(
                email: "ana@example.com", password: "Banho&Tosa2026x", name: "Ana",
                companyName: recorded.companyName, template: template))
        let scope = TenantScope(companyID: signedIn.user.companyID, actor: .operatorCommand)
        _ = try await Catalog(database: database, clock: clock).changeShop(in: scope, hours: nil) { company in
            company.settings.address = recorded.address
            company.settings.capacity = recorded.capacity
        }
        return scope
    }

    private func addCustomers(_ recorded: Recorded) async throws {
        for customer in recorded.customers {
            guard let phone = PhoneNumber(customer.phone) else { throw BadFixture() }
            try await database.write(scope) { [registry] tx in
                let tutor = try registry.tutor(
                    chat: ChatID(phone: phone), phone: phone, name: customer.name, in: tx)
                for pet in customer.pets {
                    _ = try registry.pet(
                        named: pet.name, of: tutor.id, species: pet.especie, size: pet.porte, breed: nil, in: tx)
                }
            }
        }
    }

    /// Puts visits of any customer's pets into the agenda.
    func book(_ visits: [ConversationCase.Visit]) async throws {
        for visit in visits {
            let parts = visit.starts.split(separator: "T")
            guard let day = LocalDay(iso: parts[0]), let time = LocalTime(text: parts[1]) else { throw BadFixture() }
            try await database.write(scope) { [booking] tx in
                let pets = try tx.rows("SELECT id FROM pets WHERE nome = \(visit.pet)") { $0.id(0) as Pet.ID }
                let service = try ServicesDAO(tx).list().first { $0.name == visit.service }
                guard let pet = try pets.first.flatMap({ try PetsDAO(tx).find($0) }), let service else {
                    throw BadFixture()
                }
                _ = try booking.book(
                    AppointmentDraft(
                        tutorID: pet.tutorID, petID: pet.id, serviceID: service.id,
                        starts: LocalDateTime(day: day, time: time)),
                    key: nil, in: tx)
            }
        }
    }

    /// Sends a burst and works until nothing is left to do.
    ///
    /// - Returns: The shop's answers.
    func say(_ messages: [String], as customer: ConversationCase.Customer) async throws -> [Message] {
        guard let phone = PhoneNumber(customer.phone) else { throw BadFixture() }
        let before = try await simulator.chat(phone: phone, after: nil, in: scope).messages.last?.id
        for text in messages {
            clock.advance(milliseconds: 1000)
            _ = try await simulator.send(text, phone: phone, name: customer.name, in: scope)
        }
        try await work()
        return try await simulator.chat(phone: phone, after: before, in: scope).messages
            .filter { $0.author != .customer }
    }

    func work() async throws {
        while true {
            let jobs = try await database.system.claimJobs(limit: 10, lease: 60_000, at: clock.now)
            guard !jobs.isEmpty else { return }
            for job in jobs { await worker.perform(job) }
        }
    }

    /// The customer's visits as a fixture writes them, by day and time.
    func visits(of customer: ConversationCase.Customer) async throws -> [ConversationCase.Visit] {
        try await booking.list(.init(), in: scope).visits
            .filter { $0.tutorPhone?.key == PhoneNumber(customer.phone)?.key }
            .map { visit in
                .init(
                    pet: visit.pet.name, service: visit.serviceName,
                    starts: "\(visit.appointment.slot.day)T\(visit.appointment.slot.start)",
                    status: visit.appointment.status.rawValue, price: visit.appointment.price.reais)
            }
    }
}
