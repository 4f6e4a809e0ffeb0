import Domain
import Support

@testable import Storage

/// One method of a DAO, used with the ids of a certain shop, by that shop or by a stranger.
struct DAOAct: Sendable, CustomStringConvertible {
    let description: String
    /// - Returns: How many of the shop's things were found or changed; 0 for a method that says nothing.
    let run: @Sendable (TenantTransaction, Shop) throws -> Int

    init(_ name: String, _ run: @escaping @Sendable (TenantTransaction, Shop) throws -> Int) {
        description = name
        self.run = run
    }
}

/// Methods that only read.
extension DAOAct {
    static let reads: [DAOAct] = [
        DAOAct("appointments.find") { tx, shop in found(try AppointmentsDAO(tx).find(shop.visit.id)) },
        DAOAct("appointments.details") { tx, shop in found(try AppointmentsDAO(tx).details(shop.visit.id)) },
        DAOAct("appointments.list by tutor") { tx, shop in try AppointmentsDAO(tx).list(filter(shop)).count },
        DAOAct("appointments.list") { tx, shop in
            try AppointmentsDAO(tx).list(.init()).count { $0.appointment.id == shop.visit.id }
        },
        DAOAct("appointment_history.list") { tx, shop in
            try AppointmentHistoryDAO(tx).list(of: shop.visit.id).count
        },
        DAOAct("appointments.count") { tx, shop in try AppointmentsDAO(tx).count(filter(shop)) },
        DAOAct("appointments.upcoming") { tx, shop in
            let start = LocalDateTime(day: .monday, time: .midnight)
            return try AppointmentsDAO(tx).upcoming(of: shop.tutor.id, after: start).count
        },
        DAOAct("professionals.all") { tx, shop in
            try ProfessionalsDAO(tx).all().count { $0.id == shop.professional.id }
        },
        DAOAct("professionals.find") { tx, shop in found(try ProfessionalsDAO(tx).find(shop.professional.id)) },
        DAOAct("resources.all") { tx, shop in try ResourcesDAO(tx).all().count { $0.id == shop.resource.id } },
        DAOAct("resources.find") { tx, shop in found(try ResourcesDAO(tx).find(shop.resource.id)) },
        DAOAct("appointments.held") { tx, shop in
            try AppointmentsDAO(tx).held(from: .monday, to: .monday).count { $0.serviceID == shop.bath.id }
        },
        DAOAct("visit_series.find") { tx, shop in found(try SeriesDAO(tx).find(shop.series.id)) },
        DAOAct("visit_series.list") { tx, shop in
            try SeriesDAO(tx).list(.init(), limit: 9, offset: 0).count { $0.id == shop.series.id }
        },
        DAOAct("visit_series.count") { tx, shop in
            var filter = SeriesDAO.Filter()
            filter.petID = shop.pet.id
            return try SeriesDAO(tx).count(filter)
        },
        DAOAct("visit_series.open") { tx, shop in try SeriesDAO(tx).open(of: shop.series.id, from: .monday).count },
        DAOAct("waitlist.find") { tx, shop in found(try WaitlistDAO(tx).find(shop.waiter.id)) },
        DAOAct("waitlist.list") { tx, shop in
            try WaitlistDAO(tx).list(nil, limit: 9, offset: 0).count { $0.id == shop.waiter.id }
        },
        DAOAct("blocked_dates.list") { tx, shop in
            try BlockedDatesDAO(tx).list(from: .monday).count { $0.id == shop.block.id }
        },
        DAOAct("companies.current") { tx, shop in
            try CompaniesDAO(tx).current()?.id == shop.companyID ? 1 : 0
        },
        DAOAct("conversations.find") { tx, shop in found(try ConversationsDAO(tx).find(shop.conversation)) },
        DAOAct("conversations.find by chat") { tx, shop in
            found(try ConversationsDAO(tx).find(chat: ChatID(phone: Shop.phone), of: shop.session.id))
        },
        DAOAct("knowledge.find") { tx, shop in found(try KnowledgeDAO(tx).find(shop.document.id)) },
        DAOAct("knowledge.list") { tx, shop in
            try KnowledgeDAO(tx).list().count { $0.id == shop.document.id }
        },
        DAOAct("knowledge.search") { tx, shop in
            try KnowledgeDAO(tx).search("banho", limit: 9).count { $0.document.id == shop.document.id }
        },
        DAOAct("messages.find") { tx, shop in found(try MessagesDAO(tx).find(shop.message)) },
        DAOAct("messages.exists") { tx, shop in
            try MessagesDAO(tx).exists(bareID: "3A01", of: shop.session.id) ? 1 : 0
        },
        DAOAct("messages.waiting") { tx, shop in try MessagesDAO(tx).waiting(in: shop.conversation).count },
        DAOAct("messages.recent") { tx, shop in try MessagesDAO(tx).recent(in: shop.conversation, limit: 9).count },
        DAOAct("messages.after") { tx, shop in
            try MessagesDAO(tx).after(Identifier(1), in: shop.conversation, limit: 9).count
        },
        DAOAct("outbox.find") { tx, shop in found(try OutboxDAO(tx).find(shop.reply)) },
        DAOAct("outbox.unsent") { tx, shop in try OutboxDAO(tx).unsent(in: shop.conversation) },
        DAOAct("pets.find") { tx, shop in found(try PetsDAO(tx).find(shop.pet.id)) },
        DAOAct("pets.list") { tx, shop in try PetsDAO(tx).list(of: shop.tutor.id).count },
        DAOAct("refresh_tokens.find") { tx, shop in found(try RefreshTokensDAO(tx).find(hash: hash(shop))) },
        DAOAct("services.find") { tx, shop in found(try ServicesDAO(tx).find(shop.bath.id)) },
        DAOAct("services.list") { tx, shop in
            try ServicesDAO(tx).list(activeOnly: false).count { $0.id == shop.bath.id }
        },
        DAOAct("tutors.find") { tx, shop in found(try TutorsDAO(tx).find(shop.tutor.id)) },
        DAOAct("tutors.find by chat") { tx, shop in
            try TutorsDAO(tx).find(chat: ChatID(phone: Shop.phone))?.id == shop.tutor.id ? 1 : 0
        },
        DAOAct("tutors.find by phone") { tx, shop in
            try TutorsDAO(tx).find(phone: Shop.phone)?.id == shop.tutor.id ? 1 : 0
        },
        DAOAct("users.find") { tx, shop in found(try UsersDAO(tx).find(shop.signedIn.user.id)) },
        DAOAct("users.tokenVersion") { tx, shop in found(try UsersDAO(tx).tokenVersion(of: shop.signedIn.user.id)) },
        DAOAct("users.owner") { tx, shop in try UsersDAO(tx).owner()?.id == shop.signedIn.user.id ? 1 : 0 },
        DAOAct("whatsapp_sessions.find") { tx, shop in found(try WhatsAppSessionsDAO(tx).find(shop.session.id)) },
        DAOAct("whatsapp_sessions.list") { tx, shop in
            try WhatsAppSessionsDAO(tx).list().count { $0.id == shop.session.id }
        },
        DAOAct("daily_figures.days") { tx, shop in
            try tx.companyID == shop.companyID ? FiguresDAO(tx).days(from: .monday, to: .monday).count : 0
        },
        DAOAct("reports.newestBookings") { tx, shop in
            try ReportsDAO(tx).newestBookings(limit: 9).count { $0.appointment.id == shop.visit.id }
        },
        DAOAct("reports.newestCustomers") { tx, shop in
            try ReportsDAO(tx).newestCustomers(limit: 9).count { $0.id == shop.tutor.id }
        },
        DAOAct("reports.visits") { tx, shop in
            try ReportsDAO(tx).visits(from: .monday, to: .monday).count { $0.tutorID == shop.tutor.id }
        },
        DAOAct("messages.answers") { tx, shop in
            try TalksDAO(tx).answers(from: .monday, until: .monday.adding(seconds: 60))
                .count { $0.conversationID == shop.conversation }
        },
        DAOAct("tutor_details.find") { tx, shop in found(try TutorDetailsDAO(tx).find(shop.tutor.id)) },
        DAOAct("tutor_details.list") { tx, shop in
            try TutorDetailsDAO(tx).list(.init(), limit: 100, offset: 0).count { $0.tutor.id == shop.tutor.id }
        },
        DAOAct("tutor_figures.figures") { tx, shop in try TutorFiguresDAO(tx).figures(of: [shop.tutor.id]).count },
        DAOAct("erasure.messages") { tx, shop in try ErasureDAO(tx).messages(of: shop.tutor.id).count },
        DAOAct("pet_details.find") { tx, shop in found(try PetDetailsDAO(tx).find(shop.pet.id)) },
        DAOAct("pet_details.list") { tx, shop in
            try PetDetailsDAO(tx).list(.of(shop.tutor.id), limit: 100, offset: 0).count
        },
        DAOAct("pet_details.count") { tx, shop in try PetDetailsDAO(tx).count(.of(shop.tutor.id)) },
        DAOAct("services.details") { tx, shop in found(try ServicesDAO(tx).details(shop.bath.id)) },
        DAOAct("services.page") { tx, shop in
            try ServicesDAO(tx).page(.init(), limit: 100, offset: 0).count { $0.service.id == shop.bath.id }
        },
        DAOAct("services.baths") { tx, shop in try ServicesDAO(tx).baths().count { $0 == shop.bath.id } },
        DAOAct("companies.details") { tx, shop in
            try CompaniesDAO(tx).details(hours: BusinessHours([:]))?.company.id == shop.companyID ? 1 : 0
        },
        DAOAct("conversations.list.find") { tx, shop in found(try ConversationListDAO(tx).find(shop.conversation)) },
        DAOAct("conversations.list.find by chats") { tx, shop in
            try ConversationListDAO(tx).find(chats: [ChatID(phone: Shop.phone)]).count {
                $0.chat.id == shop.conversation
            }
        },
        DAOAct("conversations.list.newest") { tx, shop in
            found(try ConversationListDAO(tx).newest(of: shop.tutor.id))
        },
        DAOAct("conversations.list by tutor") { tx, shop in
            var filter = ConversationListDAO.Filter()
            filter.tutorID = shop.tutor.id
            return try ConversationListDAO(tx).list(filter, limit: 9, offset: 0).count
                + ConversationListDAO(tx).count(filter)
        },
        DAOAct("conversations.list") { tx, shop in
            try ConversationListDAO(tx).list(.init(), limit: 9, offset: 0).count { $0.chat.id == shop.conversation }
        },
        DAOAct("messages.page") { tx, shop in
            try MessagesDAO(tx).page(in: shop.conversation, newestFirst: true, limit: 9, offset: 0).count
        },
        DAOAct("notifications.find") { tx, shop in found(try NoticesDAO(tx).find(shop.notice, for: nil)) },
        DAOAct("notifications.list") { tx, shop in
            try NoticesDAO(tx).list(.init(), for: nil, limit: 9, offset: 0).count { $0.id == shop.notice }
        },
        DAOAct("jobs.count") { tx, shop in try JobQueue(tx).count(lane: "chat:\(shop.conversation)") },
    ]

    private static func found<T>(_ value: T?) -> Int { value == nil ? 0 : 1 }

    private static func filter(_ shop: Shop) -> AppointmentsDAO.Filter {
        var filter = AppointmentsDAO.Filter()
        filter.tutorID = shop.tutor.id
        return filter
    }

    /// Of the token that the shop's owner got when signing up.
    static func hash(_ shop: Shop) -> String { shop.refreshHash }
}

/// Methods that write. The owner's use of each changes something.
extension DAOAct {
    static let writes: [DAOAct] = [
        DAOAct("appointments.setStatus") { tx, shop in
            try AppointmentsDAO(tx).setStatus(.cancelled, of: shop.visit.id, reason: "x", at: later) ? 1 : 0
        },
        DAOAct("appointments.update") { tx, shop in
            var visit = shop.visit
            visit.slot = Slot(day: .monday, start: .at(16), minutes: 60)
            return try AppointmentsDAO(tx).update(visit) ? 1 : 0
        },
        DAOAct("appointments.delete") { tx, shop in
            if tx.companyID == shop.companyID { try AppointmentHistoryDAO(tx).delete(of: shop.visit.id) }
            return try AppointmentsDAO(tx).delete(shop.visit.id) ? 1 : 0
        },
        DAOAct("appointment_history.delete") { tx, shop in
            try quiet { try AppointmentHistoryDAO(tx).delete(of: shop.visit.id) }
        },
        DAOAct("appointment_history.insert") { tx, shop in
            let change = VisitChange(
                id: Identifier(77), visitID: shop.visit.id, at: later, author: .customer, before: .confirmed,
                after: .cancelled, reason: "x")
            return try quiet { try AppointmentHistoryDAO(tx).insert(change) }
        },
        DAOAct("appointments.insert") { tx, shop in
            let visit = shop.visit
            let copy = Appointment(
                id: Identifier(77), tutorID: visit.tutorID, petID: visit.petID, serviceID: visit.serviceID,
                slot: visit.slot, status: .confirmed, price: visit.price, createdAt: later, updatedAt: later)
            try AppointmentsDAO(tx).insert(copy, idempotencyKey: nil)
            return 0
        },
        DAOAct("companies.update") { tx, shop in
            // Always the transaction's own company; the shop's only when it is the one acting.
            guard tx.companyID == shop.companyID else { return 0 }
            try CompaniesDAO(tx).update(name: "Outro", settings: CompanySettings())
            return 0
        },
        DAOAct("conversations.insert") { tx, shop in
            let chat = Conversation(
                id: Identifier(77), sessionID: shop.session.id, chatID: ChatID(phone: Shop.otherPhone), tutorID: nil,
                status: .new, unreadCount: 0, lastMessage: "", lastMessageAt: later, createdAt: later)
            try ConversationsDAO(tx).insert(chat)
            return 0
        },
        DAOAct("conversations.noteIncoming") { tx, shop in
            try quiet { try ConversationsDAO(tx).noteIncoming("x", in: shop.conversation, at: later) }
        },
        DAOAct("conversations.noteReply") { tx, shop in
            try quiet { try ConversationsDAO(tx).noteReply("x", in: shop.conversation, at: later) }
        },
        DAOAct("conversations.setTutor") { tx, shop in
            try quiet {
                try tx.run("UPDATE conversations SET tutor_id = NULL WHERE id = \(shop.conversation)")
                try ConversationsDAO(tx).setTutor(shop.tutor.id, of: shop.conversation)
                try ConversationsDAO(tx).pause(shop.conversation, until: later)
            }
        },
        DAOAct("conversations.pause") { tx, shop in
            try quiet { try ConversationsDAO(tx).pause(shop.conversation, until: later) }
        },
        DAOAct("conversations.setDialogue") { tx, shop in
            try ConversationsDAO(tx).setDialogue(["passo": 1], of: shop.conversation)
            return try ConversationsDAO(tx).dialogue(of: shop.conversation, as: [String: Int].self)?.count ?? 0
        },
        DAOAct("knowledge.update") { tx, shop in
            var document = shop.document
            document.body = "Outro"
            return try KnowledgeDAO(tx).update(document) ? 1 : 0
        },
        DAOAct("knowledge.delete") { tx, shop in try KnowledgeDAO(tx).delete(shop.document.id) ? 1 : 0 },
        DAOAct("messages.insert") { tx, shop in
            let message = Message(
                id: Identifier(77), conversationID: shop.conversation, author: .customer, kind: .text, body: "x",
                sentAt: later)
            try MessagesDAO(tx).insert(message, session: shop.session.id, bareID: "3A99", isAnswered: true, at: later)
            return 0
        },
        DAOAct("messages.markAnswered") { tx, shop in
            try quiet { try MessagesDAO(tx).markAnswered([shop.message]) }
        },
        DAOAct("messages.setBareID") { tx, shop in
            try quiet { try MessagesDAO(tx).setBareID("3A98", of: shop.message) }
        },
        DAOAct("outbox.insert") { tx, shop in
            let message = Message(
                id: shop.message, conversationID: shop.conversation, author: .agent, kind: .text, body: "",
                sentAt: later)
            return try quiet { try OutboxDAO(tx).insert(Identifier(77), message: message, at: later) }
        },
        DAOAct("outbox.noteAttempt") { tx, shop in
            try OutboxDAO(tx).noteAttempt(shop.reply, sendID: "x", at: later) ? 1 : 0
        },
        DAOAct("outbox.noteSent") { tx, shop in try quiet { try OutboxDAO(tx).noteSent(shop.reply, at: later) } },
        DAOAct("outbox.notePending") { tx, shop in
            try quiet { try OutboxDAO(tx).notePending(shop.reply, error: "x") }
        },
        DAOAct("outbox.park") { tx, shop in try quiet { try OutboxDAO(tx).park(shop.reply, error: "x") } },
        DAOAct("pets.insert") { tx, shop in
            let pet = Pet(id: Identifier(77), tutorID: shop.tutor.id, name: "Nina")
            return try quiet { try PetsDAO(tx).insert(pet, at: later) }
        },
        DAOAct("pets.update") { tx, shop in
            var pet = shop.pet
            pet.name = "Nina"
            return try PetsDAO(tx).update(pet, at: later) ? 1 : 0
        },
        DAOAct("refresh_tokens.insert") { tx, shop in
            try quiet {
                try RefreshTokensDAO(tx).insert(
                    hash: "x", of: shop.signedIn.user.id, family: "x", expiresAt: later, at: later)
            }
        },
        DAOAct("refresh_tokens.markUsed") { tx, shop in
            try quiet { try RefreshTokensDAO(tx).markUsed(hash: hash(shop), at: later) }
        },
        DAOAct("refresh_tokens.revoke") { tx, shop in
            let family = try RefreshTokensDAO(tx).find(hash: hash(shop))?.family ?? "none"
            return try quiet { try RefreshTokensDAO(tx).revoke(family: family) }
        },
        DAOAct("refresh_tokens.purge") { tx, shop in
            let far = later.adding(seconds: 365 * 86_400)
            return try quiet { try RefreshTokensDAO(tx).purge(expiredBefore: far, of: shop.signedIn.user.id) }
        },
        DAOAct("services.update") { tx, shop in
            var service = shop.bath
            service.name = "Outro"
            return try ServicesDAO(tx).update(service, at: later) ? 1 : 0
        },
        DAOAct("tutors.update") { tx, shop in
            var tutor = shop.tutor
            tutor.name = "Outra"
            return try TutorsDAO(tx).update(tutor, at: later) ? 1 : 0
        },
        DAOAct("tutor_details.update") { tx, shop in
            var profile = TutorProfile()
            profile.tags = ["x"]
            return try TutorDetailsDAO(tx).update(profile, of: shop.tutor.id, at: later) ? 1 : 0
        },
        DAOAct("pet_details.update") { tx, shop in
            var record = PetRecord()
            record.isActive = false
            return try PetDetailsDAO(tx).update(record, of: shop.pet.id, at: later) ? 1 : 0
        },
        DAOAct("pet_details.setPhoto") { tx, shop in
            try quiet { try PetDetailsDAO(tx).setPhoto("data:x", of: shop.pet.id) }
        },
        DAOAct("pet_details.delete") { tx, shop in
            try tx.run(
                """
                DELETE FROM appointment_history
                WHERE appointment_id IN (SELECT id FROM appointments WHERE pet_id = \(shop.pet.id))
                """)
            try tx.run("DELETE FROM appointments WHERE pet_id = \(shop.pet.id)")
            if tx.companyID == shop.companyID { try ErasureDAO(tx).deletePlans(of: shop.tutor.id) }
            return try PetDetailsDAO(tx).delete(shop.pet.id) ? 1 : 0
        },
        DAOAct("services.setPlace") { tx, shop in try quiet { try ServicesDAO(tx).setPlace(99, of: shop.bath.id) } },
        DAOAct("services.delete") { tx, shop in
            try ServicesDAO(tx).delete(shop.services[1].id) ? 1 : 0
        },
        DAOAct("companies.update details") { tx, shop in
            // As above: always the transaction's own company.
            guard tx.companyID == shop.companyID, var details = try CompaniesDAO(tx).details(hours: BusinessHours([:]))
            else { return 0 }
            details.plan = "outro"
            try CompaniesDAO(tx).update(details, at: later)
            return 0
        },
        DAOAct("companies.setKey") { tx, shop in
            guard tx.companyID == shop.companyID else { return 0 }
            return try quiet { try CompaniesDAO(tx).setKey(hash: "h", hint: "t", at: later) }
        },
        DAOAct("erasure.deleteChats") { tx, shop in
            try ErasureDAO(tx).deleteChats(of: shop.tutor.id) { ["chat:\($0)"] }
        },
        DAOAct("erasure.cleanVisits") { tx, shop in try ErasureDAO(tx).cleanVisits(of: shop.tutor.id, at: later) },
        DAOAct("erasure.erasePets") { tx, shop in
            try quiet { try ErasureDAO(tx).erasePets(of: shop.tutor.id, keepingRows: false, at: later) }
        },
        DAOAct("erasure.eraseTutor") { tx, shop in
            try ErasureDAO(tx).eraseTutor(shop.tutor.id, keepingRow: true, at: later) ? 1 : 0
        },
        DAOAct("users.setPasswordHash") { tx, shop in
            try quiet { try UsersDAO(tx).setPasswordHash("x", of: shop.signedIn.user.id) }
        },
        DAOAct("whatsapp_sessions.setStatus") { tx, shop in
            try quiet {
                try WhatsAppSessionsDAO(tx).setStatus(.failed, phone: Shop.otherPhone, of: shop.session.id, at: later)
            }
        },
        DAOAct("conversations.setStatus") { tx, shop in
            try ConversationsDAO(tx).setStatus(.archived, of: shop.conversation) ? 1 : 0
        },
        DAOAct("conversations.markRead") { tx, shop in
            try ConversationsDAO(tx).markRead(shop.conversation) ? 1 : 0
        },
        DAOAct("conversations.noteDecision") { tx, shop in
            let record = DecisionRecord(intents: [.praise], action: "greet", reason: "x")
            return try quiet { try ConversationsDAO(tx).noteDecision(record, in: shop.conversation, bookedAt: later) }
        },
        DAOAct("whatsapp_sessions.noteConfigured") { tx, shop in
            try quiet { try WhatsAppSessionsDAO(tx).noteConfigured(shop.session.id, at: later) }
        },
        DAOAct("whatsapp_sessions.remove") { tx, shop in
            try WhatsAppSessionsDAO(tx).remove(shop.session.id, freesName: true, at: later) ? 1 : 0
        },
        DAOAct("notifications.setRead") { tx, shop in
            try NoticesDAO(tx).setRead(shop.notice, readAt: later, for: nil, at: later) ? 1 : 0
        },
        DAOAct("notifications.archive") { tx, shop in
            try NoticesDAO(tx).archive(shop.notice, for: nil, at: later) ? 1 : 0
        },
        DAOAct("notifications.delete") { tx, shop in try NoticesDAO(tx).delete(shop.notice, for: nil) ? 1 : 0 },
        DAOAct("notifications.markAllRead") { tx, shop in
            try quiet { _ = try NoticesDAO(tx).markAllRead(for: nil, at: later) }
        },
        DAOAct("notifications.deleteRead") { tx, shop in
            try quiet {
                _ = try NoticesDAO(tx).markAllRead(for: nil, at: later)
                _ = try NoticesDAO(tx).deleteRead(before: later, for: nil)
            }
        },
        DAOAct("onboarding.update") { tx, shop in
            try quiet { try OnboardingDAO(tx).update(OnboardingProgress(step: 5, createdAt: later, updatedAt: later)) }
        },
        DAOAct("onboarding.delete") { tx, shop in try quiet { _ = try OnboardingDAO(tx).delete() } },
        DAOAct("jobs.postpone") { tx, shop in
            try JobQueue(tx).postpone(kind: "send", lane: "chat:\(shop.conversation)", to: later) ? 1 : 0
        },
        DAOAct("visit_series.insert") { tx, shop in
            var copy = VisitSeries(
                id: Identifier(77), tutorID: shop.tutor.id, petID: shop.pet.id, serviceID: shop.bath.id, every: 7,
                time: .at(9), next: .monday)
            copy.notes = "x"
            return try quiet { try SeriesDAO(tx).insert(copy, at: later) }
        },
        DAOAct("visit_series.update") { tx, shop in
            var series = shop.series
            series.every = 21
            return try SeriesDAO(tx).update(series, at: later) ? 1 : 0
        },
        DAOAct("visit_series.tie") { tx, shop in
            try quiet { try SeriesDAO(tx).tie(shop.visit.id, to: Identifier(7)) }
        },
        DAOAct("erasure.deletePlans") { tx, shop in try quiet { try ErasureDAO(tx).deletePlans(of: shop.tutor.id) } },
        DAOAct("waitlist.insert") { tx, shop in
            let copy = Waiter(
                id: Identifier(77), tutorID: shop.tutor.id, petID: shop.pet.id, serviceID: shop.bath.id,
                firstDay: .monday, lastDay: .monday, createdAt: later)
            return try quiet { try WaitlistDAO(tx).insert(copy, at: later) }
        },
        DAOAct("waitlist.update") { tx, shop in
            var waiter = shop.waiter
            waiter.status = .offered
            waiter.hold = .init(
                slot: Slot(day: .monday, start: .at(9), minutes: 60), professionalID: nil, until: later)
            return try WaitlistDAO(tx).update(waiter, at: later) ? 1 : 0
        },
        DAOAct("waitlist.settle") { tx, shop in
            if tx.companyID == shop.companyID { try tx.run("UPDATE waitlist SET status = 'esperando'") }
            return try WaitlistDAO(tx).settle(shop.pet.id, shop.bath.id, on: .monday, at: later)
        },
        DAOAct("professionals.update") { tx, shop in
            var one = shop.professional
            one.name = "Outra"
            return try ProfessionalsDAO(tx).update(one, at: later) ? 1 : 0
        },
        DAOAct("professionals.delete") { tx, shop in
            try ProfessionalsDAO(tx).delete(shop.professional.id) ? 1 : 0
        },
        DAOAct("professionals.insert") { tx, shop in
            // Always the transaction's own company; the shop's only when it is the one acting.
            guard tx.companyID == shop.companyID else { return 0 }
            return try quiet { try ProfessionalsDAO(tx).insert(Professional(id: Identifier(77), name: "X"), at: later) }
        },
        DAOAct("resources.update") { tx, shop in
            var resource = shop.resource
            resource.capacity = 3
            return try ResourcesDAO(tx).update(resource, at: later) ? 1 : 0
        },
        DAOAct("resources.delete") { tx, shop in try ResourcesDAO(tx).delete(shop.resource.id) ? 1 : 0 },
        DAOAct("resources.insert") { tx, shop in
            // As above.
            guard tx.companyID == shop.companyID else { return 0 }
            return try quiet {
                try ResourcesDAO(tx).insert(Resource(id: Identifier(77), name: "X", capacity: 1), at: later)
            }
        },
        DAOAct("jobs.drop") { tx, shop in
            try quiet { try JobQueue(tx).drop(kind: "send", lane: "chat:\(shop.conversation)") }
        },
        DAOAct("jobs.goOn") { tx, shop in try quiet { try JobQueue(tx).goOn(shop.job, payload: 1, at: later) } },
        DAOAct("jobs.complete") { tx, shop in try quiet { try JobQueue(tx).complete(shop.job) } },
        DAOAct("jobs.retry") { tx, shop in try quiet { try JobQueue(tx).retry(shop.job, at: later, error: "x") } },
        DAOAct("jobs.bury") { tx, shop in try quiet { try JobQueue(tx).bury(shop.job, error: "x") } },
        DAOAct("jobs.replay") { tx, shop in
            try JobQueue(tx).bury(shop.job, error: "x")
            return try JobQueue(tx).replay(shop.job, at: later) ? 1 : 0
        },
        DAOAct("jobs.extendLease") { tx, shop in
            try quiet {
                try tx.run("UPDATE jobs SET state = 'leased' WHERE id = \(shop.job)")
                try JobQueue(tx).extendLease(shop.job, until: later)
            }
        },
    ]

    private static let later = Moment.monday.adding(seconds: 60)

    private static func quiet(_ write: () throws -> Void) rethrows -> Int {
        try write()
        return 0
    }
}
