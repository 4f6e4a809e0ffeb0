import Domain
import Foundation
import Logging
import Support
import Synchronization

@testable import Storage

/// A database of two companies, filled by the DAOs themselves, and the ids of its rows.
struct TwoCompanies: Sendable {
    static let now = Moment(milliseconds: 1_780_000_000_000)
    static let ours = TenantScope(companyID: Identifier(1), actor: .worker)
    static let theirs = TenantScope(companyID: Identifier(2), actor: .worker)

    let database: Database
    let log: LogLines
    private let folder: TemporaryFolder

    /// - Parameter rows: Tutors of each company; the other tables have one to three times as many.
    init(_ settings: Insight.Settings = .init(), rows: Int, clock: some Clock<Duration> = ContinuousClock())
        async throws
    {
        folder = try TemporaryFolder()
        let lines = LogLines()
        log = lines
        let insight = Insight(settings, logger: Logger(label: "test") { _ in lines }, clock: clock)
        let driver = try SQLiteDriver(path: folder.path("auzap.db"), readers: 2, insight: insight)
        database = Database(driver: driver, ids: IDMaker())
        for scope in [Self.ours, Self.theirs] {
            try await database.write(scope) { tx in try Self.fill(tx, rows: rows) }
        }
    }

    func end() async { await database.close() }

    static func tutor(_ number: Int) -> Tutor {
        Tutor(
            id: Identifier(Int64(number)), name: "Tutor \(number)", phone: PhoneNumber("55119\(40_000_000 + number)"),
            whatsappID: ChatID("55119\(40_000_000 + number)@c.us"), isVIP: false, createdAt: now)
    }

    static func pet(_ number: Int) -> Pet {
        Pet(id: Identifier(Int64(number)), tutorID: Identifier(Int64(number)), name: "Rex", species: .dog, size: .small)
    }

    static func service(_ number: Int) -> PetService {
        PetService(
            id: Identifier(Int64(number)), name: "Serviço \(number)", minutes: 60, basePrice: Money(centavos: 5000))
    }

    static func visit(_ number: Int, pet: Int) -> Appointment {
        Appointment(
            id: Identifier(Int64(number)), tutorID: Identifier(Int64(pet)), petID: Identifier(Int64(pet)),
            serviceID: Identifier(Int64(number % 5 + 1)),
            slot: Slot(day: day.adding(days: number % 300), start: .midnight, minutes: 60),
            status: Appointment.Status.allCases[number % 6], price: Money(centavos: 5000), createdAt: now,
            updatedAt: now)
    }

    static func change(_ number: Int, visit: Int) -> VisitChange {
        VisitChange(
            id: Identifier(Int64(number)), visitID: Identifier(Int64(visit)), at: now, author: .person(Identifier(1)),
            before: .pending, after: .confirmed)
    }

    static let day = LocalDay(number: 20_500)
    static let session = WhatsAppSession.ID(1)

    static func message(_ number: Int, chat: Int) -> Message {
        Message(
            id: Identifier(Int64(number)), conversationID: Identifier(Int64(chat)), author: .customer, kind: .text,
            body: "oi", sentAt: now.adding(seconds: number))
    }

    static func conversation(_ number: Int, chat: ChatID) -> Conversation {
        Conversation(
            id: Identifier(Int64(number)), sessionID: session, chatID: chat, tutorID: Identifier(Int64(number)),
            status: .new, unreadCount: 1, lastMessage: "oi", lastMessageAt: now.adding(seconds: number), createdAt: now)
    }

    static func media(_ message: Int, chat: Int) -> MediaDAO.Entry {
        MediaDAO.Entry(
            messageID: Identifier(Int64(message)), conversationID: Identifier(Int64(chat)), sessionID: session,
            state: .kept, bareID: "W\(message)", mimetype: "image/jpeg", filename: nil, path: nil, createdAt: now)
    }

    static func document(_ number: Int) -> KnowledgeDocument {
        KnowledgeDocument(
            id: Identifier(Int64(number)), title: "Página \(number)",
            body: (0..<60).map { "palavra\(Character(Unicode.Scalar(UInt8(97 + ($0 + number) % 26)))) " }.joined(),
            createdAt: now, updatedAt: now)
    }

    static func notice(_ number: Int) -> Notice {
        Notice(
            id: Identifier(Int64(number)), kind: "novo_agendamento", title: "Título", text: "Texto", level: .info,
            readAt: number % 3 == 0 ? now : nil, createdAt: now, updatedAt: now)
    }

    static func user(_ number: Int, of company: Company.ID) -> User {
        User(
            id: Identifier(Int64(number)), companyID: company, email: "u\(number)@c\(company).example",
            name: "Ana", role: number == 1 ? .owner : .staff, isActive: true, createdAt: now)
    }

    private static func fill(_ tx: TenantTransaction, rows: Int) throws {
        let company = tx.companyID
        try CompaniesDAO(tx).insert(
            Company(
                id: company, name: "Pet \(company)", slug: "pet-\(company)", isActive: true,
                settings: CompanySettings(), createdAt: now))
        for number in 1...5 {
            try UsersDAO(tx).insert(user(number, of: company), passwordHash: "-")
            try ServicesDAO(tx).insert(service(number), place: number, at: now)
        }
        try WhatsAppSessionsDAO(tx).insert(
            WhatsAppSession(
                id: session, companyID: company, name: sure(SessionName("session\(company)")), transport: .waha,
                status: .connected, createdAt: now, updatedAt: now),
            sealedKey: "-")
        try OnboardingDAO(tx).insert(OnboardingProgress(createdAt: now, updatedAt: now))
        for number in 1...rows {
            let id = Int64(number)
            let tutor = tutor(number)
            try TutorsDAO(tx).insert(tutor)
            try PetsDAO(tx).insert(pet(number), at: now)
            try AppointmentsDAO(tx).insert(visit(number, pet: number), idempotencyKey: "k\(number)")
            try AppointmentsDAO(tx).insert(visit(number + 100_000, pet: number), idempotencyKey: nil)
            if number % 10 == 7 { try AppointmentHistoryDAO(tx).insert(change(number, visit: number)) }
            try ConversationsDAO(tx).insert(conversation(number, chat: sure(tutor.whatsappID)))
            for more in 0..<3 {
                let message = message(number * 10 + more, chat: number)
                try MessagesDAO(tx).insert(
                    message, session: session, bareID: "W\(number * 10 + more)", isAnswered: more > 0, at: now)
            }
            try OutboxDAO(tx).insert(Identifier(id), message: message(number * 10, chat: number), at: now)
            try MediaDAO(tx).insert(media(number * 10, chat: number))
            try JobQueue(tx).enqueue(
                Identifier(id), kind: "answer", lane: "chat-\(number % 50)", payload: id, runAt: now, at: now)
            try RefreshTokensDAO(tx).insert(
                hash: "h\(number)", of: Identifier(id % 5 + 1), family: "f\(number % 20)", expiresAt: now, at: now)
            try NoticesDAO(tx).insert(notice(number))
            if number % 10 == 0 {
                try KnowledgeDAO(tx).insert(document(number))
                try BlockedDatesDAO(tx).insert(
                    BlockedDate(
                        id: Identifier(id), firstDay: day, lastDay: day.adding(days: number), window: nil,
                        reason: ""))
            }
        }
    }
}

/// Collects the lines that a logger is given.
final class LogLines: LogHandler {
    private let lines = Mutex<[String]>([])
    var all: [String] { lines.withLock { $0 } }

    var logLevel: Logger.Level {
        get { .trace }
        set {}
    }
    var metadata: Logger.Metadata {
        get { [:] }
        set {}
    }
    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { nil }
        set {}
    }

    func log(event: LogEvent) {
        let pairs = (event.metadata ?? [:]).map { "\($0)=\($1)" }.sorted().joined(separator: " ")
        lines.withLock { $0.append("\(event.message) \(pairs)") }
    }
}

/// A value that the test itself wrote correctly.
func sure<T>(_ value: T?, _ line: Int = #line) -> T {
    guard let value else { preconditionFailure("line \(line)") }
    return value
}
