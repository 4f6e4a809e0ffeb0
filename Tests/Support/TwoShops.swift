import Agent
import Business
import Domain
import Logging
import Storage

/// Two companies in one database with equal data: what one of them does must never be seen by the other.
package struct TwoShops: Sendable {
    package let database: Database
    package let clock: ManualClock
    package let accounts: Accounts
    package let first: Shop
    package let second: Shop

    package static let password = "Tosa&Banho-2026"

    package init(on driver: TestDriver = .sqlite, clock: ManualClock = ManualClock()) async throws {
        try await self.init(in: try await driver.database(clock: clock), clock: clock)
    }

    /// Opens both in a database that a test made itself.
    package init(in database: Database, clock: ManualClock = ManualClock()) async throws {
        self.clock = clock
        self.database = database
        accounts = Accounts(
            database: database, passwords: PasswordHasher(cost: .init(memory: 8192, passes: 1)),
            tokens: try TokenCodec(key: Array(repeating: 7, count: 32), clock: clock), clock: clock,
            registration: .open)
        first = try await Shop.open("ana@amigofiel.example", "loja-centro", accounts, database, clock)
        second = try await Shop.open("bia@amigofiel.example", "loja-norte", accounts, database, clock)
    }

    package var both: [Shop] { [first, second] }
}

/// One pet shop with a customer, a pet, a visit, a chat and a reply on its way.
package struct Shop: Sendable {
    package let database: Database
    package let clock: ManualClock
    package let booking: Booking
    package let email: String
    package let signedIn: Accounts.SignedIn
    package let scope: TenantScope
    package let session: WhatsAppSession
    package let services: [PetService]
    package let tutor: Tutor
    package let pet: Pet
    package let visit: Appointment
    package let conversation: Conversation.ID
    package let message: Message.ID
    package let reply: OutboxDAO.ID
    package let job: Job.ID
    package let block: BlockedDate
    /// Both switched off: the shop books by its places alone.
    package let professional: Professional
    package let resource: Resource
    /// Of the pet, paused.
    package let series: VisitSeries
    /// Taken off the list.
    package let waiter: Waiter
    package let document: KnowledgeDocument
    /// For everybody of the shop, unread.
    package let notice: Notice.ID

    /// The customer's number, the same in both shops.
    package static let phone = PhoneNumber.test("5511900000001")
    /// A number that neither shop knows.
    package static let otherPhone = PhoneNumber.test("5511900000002")

    /// What is kept of the owner's refresh token.
    package var refreshHash: String { Digest.sha256Hex(signedIn.tokens.refresh) }

    /// The service sold most: an hour, one price a size.
    package var bath: PetService { services[0] }

    package var companyID: Company.ID { scope.companyID }

    /// What the customer of this shop would ask for.
    package func draft(on day: LocalDay = .monday, at time: LocalTime, service: PetService? = nil) -> AppointmentDraft {
        AppointmentDraft(
            tutorID: tutor.id, petID: pet.id, serviceID: (service ?? bath).id,
            starts: LocalDateTime(day: day, time: time))
    }

    /// Books a bath of an hour.
    @discardableResult
    package func bookBath(
        on day: LocalDay = .monday, at time: LocalTime = .at(15), key: String? = nil
    ) async throws -> Appointment {
        try await booking.book(draft(on: day, at: time), key: key, in: scope)
    }

    package func status(of visit: Appointment) async throws -> Appointment.Status? {
        try await database.read(scope) { tx in try AppointmentsDAO(tx).find(visit.id)?.status }
    }

    /// Changes the shop's settings.
    package func configure(_ edit: @escaping @Sendable (inout CompanySettings) -> Void) async throws {
        try await database.write(scope) { tx in
            guard let company = try CompaniesDAO(tx).current() else { return }
            var settings = company.settings
            edit(&settings)
            try CompaniesDAO(tx).update(name: company.name, settings: settings)
        }
    }

    package func inbox(quietWindow: Int = 3000, bell: JobBell = JobBell()) -> Inbox {
        Inbox(
            database: database, registry: Registry(ids: database.ids, clock: clock), bell: bell, clock: clock,
            quietWindow: quietWindow)
    }

    /// The agent, as it answers when nothing is at stake.
    package func rehearsal() -> Rehearsal {
        Rehearsal(
            MessagePipeline(
                database: database, booking: booking, registry: Registry(ids: database.ids, clock: clock), clock: clock,
                makeOfferID: { SecureRandom.hex(12) }, log: Logger(label: "rehearsal") { _ in SwiftLogNoOpLogHandler() }
            ))
    }

    /// A text from the customer, as a webhook brings it.
    package func text(_ body: String, id: String, chat: String = "\(phone)@c.us") throws -> IncomingMessage {
        guard let chat = ChatID(chat) else { throw StorageError.unreadable(column: 0, expected: "chat id") }
        return IncomingMessage(
            session: session.name, chat: chat, bareID: id, kind: .text, body: body, senderName: "Carla",
            sentAt: clock.now)
    }
}

extension Shop {
    static func open(
        _ email: String, _ session: String, _ accounts: Accounts, _ database: Database, _ clock: ManualClock
    ) async throws -> Shop {
        let signedIn = try await accounts.register(
            .init(
                email: email, password: TwoShops.password, name: "Dona", companyName: "Amigo Fiel", template: .petShop))
        let owner = signedIn.user
        let scope = TenantScope(companyID: owner.companyID, actor: .user(owner.id, .owner))
        let booking = Booking(database: database, clock: clock)
        return try await database.write(scope) { tx in
            let ids = database.ids
            let waha = try connect(session, ids: ids, at: clock.now, in: tx)
            let registry = Registry(ids: ids, clock: clock)
            let services = try ServicesDAO(tx).list()
            let chat = ChatID(phone: phone)
            let tutor = try registry.tutor(chat: chat, phone: nil, name: "Carla", in: tx)
            let pet = try registry.pet(
                named: "Thor", of: tutor.id, species: .dog, size: .small, breed: "Poodle", in: tx)
            let draft = AppointmentDraft(
                tutorID: tutor.id, petID: pet.id, serviceID: try found(services.first).id,
                starts: LocalDateTime(day: .monday, time: .at(14)))
            let visit = try booking.book(draft, key: "visita-1", in: tx)
            let block = BlockedDate(
                id: ids.next(), firstDay: .monday.adding(days: 30), lastDay: .monday.adding(days: 31), window: nil,
                reason: "Férias")
            try BlockedDatesDAO(tx).insert(block)
            var professional = Professional(id: ids.next(), name: "Bia")
            professional.isActive = false
            try ProfessionalsDAO(tx).insert(professional, at: clock.now)
            var resource = Resource(id: ids.next(), name: "Banheira", capacity: 1, services: [services[0].id])
            resource.isActive = false
            try ResourcesDAO(tx).insert(resource, at: clock.now)
            var series = VisitSeries(
                id: ids.next(), tutorID: tutor.id, petID: pet.id, serviceID: services[0].id, every: 14, time: .at(14),
                next: .monday.adding(days: 14))
            series.status = .paused
            try SeriesDAO(tx).insert(series, at: clock.now)
            try SeriesDAO(tx).tie(visit.id, to: series.id)
            var waiter = Waiter(
                id: ids.next(), tutorID: tutor.id, petID: pet.id, serviceID: services[0].id, firstDay: .monday,
                lastDay: .monday.adding(days: 6), createdAt: clock.now)
            waiter.status = .withdrawn
            try WaitlistDAO(tx).insert(waiter, at: clock.now)
            let document = KnowledgeDocument(
                id: ids.next(), title: "Banho", body: "O banho inclui corte de unhas.", createdAt: clock.now,
                updatedAt: clock.now)
            try KnowledgeDAO(tx).insert(document)
            try keepAccess(of: owner, ids: ids, at: clock.now, in: tx)
            let notice = Notice(
                id: ids.next(), kind: "aviso", title: "Aviso", text: "Um aviso da loja", level: .info,
                createdAt: clock.now, updatedAt: clock.now)
            try NoticesDAO(tx).insert(notice)
            try OnboardingDAO(tx).insert(OnboardingProgress(createdAt: clock.now, updatedAt: clock.now))
            let talk = try converse(with: tutor, chat, over: waha, ids: ids, at: clock.now, in: tx)
            return Shop(
                database: database, clock: clock, booking: booking, email: email, signedIn: signedIn, scope: scope,
                session: waha, services: services, tutor: tutor, pet: pet, visit: visit,
                conversation: talk.conversation, message: talk.message, reply: talk.reply, job: talk.job, block: block,
                professional: professional, resource: resource, series: series, waiter: waiter,
                document: document, notice: notice.id)
        }
    }

    /// A sign-in that ended, an invitation, an act under a key, and an event.
    private static func keepAccess(of owner: User, ids: IDMaker, at now: Moment, in tx: TenantTransaction) throws {
        try RevokedTokensDAO(tx).revoke("ended", until: now.adding(seconds: 900), at: now)
        let invitation = Invitation(
            id: ids.next(), email: "nova@equipe.example", name: "Nova", role: .staff,
            expiresAt: now.adding(seconds: 86_400), createdAt: now)
        try InvitationsDAO(tx).insert(invitation, tokenHash: "invited")
        _ = try IdempotencyDAO(tx).begin("act", of: owner.id, requestHash: "hash", at: now)
        // The shop's own opening has been told already; tests count from one event.
        try tx.run("DELETE FROM events")
        try EventsDAO(tx).append("shop.opened", "{}", at: now)
    }

    private static func connect(
        _ name: String, ids: IDMaker, at now: Moment, in tx: TenantTransaction
    ) throws -> WhatsAppSession {
        let session = WhatsAppSession(
            id: ids.next(), companyID: tx.companyID, name: try found(SessionName(name)), transport: .waha,
            status: .connected, createdAt: now, updatedAt: now)
        try WhatsAppSessionsDAO(tx).insert(session, sealedKey: nil)
        try WhatsAppSessionsDAO(tx).noteConfigured(session.id, at: now)
        return session
    }

    private static func converse(
        with tutor: Tutor, _ chat: ChatID, over session: WhatsAppSession, ids: IDMaker, at now: Moment,
        in tx: TenantTransaction
    ) throws -> (conversation: Conversation.ID, message: Message.ID, reply: OutboxDAO.ID, job: Job.ID) {
        let conversation = Conversation(
            id: ids.next(), sessionID: session.id, chatID: chat, tutorID: tutor.id, status: .new, unreadCount: 1,
            lastMessage: "Oi", lastMessageAt: now, createdAt: now)
        try ConversationsDAO(tx).insert(conversation)
        let question = Message(
            id: ids.next(), conversationID: conversation.id, author: .customer, kind: .text, body: "Oi", sentAt: now)
        try MessagesDAO(tx).insert(question, session: session.id, bareID: "3A01", isAnswered: false, at: now)
        try MediaDAO(tx).insert(
            MediaDAO.Entry(
                messageID: question.id, conversationID: conversation.id, sessionID: session.id, state: .kept,
                bareID: "3A01", mimetype: "image/jpeg", filename: nil, path: nil, bytes: 4, createdAt: now))
        let answer = Message(
            id: ids.next(), conversationID: conversation.id, author: .agent, kind: .text, body: "Olá!", sentAt: now)
        try MessagesDAO(tx).insert(answer, session: session.id, bareID: nil, isAnswered: true, at: now)
        let reply: OutboxDAO.ID = ids.next()
        try OutboxDAO(tx).insert(reply, message: answer, at: now)
        try EarlyAcksDAO(tx).keep(.device, of: "3EB0EARLY", in: session.id, at: now)
        let job: Job.ID = ids.next()
        try JobQueue(tx).enqueue(
            job, kind: "send", lane: Inbox.lane(of: conversation.id), payload: ["reply": reply], runAt: now,
            at: now)
        return (conversation.id, question.id, reply, job)
    }

    private static func found<T>(_ value: T?) throws -> T {
        guard let value else { throw StorageError.unreadable(column: 0, expected: "fixture") }
        return value
    }
}

extension PhoneNumber {
    /// A number written in a test.
    package static func test(_ digits: String) -> PhoneNumber {
        guard let phone = PhoneNumber(digits) else { preconditionFailure("no phone number") }
        return phone
    }
}
