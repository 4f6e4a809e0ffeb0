import Domain

@testable import Storage

/// The queries of chat lists, notices, the wizard and sessions.
enum NoticeQueries {
    static var reads: [ProductQueries.Call] { chats + notices + others }

    private static let now = TwoCompanies.now
    private static let session = TwoCompanies.session
    private static let chat = sure(ChatID("5511940000007@c.us"))
    private static let reader: User.ID? = Identifier(1)

    /// Every combination that a list of chats can be asked for.
    private static var chats: [ProductQueries.Call] {
        let parts: [@Sendable (inout ConversationListDAO.Filter) -> Void] = [
            { $0.status = .new }, { $0.visitStatus = .confirmed }, { $0.tutorID = Identifier(7) },
            { $0.since = now }, { $0.before = now.adding(seconds: 900) }, { $0.search = "tutor 7" },
        ]
        return (0..<(1 << parts.count)).flatMap { mask -> [ProductQueries.Call] in
            var filter = ConversationListDAO.Filter()
            for (bit, part) in parts.enumerated() where mask >> bit & 1 == 1 { part(&filter) }
            let made = filter
            return [
                (
                    "ConversationListDAO.list(_:limit:offset:)",
                    { _ = try ConversationListDAO($0).list(made, limit: 20, offset: 20) }
                ),
                ("ConversationListDAO.count(_:)", { _ = try ConversationListDAO($0).count(made) }),
            ]
        }
    }

    private static var notices: [ProductQueries.Call] {
        let parts: [@Sendable (inout NoticesDAO.Filter) -> Void] = [
            { $0.isRead = false }, { $0.isArchived = false }, { $0.kind = "novo_agendamento" }, { $0.level = .info },
        ]
        return (0..<(1 << parts.count)).flatMap { mask -> [ProductQueries.Call] in
            var filter = NoticesDAO.Filter()
            for (bit, part) in parts.enumerated() where mask >> bit & 1 == 1 { part(&filter) }
            let made = filter
            return [
                (
                    "NoticesDAO.list(_:for:limit:offset:)",
                    { _ = try NoticesDAO($0).list(made, for: reader, limit: 50, offset: 0) }
                ),
                ("NoticesDAO.count(_:for:)", { _ = try NoticesDAO($0).count(made, for: reader) }),
            ]
        }
    }

    private static let others: [ProductQueries.Call] = [
        ("ConversationListDAO.find(_:)", { _ = try ConversationListDAO($0).find(Identifier(7)) }),
        ("ConversationListDAO.find(chats:)", { _ = try ConversationListDAO($0).find(chats: [chat]) }),
        ("ConversationListDAO.newest(of:)", { _ = try ConversationListDAO($0).newest(of: Identifier(7)) }),
        ("ConversationsDAO.activity(since:_:_:)", { _ = try ConversationsDAO($0).activity(since: now, now, now) }),
        (
            "MessagesDAO.page(in:newestFirst:limit:offset:)",
            { _ = try MessagesDAO($0).page(in: Identifier(7), newestFirst: true, limit: 20, offset: 0) }
        ),
        (
            "MessagesDAO.page(in:newestFirst:limit:offset:)",
            { _ = try MessagesDAO($0).page(in: Identifier(7), newestFirst: false, limit: 20, offset: 20) }
        ),
        ("MessagesDAO.count()", { _ = try MessagesDAO($0).count() }),
        ("NoticesDAO.find(_:for:)", { _ = try NoticesDAO($0).find(Identifier(7), for: reader) }),
        ("OnboardingDAO.progress()", { _ = try OnboardingDAO($0).progress() }),
    ]

    static let writes: [ProductQueries.Call] = [
        ("ConversationsDAO.setStatus(_:of:)", { _ = try ConversationsDAO($0).setStatus(.archived, of: Identifier(7)) }),
        ("ConversationsDAO.markRead(_:)", { _ = try ConversationsDAO($0).markRead(Identifier(7)) }),
        (
            "ConversationsDAO.noteDecision(_:in:bookedAt:)",
            {
                let record = DecisionRecord(intents: [.bookService], action: "book", reason: "Marcou.")
                try ConversationsDAO($0).noteDecision(record, in: Identifier(7), bookedAt: now)
            }
        ),
        ("NoticesDAO.insert(_:)", { try NoticesDAO($0).insert(TwoCompanies.notice(90_001)) }),
        (
            "NoticesDAO.setRead(_:readAt:for:at:)",
            { _ = try NoticesDAO($0).setRead(Identifier(7), readAt: now, for: reader, at: now) }
        ),
        ("NoticesDAO.archive(_:for:at:)", { _ = try NoticesDAO($0).archive(Identifier(8), for: reader, at: now) }),
        ("NoticesDAO.markAllRead(for:at:)", { _ = try NoticesDAO($0).markAllRead(for: reader, at: now) }),
        ("NoticesDAO.delete(_:for:)", { _ = try NoticesDAO($0).delete(Identifier(9), for: reader) }),
        ("NoticesDAO.deleteRead(before:for:)", { _ = try NoticesDAO($0).deleteRead(before: now, for: reader) }),
        (
            "OnboardingDAO.update(_:)",
            { try OnboardingDAO($0).update(OnboardingProgress(step: 2, createdAt: now, updatedAt: now)) }
        ),
        ("OnboardingDAO.delete()", { _ = try OnboardingDAO($0).delete() }),
        (
            "OnboardingDAO.insert(_:)",
            { try OnboardingDAO($0).insert(OnboardingProgress(createdAt: now, updatedAt: now)) }
        ),
        (
            "WhatsAppSessionsDAO.noteConfigured(_:at:)",
            { try WhatsAppSessionsDAO($0).noteConfigured(session, at: now) }
        ),
        (
            "WhatsAppSessionsDAO.remove(_:freesName:at:)",
            { _ = try WhatsAppSessionsDAO($0).remove(Identifier(2), freesName: true, at: now) }
        ),
        ("WhatsAppSessionsDAO.delete(_:)", { try WhatsAppSessionsDAO($0).delete(Identifier(2)) }),
    ]
}
