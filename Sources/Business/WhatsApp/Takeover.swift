import Domain
import Storage

/// A person of the shop speaks in a chat: from then on there is one voice, and it is theirs.
enum Takeover {
    /// Takes back what the agent has not begun to say, and lets nothing wait for it that was written by then. What the
    /// agent has done, it still tells.
    ///
    /// - Parameter moment: When the person wrote: what came later is still to be answered by somebody.
    static func begin(
        in chat: Conversation.ID, answering moment: Moment, at now: Moment, _ tx: TenantTransaction
    ) throws {
        try Outbox.withdraw(in: chat, reopens: false, at: now, tx)
        let seen = try MessagesDAO(tx).waiting(in: chat).filter { $0.sentAt <= moment }
        if !seen.isEmpty { try MessagesDAO(tx).markAnswered(seen.map(\.id)) }
    }
}

extension Inbox {
    /// What became of a message that left the shop's number.
    package enum OwnReceipt: Sendable, Hashable {
        /// This server sent it.
        case echo
        /// Somebody of the shop wrote it: the agent is silent in the chat for a while.
        case human(Message.ID, Conversation.ID)
        /// Another program wrote it through WAHA: kept, and no reason for silence.
        case program
        /// There is nothing to keep it with.
        case ignored
    }

    /// How far the clocks of WAHA and this server may differ, and how long a send may take, in seconds.
    private static let echoWindow = 120

    /// Takes in a message that left the shop's number: an echo of what this server sent, or a person's word.
    package func receive(own: OwnMessage, from session: WhatsAppSession) async throws -> OwnReceipt {
        try await write(session) { tx in try store(own, session: session, in: tx) }
    }

    private func store(_ own: OwnMessage, session: WhatsAppSession, in tx: TenantTransaction) throws -> OwnReceipt {
        // The sender notes the id before the call where WAHA gives one, and from the answer elsewhere.
        if try MessagesDAO(tx).exists(bareID: own.bareID, of: session.id) { return .echo }
        let addresses = [own.chat] + own.aliases
        let known = try directory(tx).find(addresses, session: session.id)
        if let known, try recognise(own, in: known.id, tx) { return .echo }
        if known == nil, try isBeingSent(own, from: session.id, tx) { return .echo }
        if own.isFromAPI {
            guard let known else { return .ignored }
            try keep(own, in: known.id, session: session, tx)
            return .program
        }
        let party = ChatDirectory.Party(
            chat: own.chat, aliases: own.aliases, phone: addresses.lazy.compactMap(\.phone).first)
        let chat = try known ?? directory(tx).conversation(with: party, session: session.id)
        try Takeover.begin(in: chat.id, answering: own.sentAt, at: clock.now, tx)
        let message = try keep(own, in: chat.id, session: session, tx)
        try pause(chat, since: own.sentAt, tx)
        return .human(message, chat.id)
    }

    /// True when the message is one that is being sent just now, or was sent by an engine that told no id. From then on
    /// it is known by its id.
    private func recognise(_ own: OwnMessage, in chat: Conversation.ID, _ tx: TenantTransaction) throws -> Bool {
        let begun = try OutboxDAO(tx).begun(
            in: chat, from: own.sentAt.adding(seconds: -Self.echoWindow),
            to: own.sentAt.adding(seconds: Self.echoWindow))
        let words = Self.words(own.body)
        // The oldest first: of two equal texts the first echo is of the first.
        let match = begun.last { entry in
            (entry.state == .attempted || !entry.hasBareID) && Self.words(entry.text) == words
        }
        guard let match else { return false }
        try SentNote.write(match.id, message: match.messageID, in: chat, bareID: own.bareID, at: clock.now, tx)
        return true
    }

    /// True when the very text is being sent to somebody just now, and the echo names them by an address that is not
    /// known yet. Whose address it is stays open: to guess might join two people.
    private func isBeingSent(
        _ own: OwnMessage, from session: WhatsAppSession.ID, _ tx: TenantTransaction
    ) throws -> Bool {
        let words = Self.words(own.body)
        return try OutboxDAO(tx).textsBeingSent(from: session).contains { Self.words($0) == words }
    }

    /// What is left of a text whatever an engine does to its white space.
    private static func words(_ text: String) -> [Substring] { text.split(whereSeparator: \.isWhitespace) }

    @discardableResult
    private func keep(
        _ own: OwnMessage, in chat: Conversation.ID, session: WhatsAppSession, _ tx: TenantTransaction
    ) throws -> Message.ID {
        let message = Message(
            id: database.ids.next(), conversationID: chat, author: .human, kind: own.kind, body: own.body,
            sentAt: own.sentAt)
        try MessagesDAO(tx).insert(message, session: session.id, bareID: own.bareID, isAnswered: true, at: clock.now)
        try ConversationsDAO(tx).noteReply(own.body, in: chat, at: own.sentAt)
        try CompanyEvent.messageWritten(message).tell(in: tx, at: clock.now)
        return message.id
    }

    /// Counts from the person's own words: what is told late silences nobody, and a longer pause stays.
    private func pause(_ chat: Conversation, since moment: Moment, _ tx: TenantTransaction) throws {
        let until = moment.adding(seconds: try Conversations.minutes(in: tx) * 60)
        guard until > clock.now, chat.pausedUntil.map({ $0 < until }) ?? true else { return }
        try ConversationsDAO(tx).pause(chat.id, until: until, reason: .phone)
        try CompanyEvent.chatChanged(chat.id).tell(in: tx, at: clock.now)
    }
}
