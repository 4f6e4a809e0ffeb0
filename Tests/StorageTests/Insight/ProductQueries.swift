import Domain

@testable import Storage

/// Every query of the product: each method of each DAO, called with ordinary values.
enum ProductQueries {
    /// The method as `Type.method(labels:)`, and a call of it.
    typealias Call = (name: String, body: @Sendable (TenantTransaction) throws -> Void)

    static var reads: [Call] {
        readsOfPeople + readsOfRegistry + readsOfAccess + readsOfChat + readsOfShop + readsOfFigures + lists
            + NoticeQueries.reads + TurnQueries.reads + StaffQueries.reads + SessionQueries.reads
    }
    static var writes: [Call] {
        writesOfPeople + writesOfRegistry + writesOfAccess + writesOfChat + writesOfShop + NoticeQueries.writes
            + TurnQueries.writes + StaffQueries.writes + SessionQueries.writes
    }

    private static let now = TwoCompanies.now
    private static let day = TwoCompanies.day
    private static let session = TwoCompanies.session
    private static let chat = sure(ChatID("5511940000007@c.us"))
    private static let clock = LocalDateTime(day: day, time: .midnight)

    private static var filters: [AppointmentsDAO.Filter] {
        let parts: [@Sendable (inout AppointmentsDAO.Filter) -> Void] = [
            { $0.statuses = [.pending, .confirmed] }, { $0.firstDay = day }, { $0.lastDay = day.adding(days: 6) },
            { $0.serviceID = Identifier(1) }, { $0.tutorID = Identifier(7) }, { $0.chatID = chat },
        ]
        // Every combination that a list can be asked for.
        var filters = (0..<(1 << parts.count)).map { mask in
            var filter = AppointmentsDAO.Filter()
            for (bit, part) in parts.enumerated() where mask >> bit & 1 == 1 { part(&filter) }
            return filter
        }
        var single = AppointmentsDAO.Filter()
        single.statuses = [.pending]
        filters.append(single)
        var staffed = AppointmentsDAO.Filter()
        staffed.professionalID = Identifier(1)
        filters.append(staffed)
        (staffed.firstDay, staffed.lastDay, staffed.statuses) = (day, day.adding(days: 6), [.pending, .confirmed])
        filters.append(staffed)
        filters += parts.map { part in
            var filter = AppointmentsDAO.Filter()
            part(&filter)
            filter.isBackwards = true
            return filter
        }
        return filters
    }

    private static let readsOfAccess: [Call] = [
        ("UsersDAO.all()", { _ = try UsersDAO($0).all() }),
        ("UsersDAO.activeOwners()", { _ = try UsersDAO($0).activeOwners() }),
        ("UsersDAO.passwordHash(of:)", { _ = try UsersDAO($0).passwordHash(of: Identifier(1)) }),
        (
            "RefreshTokensDAO.hasUsedSuccessor(of:)",
            { _ = try RefreshTokensDAO($0).hasUsedSuccessor(of: "h7") }
        ),
        ("InvitationsDAO.open(at:)", { _ = try InvitationsDAO($0).open(at: now) }),
        ("InvitationsDAO.find(tokenHash:at:)", { _ = try InvitationsDAO($0).find(tokenHash: "h", at: now) }),
        ("EventsDAO.newest()", { _ = try EventsDAO($0).newest() }),
        ("EventsDAO.oldest()", { _ = try EventsDAO($0).oldest() }),
        ("EventsDAO.after(_:limit:)", { _ = try EventsDAO($0).after(1) }),
    ]

    private static let writesOfAccess: [Call] = [
        ("UsersDAO.update(_:)", { try UsersDAO($0).update(TwoCompanies.user(3, of: $0.companyID)) }),
        (
            "UsersDAO.set(role:isActive:of:)",
            { try UsersDAO($0).set(role: .staff, isActive: true, of: Identifier(3)) }
        ),
        ("UsersDAO.endTokens(of:)", { try UsersDAO($0).endTokens(of: Identifier(3)) }),
        (
            "RefreshTokensDAO.deleteUnusedSuccessors(of:before:)",
            { try RefreshTokensDAO($0).deleteUnusedSuccessors(of: "h7", before: now) }
        ),
        (
            "RefreshTokensDAO.revokeAll(of:except:)",
            { try RefreshTokensDAO($0).revokeAll(of: Identifier(4), except: "f1") }
        ),
        ("RevokedTokensDAO.revoke(_:until:at:)", { try RevokedTokensDAO($0).revoke("x", until: now, at: now) }),
        (
            "InvitationsDAO.insert(_:tokenHash:)",
            {
                let invitation = Invitation(
                    id: Identifier(1), email: "n@x.example", name: "N", role: .staff, expiresAt: now, createdAt: now)
                try InvitationsDAO($0).insert(invitation, tokenHash: "h")
            }
        ),
        ("InvitationsDAO.delete(_:)", { _ = try InvitationsDAO($0).delete(Identifier(1)) }),
        (
            "IdempotencyDAO.begin(_:of:requestHash:at:)",
            { _ = try IdempotencyDAO($0).begin("k", of: Identifier(1), requestHash: "h", at: now) }
        ),
        (
            "IdempotencyDAO.answer(_:of:status:body:)",
            { try IdempotencyDAO($0).answer("k", of: Identifier(1), status: 201, body: "{}") }
        ),
        ("IdempotencyDAO.forget(_:of:)", { try IdempotencyDAO($0).forget("k", of: Identifier(1)) }),
        ("EventsDAO.append(_:_:at:)", { try EventsDAO($0).append("x", "{}", at: now) }),
    ]

    private static let readsOfPeople: [Call] = [
        ("TutorsDAO.find(_:)", { _ = try TutorsDAO($0).find(Identifier(7)) }),
        ("TutorsDAO.find(chat:)", { _ = try TutorsDAO($0).find(chat: chat) }),
        ("TutorsDAO.find(phone:)", { _ = try TutorsDAO($0).find(phone: sure(PhoneNumber("5511940000007"))) }),
        ("TutorsDAO.find(byNameAlone:)", { _ = try TutorsDAO($0).find(byNameAlone: "Tutor 7") }),
        ("PetsDAO.find(_:)", { _ = try PetsDAO($0).find(Identifier(7)) }),
        ("PetsDAO.list(of:)", { _ = try PetsDAO($0).list(of: Identifier(7)) }),
        ("UsersDAO.find(_:)", { _ = try UsersDAO($0).find(Identifier(1)) }),
        ("UsersDAO.tokenVersion(of:token:family:)", { _ = try UsersDAO($0).tokenVersion(of: Identifier(1)) }),
        ("UsersDAO.owner()", { _ = try UsersDAO($0).owner() }),
        ("RefreshTokensDAO.find(hash:)", { _ = try RefreshTokensDAO($0).find(hash: "h7") }),
    ]

    private static var tutorFilters: [TutorDetailsDAO.Filter] {
        let parts: [@Sendable (inout TutorDetailsDAO.Filter) -> Void] = [
            { $0.words = ["tutor", "7"] }, { $0.isVIP = true }, { $0.isInactive = true }, { $0.birthMonth = 3 },
            { $0.quietSince = .init(day: day, moment: now) }, { $0.newestFirst = true },
        ]
        let single = parts.map { part in
            var filter = TutorDetailsDAO.Filter()
            part(&filter)
            return filter
        }
        var both = TutorDetailsDAO.Filter()
        both.isVIP = false
        both.isInactive = false
        return [TutorDetailsDAO.Filter(), both] + single
    }

    private static let petFilters: [PetDetailsDAO.Filter] = [
        .all, .of(Identifier(7)), .birthMonth(3), .dose(by: day),
        .bath(today: day, last: day, services: [Identifier(1), Identifier(2)]),
    ]

    private static var readsOfRegistry: [Call] {
        let services = ServicesDAO.Filter()
        var narrow = services
        (narrow.isActive, narrow.category, narrow.isPopular) = (true, "banho", false)
        let narrowed = narrow
        return tutorFilters.flatMap { filter -> [Call] in
            [
                (
                    "TutorDetailsDAO.list(_:limit:offset:)",
                    { _ = try TutorDetailsDAO($0).list(filter, limit: 20, offset: 20) }
                ),
                ("TutorDetailsDAO.count(_:)", { _ = try TutorDetailsDAO($0).count(filter) }),
            ]
        }
            + petFilters.flatMap { filter -> [Call] in
                [
                    (
                        "PetDetailsDAO.list(_:limit:offset:)",
                        { _ = try PetDetailsDAO($0).list(filter, limit: 20, offset: 20) }
                    ),
                    ("PetDetailsDAO.count(_:)", { _ = try PetDetailsDAO($0).count(filter) }),
                ]
            }
            + [services, narrowed].flatMap { filter -> [Call] in
                [
                    (
                        "ServicesDAO.page(_:limit:offset:)",
                        { _ = try ServicesDAO($0).page(filter, limit: 20, offset: 0) }
                    ),
                    ("ServicesDAO.count(_:)", { _ = try ServicesDAO($0).count(filter) }),
                ]
            } + singleReadsOfRegistry
    }

    private static let page: [Tutor.ID] = (1...100).map { Identifier($0 * 3) }
    private static let pets: [Pet.ID] = (1...100).map { Identifier($0 * 3) }

    private static let singleReadsOfRegistry: [Call] = [
        ("TutorDetailsDAO.find(_:)", { _ = try TutorDetailsDAO($0).find(Identifier(7)) }),
        ("TutorDetailsDAO.find(_:)", { _ = try TutorDetailsDAO($0).find(page) }),
        ("TutorFiguresDAO.figures(of:)", { _ = try TutorFiguresDAO($0).figures(of: page) }),
        ("TutorFiguresDAO.top(_:)", { _ = try TutorFiguresDAO($0).top(10) }),
        ("PetDetailsDAO.find(_:)", { _ = try PetDetailsDAO($0).find(Identifier(7)) }),
        ("PetDetailsDAO.photos(of:)", { _ = try PetDetailsDAO($0).photos(of: pets) }),
        (
            "PetDetailsDAO.lastVisits(of:with:)",
            { _ = try PetDetailsDAO($0).lastVisits(of: pets, with: [Identifier(1), Identifier(2)]) }
        ),
        ("PetDetailsDAO.totals()", { _ = try PetDetailsDAO($0).totals() }),
        ("ErasureDAO.messages(of:)", { _ = try ErasureDAO($0).messages(of: Identifier(7)) }),
        ("ServicesDAO.details(_:)", { _ = try ServicesDAO($0).details(Identifier(1)) }),
        ("ServicesDAO.baths()", { _ = try ServicesDAO($0).baths() }),
        ("CompaniesDAO.details(hours:)", { _ = try CompaniesDAO($0).details(hours: BusinessHours([:])) }),
    ]

    private static let writesOfRegistry: [Call] = [
        (
            "TutorDetailsDAO.update(_:of:at:)",
            { _ = try TutorDetailsDAO($0).update(TutorProfile(), of: Identifier(7), at: now) }
        ),
        (
            "PetDetailsDAO.update(_:of:at:)",
            { _ = try PetDetailsDAO($0).update(PetRecord(), of: Identifier(7), at: now) }
        ),
        ("PetDetailsDAO.setPhoto(_:of:)", { try PetDetailsDAO($0).setPhoto("data:", of: Identifier(7)) }),
        ("PetDetailsDAO.delete(_:)", { _ = try PetDetailsDAO($0).delete(Identifier(7)) }),
        ("ServicesDAO.setPlace(_:of:)", { try ServicesDAO($0).setPlace(3, of: Identifier(1)) }),
        ("ServicesDAO.delete(_:)", { _ = try ServicesDAO($0).delete(Identifier(1)) }),
        (
            "CompaniesDAO.update(_:at:)",
            { tx in
                let details = try CompaniesDAO(tx).details(hours: BusinessHours([:]))
                try CompaniesDAO(tx).update(sure(details), at: now)
            }
        ),
        ("CompaniesDAO.setKey(hash:hint:at:)", { try CompaniesDAO($0).setKey(hash: "h", hint: "t", at: now) }),
        (
            "ErasureDAO.deleteChats(of:lanes:)",
            { _ = try ErasureDAO($0).deleteChats(of: Identifier(9)) { ["chat-\($0)"] } }
        ),
        ("ErasureDAO.cleanVisits(of:at:)", { _ = try ErasureDAO($0).cleanVisits(of: Identifier(9), at: now) }),
        (
            "ErasureDAO.erasePets(of:keepingRows:at:)",
            { try ErasureDAO($0).erasePets(of: Identifier(9), keepingRows: false, at: now) }
        ),
        (
            "ErasureDAO.eraseTutor(_:keepingRow:at:)",
            { _ = try ErasureDAO($0).eraseTutor(Identifier(9), keepingRow: true, at: now) }
        ),
        (
            "ErasureDAO.eraseTutor(_:keepingRow:at:)",
            { _ = try ErasureDAO($0).eraseTutor(Identifier(90_009), keepingRow: false, at: now) }
        ),
    ]

    private static let readsOfChat: [Call] = [
        ("ConversationsDAO.find(_:)", { _ = try ConversationsDAO($0).find(Identifier(7)) }),
        ("ConversationsDAO.find(chat:of:)", { _ = try ConversationsDAO($0).find(chat: chat, of: session) }),
        (
            "ConversationsDAO.dialogue(of:as:)",
            { _ = try ConversationsDAO($0).dialogue(of: Identifier(7), as: String.self) }
        ),
        (
            "ConversationsDAO.counters(since:now:)", { _ = try ConversationsDAO($0).counters(since: now, now: now) }
        ),
        ("MessagesDAO.find(_:)", { _ = try MessagesDAO($0).find(Identifier(70)) }),
        ("MessagesDAO.exists(bareID:of:)", { _ = try MessagesDAO($0).exists(bareID: "W70", of: session) }),
        ("MessagesDAO.waiting(in:)", { _ = try MessagesDAO($0).waiting(in: Identifier(7)) }),
        ("MessagesDAO.recent(in:limit:)", { _ = try MessagesDAO($0).recent(in: Identifier(7), limit: 50) }),
        (
            "MessagesDAO.after(_:in:limit:)",
            { _ = try MessagesDAO($0).after(Identifier(70), in: Identifier(7), limit: 50) }
        ),
        ("MessagesDAO.counters(since:)", { _ = try MessagesDAO($0).counters(since: now) }),
        ("OutboxDAO.find(_:)", { _ = try OutboxDAO($0).find(Identifier(7)) }),
        ("OutboxDAO.unsent(in:)", { _ = try OutboxDAO($0).unsent(in: Identifier(7)) }),
        ("WhatsAppSessionsDAO.list()", { _ = try WhatsAppSessionsDAO($0).list() }),
        ("WhatsAppSessionsDAO.find(_:)", { _ = try WhatsAppSessionsDAO($0).find(session) }),
        ("WhatsAppSessionsDAO.simulator()", { _ = try WhatsAppSessionsDAO($0).simulator() }),
        ("WhatsAppSessionsDAO.sealedKey(of:)", { _ = try WhatsAppSessionsDAO($0).sealedKey(of: session) }),
        ("JobQueue.count(lane:)", { _ = try JobQueue($0).count(lane: "chat-7") }),
    ]

    private static let readsOfShop: [Call] =
        [
            ("CompaniesDAO.current()", { _ = try CompaniesDAO($0).current() }),
            ("BusinessHoursDAO.week()", { _ = try BusinessHoursDAO($0).week() }),
            ("BlockedDatesDAO.list(from:)", { _ = try BlockedDatesDAO($0).list(from: day) }),
            ("ServicesDAO.list(activeOnly:)", { _ = try ServicesDAO($0).list(activeOnly: true) }),
            ("ServicesDAO.list(activeOnly:)", { _ = try ServicesDAO($0).list(activeOnly: false) }),
            ("ServicesDAO.find(_:)", { _ = try ServicesDAO($0).find(Identifier(1)) }),
            ("ServicesDAO.nextPlace()", { _ = try ServicesDAO($0).nextPlace() }),
            ("AppointmentsDAO.find(_:)", { _ = try AppointmentsDAO($0).find(Identifier(7)) }),
            (
                "AppointmentsDAO.find(idempotencyKey:)", { _ = try AppointmentsDAO($0).find(idempotencyKey: "k7") }
            ),
            ("AppointmentsDAO.details(_:)", { _ = try AppointmentsDAO($0).details(Identifier(7)) }),
            (
                "AppointmentsDAO.taken(from:to:except:)",
                { _ = try AppointmentsDAO($0).taken(from: day, to: day.adding(days: 7), except: Identifier(7)) }
            ),
            (
                "AppointmentsDAO.upcoming(of:after:)",
                { _ = try AppointmentsDAO($0).upcoming(of: Identifier(7), after: clock) }
            ),
            ("KnowledgeDAO.find(_:)", { _ = try KnowledgeDAO($0).find(Identifier(10)) }),
            ("KnowledgeDAO.list(before:limit:)", { _ = try KnowledgeDAO($0).list(limit: 20) }),
            ("KnowledgeDAO.search(_:limit:)", { _ = try KnowledgeDAO($0).search("palavraa palavrab x", limit: 5) }),
            ("JobQueue.dead(limit:)", { _ = try JobQueue($0).dead() }),
            (
                "AppointmentsDAO.served(from:to:)",
                { _ = try AppointmentsDAO($0).served(from: day, to: day.adding(days: 7)) }
            ),
            (
                "AppointmentHistoryDAO.list(of:)", { _ = try AppointmentHistoryDAO($0).list(of: Identifier(7)) }
            ),
        ]

    private static let readsOfFigures: [Call] = [
        ("CompaniesDAO.zone()", { _ = try CompaniesDAO($0).zone() }),
        ("FiguresDAO.totals()", { _ = try FiguresDAO($0).totals() }),
        ("FiguresDAO.days(from:to:)", { _ = try FiguresDAO($0).days(from: day, to: day.adding(days: 60)) }),
        ("FiguresDAO.services()", { _ = try FiguresDAO($0).services() }),
        ("FiguresDAO.topCustomers(limit:)", { _ = try FiguresDAO($0).topCustomers(limit: 10) }),
        ("ReportsDAO.visits(from:to:)", { _ = try ReportsDAO($0).visits(from: day, to: day.adding(days: 30)) }),
        ("ReportsDAO.sales(from:to:)", { _ = try ReportsDAO($0).sales(from: day, to: day.adding(days: 30)) }),
        ("ReportsDAO.newestSales(limit:)", { _ = try ReportsDAO($0).newestSales(limit: 20) }),
        (
            "ReportsDAO.bookings(from:until:)",
            { _ = try ReportsDAO($0).bookings(from: now, until: now.adding(seconds: 60)) }
        ),
        ("ReportsDAO.newestBookings(limit:)", { _ = try ReportsDAO($0).newestBookings(limit: 20) }),
        ("ReportsDAO.newestCustomers(limit:)", { _ = try ReportsDAO($0).newestCustomers(limit: 20) }),
        ("ReportsDAO.customers(newSince:)", { _ = try ReportsDAO($0).customers(newSince: now) }),
        ("TalksDAO.answers(from:until:)", { _ = try TalksDAO($0).answers(from: now, until: now.adding(seconds: 60)) }),
        ("TalksDAO.turns(from:until:)", { _ = try TalksDAO($0).turns(from: now, until: now.adding(seconds: 60)) }),
        ("TalksDAO.newestTurns(limit:)", { _ = try TalksDAO($0).newestTurns(limit: 20) }),
        ("TalksDAO.chats(since:)", { _ = try TalksDAO($0).chats(since: now) }),
    ]

    private static var lists: [Call] {
        filters.flatMap { filter -> [Call] in
            let list: Call = (
                "AppointmentsDAO.list(_:limit:offset:)",
                { _ = try AppointmentsDAO($0).list(filter, limit: 20, offset: 20) }
            )
            let count: Call = ("AppointmentsDAO.count(_:)", { _ = try AppointmentsDAO($0).count(filter) })
            return [list, count]
        }
    }

    private static let writesOfPeople: [Call] = [
        ("TutorsDAO.insert(_:)", { try TutorsDAO($0).insert(TwoCompanies.tutor(90_001)) }),
        ("TutorsDAO.update(_:at:)", { _ = try TutorsDAO($0).update(TwoCompanies.tutor(7), at: now) }),
        (
            "PetsDAO.insert(_:at:)",
            { try PetsDAO($0).insert(Pet(id: Identifier(90_001), tutorID: Identifier(7), name: "Mia"), at: now) }
        ),
        ("PetsDAO.update(_:at:)", { _ = try PetsDAO($0).update(TwoCompanies.pet(7), at: now) }),
        (
            "UsersDAO.insert(_:passwordHash:)",
            { try UsersDAO($0).insert(TwoCompanies.user(90_001, of: $0.companyID), passwordHash: "-") }
        ),
        ("UsersDAO.setPasswordHash(_:of:)", { try UsersDAO($0).setPasswordHash("-", of: Identifier(2)) }),
        (
            "RefreshTokensDAO.insert(hash:of:family:parent:expiresAt:at:)",
            {
                try RefreshTokensDAO($0).insert(
                    hash: "new", of: Identifier(1), family: "new", expiresAt: now, at: now)
            }
        ),
        ("RefreshTokensDAO.markUsed(hash:at:)", { try RefreshTokensDAO($0).markUsed(hash: "h7", at: now) }),
        ("RefreshTokensDAO.revoke(family:)", { try RefreshTokensDAO($0).revoke(family: "f7") }),
        (
            "RefreshTokensDAO.purge(expiredBefore:of:)",
            { try RefreshTokensDAO($0).purge(expiredBefore: now, of: Identifier(1)) }
        ),
    ]

    private static let writesOfChat: [Call] = [
        (
            "ConversationsDAO.insert(_:)",
            {
                try ConversationsDAO($0).insert(
                    TwoCompanies.conversation(1, chat: sure(ChatID("x@lid"))).with(id: 90_001))
            }
        ),
        (
            "ConversationsDAO.noteIncoming(_:in:at:)",
            { try ConversationsDAO($0).noteIncoming("oi", in: Identifier(7), at: now) }
        ),
        (
            "ConversationsDAO.noteReply(_:in:at:)",
            { try ConversationsDAO($0).noteReply("oi", in: Identifier(7), at: now) }
        ),
        ("ConversationsDAO.setTutor(_:of:)", { try ConversationsDAO($0).setTutor(Identifier(7), of: Identifier(7)) }),
        ("ConversationsDAO.pause(_:until:reason:)", { try ConversationsDAO($0).pause(Identifier(7), until: now) }),
        ("ConversationsDAO.setDialogue(_:of:)", { try ConversationsDAO($0).setDialogue("a", of: Identifier(7)) }),
        (
            "MessagesDAO.insert(_:session:bareID:isAnswered:at:)",
            {
                try MessagesDAO($0).insert(
                    TwoCompanies.message(900_001, chat: 7), session: session, bareID: "new", isAnswered: false, at: now)
            }
        ),
        (
            "MessagesDAO.markAnswered(_:)",
            { try MessagesDAO($0).markAnswered((1...20).map { Identifier(Int64($0 * 10)) }) }
        ),
        ("MessagesDAO.setBareID(_:of:)", { try MessagesDAO($0).setBareID("other", of: Identifier(70)) }),
        (
            "OutboxDAO.insert(_:message:partOf:undo:startedByUs:at:)",
            { try OutboxDAO($0).insert(Identifier(90_001), message: TwoCompanies.message(70, chat: 7), at: now) }
        ),
        (
            "OutboxDAO.noteAttempt(_:sendID:at:)",
            { _ = try OutboxDAO($0).noteAttempt(Identifier(7), sendID: "s", at: now) }
        ),
        ("OutboxDAO.noteSent(_:at:)", { try OutboxDAO($0).noteSent(Identifier(7), at: now) }),
        ("OutboxDAO.notePending(_:error:)", { try OutboxDAO($0).notePending(Identifier(7), error: "e") }),
        ("OutboxDAO.park(_:error:)", { try OutboxDAO($0).park(Identifier(7), error: "e") }),
        (
            "WhatsAppSessionsDAO.insert(_:sealedKey:)",
            {
                try WhatsAppSessionsDAO($0).insert(
                    WhatsAppSession(
                        id: Identifier(2), companyID: $0.companyID, name: sure(SessionName("other")),
                        transport: .simulator, status: .connected, createdAt: now, updatedAt: now),
                    sealedKey: nil)
            }
        ),
        (
            "WhatsAppSessionsDAO.setStatus(_:phone:of:at:)",
            { try WhatsAppSessionsDAO($0).setStatus(.connected, phone: nil, of: session, at: now) }
        ),
        (
            "JobQueue.enqueue(_:kind:lane:payload:runAt:at:priority:)",
            {
                try JobQueue($0).enqueue(
                    Identifier(90_001), kind: "answer", lane: "new", payload: 1, runAt: now, at: now)
            }
        ),
        ("JobQueue.drop(kind:lane:)", { try JobQueue($0).drop(kind: "answer", lane: "chat-7") }),
        (
            "JobQueue.goOn(_:payload:at:)",
            { try JobQueue($0).goOn(Identifier(3), payload: 1, at: now) }
        ),
        (
            "JobQueue.postpone(kind:lane:to:longest:)",
            { _ = try JobQueue($0).postpone(kind: "answer", lane: "chat-7", to: now) }
        ),
        ("JobQueue.retry(_:at:error:)", { try JobQueue($0).retry(Identifier(7), at: now, error: "e") }),
        ("JobQueue.bury(_:error:)", { try JobQueue($0).bury(Identifier(8), error: "e") }),
        ("JobQueue.extendLease(_:until:)", { try JobQueue($0).extendLease(Identifier(7), until: now) }),
        ("JobQueue.complete(_:)", { try JobQueue($0).complete(Identifier(7)) }),
    ]

    private static let writesOfShop: [Call] = [
        (
            "CompaniesDAO.update(name:settings:)",
            { try CompaniesDAO($0).update(name: "Outro", settings: CompanySettings()) }
        ),
        (
            "BusinessHoursDAO.replace(with:)",
            { tx in
                let windows = [(8, 12), (13, 18)].compactMap { opens, closes in
                    LocalTime(hour: opens).flatMap { first in
                        LocalTime(hour: closes).flatMap { BusinessHours.Window(opens: first, closes: $0) }
                    }
                }
                let week = Dictionary(uniqueKeysWithValues: Weekday.allCases.map { ($0, windows) })
                try BusinessHoursDAO(tx).replace(with: BusinessHours(week))
            }
        ),
        ("KnowledgeDAO.insert(_:)", { try KnowledgeDAO($0).insert(TwoCompanies.document(90_001)) }),
        ("KnowledgeDAO.update(_:)", { _ = try KnowledgeDAO($0).update(TwoCompanies.document(10)) }),
        ("KnowledgeDAO.delete(_:)", { _ = try KnowledgeDAO($0).delete(Identifier(20)) }),
        ("JobQueue.replay(_:at:)", { _ = try JobQueue($0).replay(Identifier(8), at: now) }),
        (
            "BlockedDatesDAO.insert(_:)",
            {
                try BlockedDatesDAO($0).insert(
                    BlockedDate(id: Identifier(90_001), firstDay: day, lastDay: day, window: nil, reason: ""))
            }
        ),
        (
            "ServicesDAO.insert(_:place:at:)",
            { try ServicesDAO($0).insert(TwoCompanies.service(90_001), place: 9, at: now) }
        ),
        ("ServicesDAO.update(_:at:)", { _ = try ServicesDAO($0).update(TwoCompanies.service(1), at: now) }),
        (
            "AppointmentsDAO.insert(_:idempotencyKey:)",
            { try AppointmentsDAO($0).insert(TwoCompanies.visit(900_001, pet: 7), idempotencyKey: "new") }
        ),
        (
            "AppointmentsDAO.setStatus(_:of:reason:at:)",
            { _ = try AppointmentsDAO($0).setStatus(.done, of: Identifier(7), at: now) }
        ),
        ("AppointmentsDAO.update(_:)", { _ = try AppointmentsDAO($0).update(TwoCompanies.visit(7, pet: 7)) }),
        ("AppointmentsDAO.delete(_:)", { _ = try AppointmentsDAO($0).delete(Identifier(900_002)) }),
        ("AppointmentHistoryDAO.delete(of:)", { try AppointmentHistoryDAO($0).delete(of: Identifier(8)) }),
        (
            "AppointmentHistoryDAO.insert(_:)",
            { try AppointmentHistoryDAO($0).insert(TwoCompanies.change(900_001, visit: 7)) }
        ),
    ]
}

extension Conversation {
    fileprivate func with(id number: Int64) -> Conversation {
        Conversation(
            id: Identifier(number), sessionID: sessionID, chatID: chatID, tutorID: tutorID, status: status,
            unreadCount: unreadCount, lastMessage: lastMessage, lastMessageAt: lastMessageAt, createdAt: createdAt)
    }
}
