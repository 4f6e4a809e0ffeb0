import Domain
import Storage

/// The shop's chats as its people see them, and what they do in them.
package struct Conversations: Sendable {
    /// One message with what became known of it.
    package typealias Line = MessageLine

    /// Part of a chat.
    package struct Part: Sendable {
        package var chat: ConversationSummary?
        package var lines: [Line] = []
        package var total = 0

        package init(chat: ConversationSummary? = nil, lines: [Line] = [], total: Int = 0) {
            self.chat = chat
            self.lines = lines
            self.total = total
        }
    }

    /// Figures over all chats and visits.
    package struct Summary: Sendable {
        package let activity: ConversationsDAO.Activity
        package let messages: Int
        package let visits: [Appointment.Status: Int]
        /// Of finished visits.
        package let revenue: Money
        /// Of all visits that were not cancelled, in centavos rounded down; zero without one.
        package let averagePrice: Money
    }

    let database: Database
    let bell: JobBell
    let clock: any ShopClock

    package init(database: Database, bell: JobBell, clock: any ShopClock) {
        self.database = database
        self.bell = bell
        self.clock = clock
    }

    /// Which chats a list shows, with days on the shop's own calendar.
    package struct Wanted: Sendable {
        package var filter = ConversationListDAO.Filter()
        package var firstDay: LocalDay?
        package var lastDay: LocalDay?
        package init() {}
    }

    /// Chats that match, newest message first, and how many there are in all.
    package func list(
        _ wanted: Wanted, limit: Int, offset: Int, in scope: TenantScope
    ) async throws -> (chats: [ConversationSummary], total: Int) {
        try await database.read(scope) { tx in
            var filter = wanted.filter
            let zone = try CompaniesDAO(tx).current()?.settings.zone ?? .saoPaulo
            func midnight(_ day: LocalDay) -> Moment { zone.moment(of: LocalDateTime(day: day, time: .midnight)) }
            filter.since = wanted.firstDay.map(midnight)
            filter.before = wanted.lastDay.map { midnight($0.adding(days: 1)) }
            let list = ConversationListDAO(tx)
            let chats = try list.list(filter, limit: limit, offset: offset)
            // A part that ends before its limit tells the total without counting.
            let isLast = chats.count < limit && (offset == 0 || !chats.isEmpty)
            return (chats, try isLast ? offset + chats.count : list.count(filter))
        }
    }

    /// - Returns: nil when the company has no such chat.
    package func find(_ address: ChatAddress, in scope: TenantScope) async throws -> ConversationSummary? {
        try await database.read(scope) { tx in try address.find(in: tx) }
    }

    /// - Returns: An empty part for a chat that the company does not have.
    package func messages(
        of address: ChatAddress, newestFirst: Bool, limit: Int, offset: Int, in scope: TenantScope
    ) async throws -> Part {
        try await database.read(scope) { tx in
            guard let chat = try address.find(in: tx) else { return Part() }
            let page = try MessagesDAO(tx).page(
                in: chat.chat.id, newestFirst: newestFirst, limit: limit, offset: offset)
            return Part(chat: chat, lines: page, total: chat.messageCount)
        }
    }

    package func summary(in scope: TenantScope) async throws -> Summary {
        let now = clock.now
        return try await database.read(scope) { tx in
            let day = 86_400
            let activity = try ConversationsDAO(tx).activity(
                since: now.adding(seconds: -day), now.adding(seconds: -7 * day), now.adding(seconds: -30 * day))
            let tally = try FiguresDAO(tx).totals()
            return Summary(
                activity: activity, messages: try MessagesDAO(tx).count(), visits: tally.counts,
                revenue: tally.revenue, averagePrice: tally.averageTicket)
        }
    }
}

// MARK: - Acts

extension Conversations {
    /// Sends a text as a human: it goes the way of the agent's replies, and the agent leaves the chat alone for the
    /// company's `humanMinutes`.
    ///
    /// - Parameter text: 1 to 4096 characters.
    /// - Returns: nil when the company has no such chat.
    package func reply(
        _ text: String, to address: ChatAddress, in scope: TenantScope
    ) async throws -> (chat: ConversationSummary, line: Line)? {
        let now = clock.now
        let ids = database.ids
        let sent = try await database.write(scope) { tx -> (ConversationSummary, Line)? in
            guard let chat = try address.find(in: tx)?.chat else { return nil }
            let message = Message(
                id: ids.next(), conversationID: chat.id, author: .human, kind: .text, body: text, sentAt: now)
            try Takeover.begin(in: chat.id, answering: now, at: now, tx)
            try Outbox.queue(message, in: chat, ids: ids, at: now, tx)
            let until = now.adding(seconds: try Self.minutes(in: tx) * 60)
            try ConversationsDAO(tx).pause(chat.id, until: until, reason: .panel)
            let after = try ConversationListDAO(tx).find(chat.id)
            return after.map { ($0, Line(message: message, outbox: .pending)) }
        }
        if sent != nil { bell.ring() }
        return sent
    }

    /// Keeps the agent silent in a chat from now on.
    ///
    /// - Parameter minutes: nil takes the company's `humanMinutes`.
    /// - Returns: nil when the company has no such chat.
    package func pause(
        _ address: ChatAddress, minutes: Int?, in scope: TenantScope
    ) async throws -> ConversationSummary? {
        let now = clock.now
        return try await change(address, in: scope) { chat, tx in
            let minutes = try minutes ?? Self.minutes(in: tx)
            let until = now.adding(seconds: minutes * 60)
            try ConversationsDAO(tx).pause(chat.id, until: until, reason: .request)
        }
    }

    /// Gives a chat back to the agent.
    package func resume(_ address: ChatAddress, in scope: TenantScope) async throws -> ConversationSummary? {
        try await change(address, in: scope) { chat, tx in try ConversationsDAO(tx).pause(chat.id, until: nil) }
    }

    package func setStatus(
        _ status: Conversation.Status, of address: ChatAddress, in scope: TenantScope
    ) async throws -> ConversationSummary? {
        try await change(address, in: scope) { chat, tx in
            _ = try ConversationsDAO(tx).setStatus(status, of: chat.id)
        }
    }

    package func markRead(_ address: ChatAddress, in scope: TenantScope) async throws -> ConversationSummary? {
        try await change(address, in: scope) { chat, tx in _ = try ConversationsDAO(tx).markRead(chat.id) }
    }

    /// - Returns: The chat as it is afterwards; nil when the company has no such chat.
    private func change(
        _ address: ChatAddress, in scope: TenantScope,
        _ edit: @escaping @Sendable (Conversation, TenantTransaction) throws -> Void
    ) async throws -> ConversationSummary? {
        let now = clock.now
        return try await database.write(scope) { tx in
            guard let chat = try address.find(in: tx)?.chat else { return nil }
            try edit(chat, tx)
            try CompanyEvent.chatChanged(chat.id).tell(in: tx, at: now)
            return try ConversationListDAO(tx).find(chat.id)
        }
    }

    static func minutes(in tx: TenantTransaction) throws -> Int {
        try CompaniesDAO(tx).current()?.settings.humanMinutes ?? CompanySettings().humanMinutes
    }
}

// MARK: - What was given up

extension Conversations {
    /// Messages that could not be sent, newest first, and how many there are in all.
    package func parked(
        limit: Int, offset: Int, in scope: TenantScope
    ) async throws -> (entries: [ParkedDAO.Entry], total: Int) {
        try await database.read(scope) { tx in
            (try ParkedDAO(tx).list(limit: limit, offset: offset), try ParkedDAO(tx).count())
        }
    }

    /// Sends a message that was given up once more.
    ///
    /// - Returns: nil when the company has no such chat or the chat no such message; false when the message is not
    ///   given up.
    package func retry(
        _ message: Message.ID, of address: ChatAddress, in scope: TenantScope
    ) async throws -> Bool? {
        let now = clock.now
        let isRetried = try await database.write(scope) { tx -> Bool? in
            guard let chat = try address.find(in: tx)?.chat, let message = try MessagesDAO(tx).find(message),
                message.conversationID == chat.id
            else { return nil }
            let isRetried = try Outbox.retry(message, at: now, tx)
            if isRetried { try CompanyEvent.messageChanged(message.id, chat.id).tell(in: tx, at: now) }
            return isRetried
        }
        if isRetried == true { bell.ring() }
        return isRetried
    }
}
