import Domain
import Storage

/// What becomes of messages after they came: delivered, edited, taken back.
extension Inbox {
    /// Applies what WhatsApp tells of a message. Told twice or late it changes nothing more.
    package func apply(_ change: MessageChange, from session: WhatsAppSession) async throws {
        let needsWorker = try await write(session) { tx in
            switch change {
            case .delivery(let id, let delivery): try note(delivery, of: id, session: session, tx)
            case .reaction(let id, let sign): try react(sign, to: id, session: session, tx)
            case .edited(let message): return try edit(message, session: session, tx)
            case .revoked(let id): return try revoke(id, session: session, tx)
            case .call(let call): try note(call, session: session, tx)
            }
            return false
        }
        if needsWorker { bell.ring() }
    }

    /// How long a report waits for the message that it is of, in seconds.
    private static let earlySeconds = 3600

    private func note(
        _ delivery: Delivery, of bareID: String, session: WhatsAppSession, _ tx: TenantTransaction
    ) throws {
        let now = clock.now
        guard let message = try MessagesDAO(tx).find(bareID: bareID, of: session.id) else {
            // Only a send under way can bring an id that is not known yet.
            guard try OutboxDAO(tx).hasAttempted() else { return }
            try EarlyAcksDAO(tx).prune(before: now.adding(seconds: -Self.earlySeconds))
            return try EarlyAcksDAO(tx).keep(delivery, of: bareID, in: session.id, at: now)
        }
        let changes = MessageChangesDAO(tx)
        guard message.author != .customer, delivery.isNews(after: try changes.delivery(of: message.id)) else { return }
        try changes.setDelivery(delivery, of: message.id)
        try CompanyEvent.messageChanged(message.id, message.conversationID).tell(in: tx, at: now)
        guard delivery == .failed, let chat = try ConversationsDAO(tx).find(message.conversationID) else { return }
        try Notices(database: database, clock: clock).tell(.notDelivered(to: chat.chatID, in: chat.id), in: tx)
    }

    private func react(
        _ sign: String?, to bareID: String, session: WhatsAppSession, _ tx: TenantTransaction
    ) throws {
        guard let message = try MessagesDAO(tx).find(bareID: bareID, of: session.id) else { return }
        try MessageChangesDAO(tx).setReaction(sign, to: message.id)
        try CompanyEvent.messageChanged(message.id, message.conversationID).tell(in: tx, at: clock.now)
    }

    /// A message that waits, or whose reply has not left, is answered as it reads now. One that was answered keeps its
    /// answer: a second one to the same message would surprise more than it helps, and what the agent is about to do is
    /// said back before it is done.
    ///
    /// - Returns: True when there is something to answer.
    private func edit(
        _ edited: IncomingMessage, session: WhatsAppSession, _ tx: TenantTransaction
    ) throws -> Bool {
        guard let message = try MessagesDAO(tx).find(bareID: edited.bareID, of: session.id) else {
            // The first form never came.
            if case .stored = try store(edited, session: session, in: tx) { return true }
            return false
        }
        guard message.author == .customer, message.body != edited.body else { return false }
        try MessageChangesDAO(tx).edit(message.id, to: edited.body)
        try CompanyEvent.messageChanged(message.id, message.conversationID).tell(in: tx, at: clock.now)
        return try reconsider(message, session: session, tx)
    }

    /// A message that was taken back stays, marked, and is answered no more.
    private func revoke(_ bareID: String, session: WhatsAppSession, _ tx: TenantTransaction) throws -> Bool {
        guard let message = try MessagesDAO(tx).find(bareID: bareID, of: session.id) else { return false }
        // Before it is marked, for what its unsent reply answers is to wait again, but for this message.
        let isReopened = try message.author == .customer && reconsider(message, session: session, tx)
        try MessageChangesDAO(tx).revoke(message.id, at: clock.now)
        try CompanyEvent.messageChanged(message.id, message.conversationID).tell(in: tx, at: clock.now)
        return isReopened
    }

    /// Has a changed message answered anew, if no reply to it has begun to leave.
    private func reconsider(_ message: Message, session: WhatsAppSession, _ tx: TenantTransaction) throws -> Bool {
        let chat = message.conversationID
        func isWaiting() throws -> Bool { try MessagesDAO(tx).waiting(in: chat).contains { $0.id == message.id } }
        if try !isWaiting(), session.transport == .waha {
            try Outbox.withdraw(answering: message.id, in: chat, at: clock.now, tx)
        }
        guard try isWaiting() else { return false }
        try planTurn(in: chat, of: session, tx)
        return true
    }

    /// A call is noted in the chat and told to the shop. The agent does not write: somebody may be taking the call.
    private func note(_ call: IncomingMessage, session: WhatsAppSession, _ tx: TenantTransaction) throws {
        guard try !MessagesDAO(tx).exists(bareID: call.bareID, of: session.id) else { return }
        let now = clock.now
        let chat = try conversation(for: call, session: session.id, in: tx)
        let message = Message(
            id: database.ids.next(), conversationID: chat, author: .customer, kind: .call, body: call.body,
            sentAt: call.sentAt)
        try MessagesDAO(tx).insert(message, session: session.id, bareID: call.bareID, isAnswered: true, at: now)
        try ConversationsDAO(tx).noteIncoming(call.body, in: chat, at: call.sentAt)
        try CompanyEvent.messageReceived(message.id, chat).tell(in: tx, at: now)
        guard now.since(call.sentAt) <= Self.stale else { return }
        let customer = try ConversationsDAO(tx).find(chat)?.tutorID.flatMap { try TutorsDAO(tx).find($0) }
        try Notices(database: database, clock: clock).tell(
            .called(by: customer?.name, chat: call.chat, in: chat), in: tx)
    }
}
