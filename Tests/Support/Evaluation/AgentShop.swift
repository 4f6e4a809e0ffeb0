import Agent
import Business
import Domain
import Foundation
import Logging
import Storage
import Synchronization

/// The shop of `Fixtures/petshop.json` on real SQLite, with the very pipeline that serves, worked by hand: no
/// thread, no sleeping, the clock moved by the test.
package struct AgentShop: Sendable {
    package final class MovedClock: ShopClock {
        private let moment: Mutex<Moment>
        init(_ moment: Moment) { self.moment = Mutex(moment) }
        package var now: Moment { moment.withLock { $0 } }
        package func advance(milliseconds: Int) {
            moment.withLock { $0 = $0.adding(milliseconds: milliseconds) }
        }
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

    package let clock: MovedClock
    package let database: Database
    package let booking: Booking
    package let registry: Registry
    package let simulator: Simulator
    package let worker: InboxWorker
    private let inbox: Inbox
    /// Keeps the database ours.
    private let loan: DatabasePool.Loan?
    private let sessions: Sessions
    package let scope: TenantScope

    /// - Parameters:
    ///   - now: The shop's wall clock, "2026-11-24T09:00".
    ///   - isAlone: In a database that nobody has used before.
    package init(
        now: String, _ changes: ConversationCase.ShopChanges? = nil, isAlone: Bool = false
    ) async throws {
        clock = MovedClock(ShopZone.saoPaulo.moment(of: try Self.moment(now)))
        loan = isAlone ? nil : try await DatabasePool.shared.loan()
        database =
            if let loan { loan.database } else { try await TestDriver.sqlite.database(clock: clock) }
        registry = Registry(ids: database.ids, clock: clock)
        booking = Booking(database: database, clock: clock)
        let bell = JobBell()
        sessions = Sessions(
            database: database, secrets: try SecretBox(key: [UInt8](repeating: 7, count: 32)), clock: clock,
            defaults: .init(url: nil, apiKey: nil, allowedHosts: []), http: HTTPCaller())
        inbox = Inbox(database: database, registry: registry, bell: bell, clock: clock, quietWindow: 0)
        let clocks = SimulatedClocks()
        simulator = Simulator(database: database, sessions: sessions, inbox: inbox, clock: clock, clocks: clocks)
        let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let offers = Atomic(0)
        let counter = Counter(offers)
        let pipeline = MessagePipeline(
            database: database, booking: booking, registry: registry, clock: clock,
            makeOfferID: { "offer-\(counter.next())" }, log: log, clocks: clocks)
        worker = InboxWorker(
            database: database, pipeline: pipeline, sessions: sessions, bell: bell, clock: clock, humanDelay: false,
            log: log)
        let recorded = try JSONDecoder().decode(
            Recorded.self, from: Data(contentsOf: Fixtures.folder.appendingPathComponent("petshop.json")))
        try await Self.dropJobs(ofNewestIn: database)
        scope = try await Self.open(recorded, database: database, clock: clock)
        try await addCustomers(recorded)
        if let changes { try await apply(changes) }
    }

    /// What the conversation before left to do is not done in this one.
    private static func dropJobs(ofNewestIn database: Database) async throws {
        let newest = try await database.system.companies().max { $0.id.rawValue < $1.id.rawValue }
        guard let newest else { return }
        try await database.write(TenantScope(companyID: newest.id, actor: .operatorCommand)) { tx in
            _ = try tx.run("DELETE FROM jobs")
        }
    }

    package struct BadFixture: Error {}

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
                email: "ana-\(SecureRandom.hex(6))@example.com", password: "Banho&Tosa2026x", name: "Ana",
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

    private func apply(_ changes: ConversationCase.ShopChanges) async throws {
        try await database.write(scope) { [database, clock] tx in
            guard let company = try CompaniesDAO(tx).current() else { throw BadFixture() }
            var settings = company.settings
            settings.capacity = changes.capacity ?? settings.capacity
            settings.persona = changes.persona ?? settings.persona
            settings.agentName = changes.agentName ?? settings.agentName
            settings.address = changes.address ?? settings.address
            try CompaniesDAO(tx).update(name: company.name, settings: settings)
            for document in changes.documents ?? [] {
                try KnowledgeDAO(tx).insert(
                    KnowledgeDocument(
                        id: database.ids.next(), title: document.title, body: document.body, createdAt: clock.now,
                        updatedAt: clock.now))
            }
            guard let services = changes.services else { return }
            for known in try ServicesDAO(tx).list() { _ = try ServicesDAO(tx).delete(known.id) }
            for (place, service) in services.enumerated() {
                try ServicesDAO(tx).insert(
                    Self.service(service, id: database.ids.next()), place: place + 1, at: clock.now)
            }
        }
    }

    private static func service(
        _ recorded: ConversationCase.ShopChanges.Service, id: PetService.ID
    ) throws -> PetService {
        guard let price = Money(reais: recorded.price) else { throw BadFixture() }
        let sizes = try zip(Pet.Size.allCases, recorded.prices ?? []).map { size, reais in
            guard let price = Money(reais: reais) else { throw BadFixture() }
            return (size, price)
        }
        return PetService(
            id: id, name: recorded.name, minutes: recorded.minutes, basePrice: price,
            priceBySize: Dictionary(uniqueKeysWithValues: sizes))
    }

    package static func moment(_ text: String) throws -> LocalDateTime {
        let parts = text.split(separator: "T")
        guard parts.count == 2, let day = LocalDay(iso: parts[0]), let time = LocalTime(text: parts[1]) else {
            throw BadFixture()
        }
        return LocalDateTime(day: day, time: time)
    }

    /// Puts visits of any customer's pets into the agenda.
    package func book(_ visits: [ConversationCase.Visit]) async throws {
        for visit in visits {
            let starts = try Self.moment(visit.starts)
            try await database.write(scope) { [booking] tx in
                let pets = try tx.rows("SELECT id FROM pets WHERE nome = \(visit.pet)") { $0.id(0) as Pet.ID }
                let service = try ServicesDAO(tx).list().first { $0.name == visit.service }
                guard let pet = try pets.first.flatMap({ try PetsDAO(tx).find($0) }), let service else {
                    throw BadFixture()
                }
                _ = try booking.book(
                    AppointmentDraft(tutorID: pet.tutorID, petID: pet.id, serviceID: service.id, starts: starts),
                    key: nil, in: tx)
            }
        }
    }

    /// Sends a burst and works until nothing is left to do.
    ///
    /// - Returns: The shop's answers.
    package func say(_ messages: [String], as customer: ConversationCase.Customer) async throws -> [Message] {
        let before = try await newest(of: customer)
        try await receive(messages, as: customer)
        try await work()
        return try await answers(to: customer, after: before)
    }

    /// Puts what a customer writes into the inbox, a second apart.
    func receive(
        _ messages: [String], kind: Message.Kind = .text, as customer: ConversationCase.Customer
    ) async throws {
        guard let phone = PhoneNumber(customer.phone) else { throw BadFixture() }
        for text in messages {
            clock.advance(milliseconds: 1000)
            guard kind != .text else {
                _ = try await simulator.send(text, phone: phone, name: customer.name, in: scope)
                continue
            }
            let session = try await sessions.simulator(in: scope)
            let incoming = IncomingMessage(
                session: session.name, chat: ChatID(phone: phone), bareID: "M\(clock.now.milliseconds)", kind: kind,
                body: text, senderName: customer.name, phone: phone, sentAt: clock.now)
            _ = try await inbox.receive(incoming, from: session)
        }
    }

    func newest(of customer: ConversationCase.Customer) async throws -> Message.ID? {
        guard let phone = PhoneNumber(customer.phone) else { throw BadFixture() }
        return try await simulator.chat(phone: phone, after: nil, in: scope).messages.last?.id
    }

    func answers(to customer: ConversationCase.Customer, after id: Message.ID?) async throws -> [Message] {
        guard let phone = PhoneNumber(customer.phone) else { throw BadFixture() }
        return try await simulator.chat(phone: phone, after: id, in: scope).messages
            .filter { $0.author != .customer }
    }

    package func work() async throws {
        while let jobs = try await claimed() {
            for job in jobs { await worker.perform(job) }
        }
    }

    /// Jobs that are due; nil when there is none.
    func claimed() async throws -> [Job]? {
        let jobs = try await database.system.claimJobs(limit: 10, lease: 60_000, at: clock.now)
        return jobs.isEmpty ? nil : jobs
    }

    /// The customer's visits as a fixture writes them, by day and time.
    package func visits(of customer: ConversationCase.Customer) async throws -> [ConversationCase.Visit] {
        let key = PhoneNumber(customer.phone)?.key
        return try await allVisits().filter { $0.tutorPhone?.key == key }.map(ConversationCase.Visit.init)
    }

    /// Statements that the database has run since it was opened.
    package var statements: Int { database.insight.report().statements.reduce(0) { $0 + $1.count } }

    func allVisits() async throws -> [AppointmentDetails] { try await booking.list(.init(), in: scope).visits }
}

extension ConversationCase.Visit {
    init(_ visit: AppointmentDetails) {
        self.init(
            pet: visit.pet.name, service: visit.serviceName,
            starts: "\(visit.appointment.slot.day)T\(visit.appointment.slot.start)",
            status: visit.appointment.status.rawValue, price: visit.appointment.price.reais)
    }
}
