import Domain
import Storage

/// Takes messages in: a message is stored together with the job that will answer it, or not at all.
package struct Inbox: Sendable {
    /// What became of a message.
    package enum Receipt: Sendable, Hashable {
        case stored(Message.ID, Conversation.ID)
        /// It was here before, in whatever form it came.
        case duplicate
    }

    /// The job that answers what waits in a chat.
    package struct TurnPayload: Codable, Sendable {
        package let conversationID: Conversation.ID
    }

    package static let turnKind = "turn"

    let database: Database
    let registry: Registry
    let bell: JobBell
    let clock: any ShopClock
    /// How long a chat must be silent before it is answered, in milliseconds.
    let quietWindow: Int

    package init(database: Database, registry: Registry, bell: JobBell, clock: any ShopClock, quietWindow: Int) {
        self.database = database
        self.registry = registry
        self.bell = bell
        self.clock = clock
        self.quietWindow = quietWindow
    }

    /// Stores a customer's message and wakes the worker. Returns when both are durable.
    package func receive(_ incoming: IncomingMessage, from session: WhatsAppSession) async throws -> Receipt {
        let scope = TenantScope(companyID: session.companyID, actor: .webhook)
        let window = session.transport == .simulator ? 0 : quietWindow
        let receipt = try await database.write(scope) { tx in
            try store(incoming, session: session.id, quietWindow: window, in: tx)
        }
        if case .stored = receipt { bell.ring() }
        return receipt
    }

    private func store(
        _ incoming: IncomingMessage, session: WhatsAppSession.ID, quietWindow: Int, in tx: TenantTransaction
    ) throws -> Receipt {
        let messages = MessagesDAO(tx)
        guard try !messages.exists(bareID: incoming.bareID, of: session) else { return .duplicate }
        let now = clock.now
        let conversation = try conversation(for: incoming, session: session, in: tx)
        let message = Message(
            id: database.ids.next(), conversationID: conversation, author: .customer, kind: incoming.kind,
            body: incoming.body, sentAt: incoming.sentAt)
        try messages.insert(message, session: session, bareID: incoming.bareID, isAnswered: false, at: now)
        try ConversationsDAO(tx).noteIncoming(incoming.body, in: conversation, at: incoming.sentAt)
        try CompanyEvent.messageReceived(message.id, conversation).tell(in: tx, at: now)
        let lane = Self.lane(of: conversation)
        let runAt = now.adding(milliseconds: quietWindow)
        if try !JobQueue(tx).postpone(kind: Self.turnKind, lane: lane, to: runAt) {
            try JobQueue(tx).enqueue(
                database.ids.next(), kind: Self.turnKind, lane: lane,
                payload: TurnPayload(conversationID: conversation), runAt: runAt, at: now)
        }
        return .stored(message.id, conversation)
    }

    private func conversation(
        for incoming: IncomingMessage, session: WhatsAppSession.ID, in tx: TenantTransaction
    ) throws -> Conversation.ID {
        let chats = ConversationsDAO(tx)
        let tutor = try registry.tutor(chat: incoming.chat, phone: incoming.phone, name: incoming.senderName, in: tx)
        if let known = try chats.find(chat: incoming.chat, of: session) {
            if known.tutorID == nil { try chats.setTutor(tutor.id, of: known.id) }
            return known.id
        }
        let made = Conversation(
            id: database.ids.next(), sessionID: session, chatID: incoming.chat, tutorID: tutor.id, status: .new,
            unreadCount: 0, lastMessage: "", lastMessageAt: incoming.sentAt, createdAt: clock.now)
        try chats.insert(made)
        return made.id
    }

    /// All work of one chat shares a lane: turns and sends happen one at a time, in order.
    package static func lane(of conversation: Conversation.ID) -> String { "chat:\(conversation)" }
}
