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
        let receipt = try await write(session) { tx in try store(incoming, session: session, in: tx) }
        if case .stored = receipt { bell.ring() }
        return receipt
    }

    func write<T: Sendable>(
        _ session: WhatsAppSession, _ body: @escaping @Sendable (TenantTransaction) throws -> T
    ) async throws -> T {
        try await database.write(TenantScope(companyID: session.companyID, actor: .webhook), body)
    }

    func store(_ incoming: IncomingMessage, session: WhatsAppSession, in tx: TenantTransaction) throws -> Receipt {
        let messages = MessagesDAO(tx)
        guard try !messages.exists(bareID: incoming.bareID, of: session.id) else { return .duplicate }
        let now = clock.now
        let conversation = try conversation(for: incoming, session: session.id, in: tx)
        let message = Message(
            id: database.ids.next(), conversationID: conversation, author: .customer, kind: incoming.kind,
            body: incoming.body, sentAt: incoming.sentAt)
        // What a simulated customer has been shown cannot be taken back.
        if session.transport == .waha, now.since(incoming.sentAt) <= Self.stale {
            try Outbox.withdraw(in: conversation, reopens: true, at: now, tx)
        }
        try messages.insert(message, session: session.id, bareID: incoming.bareID, isAnswered: false, at: now)
        if let file = incoming.media {
            try MediaDesk.queue(
                file, of: message, bareID: incoming.bareID, from: incoming.session, session.id, ids: database.ids,
                at: now, tx)
        }
        try ConversationsDAO(tx).noteIncoming(incoming.body, in: conversation, at: incoming.sentAt)
        try CompanyEvent.messageReceived(message.id, conversation).tell(in: tx, at: now)
        try planTurn(in: conversation, of: session, tx)
        return .stored(message.id, conversation)
    }

    /// Has what waits in a chat answered once it has been silent for the quiet window.
    func planTurn(in conversation: Conversation.ID, of session: WhatsAppSession, _ tx: TenantTransaction) throws {
        let lane = Self.lane(of: conversation)
        let window = session.transport == .simulator ? 0 : quietWindow
        let runAt = clock.now.adding(milliseconds: window)
        if try !JobQueue(tx).postpone(kind: Self.turnKind, lane: lane, to: runAt) {
            try JobQueue(tx).enqueue(
                database.ids.next(), kind: Self.turnKind, lane: lane,
                payload: TurnPayload(conversationID: conversation), runAt: runAt, at: clock.now)
        }
    }

    func directory(_ tx: TenantTransaction) -> ChatDirectory {
        ChatDirectory(ids: database.ids, registry: registry, clock: clock, tx: tx)
    }

    /// The sender's chat. What is answered there goes to the address that they wrote from last.
    func conversation(
        for incoming: IncomingMessage, session: WhatsAppSession.ID, in tx: TenantTransaction
    ) throws -> Conversation.ID {
        let party = ChatDirectory.Party(
            chat: incoming.chat, aliases: incoming.aliases, phone: incoming.phone, name: incoming.senderName)
        let chat = try directory(tx).conversation(with: party, session: session)
        if chat.chatID != incoming.chat { try ConversationsDAO(tx).setChat(incoming.chat, of: chat.id) }
        return chat.id
    }

    /// Older than this, in milliseconds, a message is kept and not answered: the customer has long moved on.
    package static let stale: Int64 = 24 * 3600 * 1000

    /// All work of one chat shares a lane: turns and sends happen one at a time, in order.
    package static func lane(of conversation: Conversation.ID) -> String { "chat:\(conversation)" }
}
