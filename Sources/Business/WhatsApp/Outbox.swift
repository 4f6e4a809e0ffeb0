import Domain
import Storage

/// The way of the shop's own words to WhatsApp, the agent's and a human's alike.
package enum Outbox {
    /// The job that sends one message.
    package struct SendPayload: Codable, Sendable {
        package let outboxID: OutboxDAO.ID
    }

    package static let sendKind = "send"
    /// A reply that answers so many messages goes out even while more come in.
    private static let mostAnswered = 20

    /// Stores a message of the shop with the jobs that send it, in the order of its chat. A long text of the agent goes
    /// in parts, each a message of its own.
    ///
    /// - Parameters:
    ///   - startedByUs: True for what no customer waits for, such as reminders: it keeps to the shop's hours for writing
    ///     first and to an hourly budget, and holds no reply up while it waits for them.
    ///   - undo: Lets `withdraw` take the reply back; nil for what must be told, such as an act that was done.
    package static func queue(
        _ message: Message, in chat: Conversation, ids: IDMaker, at now: Moment, startedByUs: Bool = false,
        undo: OutboxDAO.Undo? = nil, _ tx: TenantTransaction
    ) throws {
        let lane = lane(of: chat.id, startedByUs: startedByUs)
        var first: OutboxDAO.ID?
        for part in parts(of: message, ids) {
            try MessagesDAO(tx).insert(part, session: chat.sessionID, bareID: nil, isAnswered: true, at: now)
            try CompanyEvent.messageWritten(part).tell(in: tx, at: now)
            let entry: OutboxDAO.ID = ids.next()
            try OutboxDAO(tx).insert(
                entry, message: part, partOf: first, undo: first == nil ? undo : nil, startedByUs: startedByUs, at: now)
            try JobQueue(tx).enqueue(
                job(of: entry), kind: sendKind, lane: lane, payload: SendPayload(outboxID: entry), runAt: now, at: now)
            first = first ?? entry
        }
        try ConversationsDAO(tx).noteReply(message.body, in: chat.id, at: now)
    }

    /// What we start may wait for hours, and replies do not wait behind it.
    private static func lane(of chat: Conversation.ID, startedByUs: Bool) -> String {
        Inbox.lane(of: chat) + (startedByUs ? ":started" : "")
    }

    /// The job of an entry bears the entry's number.
    private static func job(of entry: OutboxDAO.ID) -> Job.ID { Job.ID(entry.rawValue) }

    private static func parts(of message: Message, _ ids: IDMaker) -> [Message] {
        // A person has chosen the form of their own text.
        guard message.author == .agent else { return [message] }
        let texts = ReplyParts.split(message.body)
        guard texts.count > 1 else { return [message] }
        return texts.enumerated().map { place, text in
            Message(
                id: place == 0 ? message.id : ids.next(), conversationID: message.conversationID,
                author: message.author, kind: message.kind, body: text, sentAt: message.sentAt,
                decision: place == 0 ? message.decision : nil)
        }
    }
}

// MARK: - Second thoughts

extension Outbox {
    /// Takes back the newest replies of a chat that no call was begun for, up to the first that must be told. They are
    /// gone as if the agent had not spoken.
    ///
    /// - Parameter reopens: True lets the messages that they answer wait again; false when somebody else answers them.
    static func withdraw(
        in chat: Conversation.ID, reopens: Bool, at now: Moment, _ tx: TenantTransaction
    ) throws {
        let unsent = try OutboxDAO(tx).unsentEntries(of: chat)
        guard !unsent.isEmpty else { return }
        let replies = Dictionary(grouping: unsent, by: \.partOf).sorted { $0.key > $1.key }
        var isAny = false
        for (first, entries) in replies {
            guard let undo = undo(of: entries, first: first), !reopens || undo.answered.count < mostAnswered
            else { break }
            for entry in entries { try remove(entry, in: chat, at: now, tx) }
            try ConversationsDAO(tx).setDialogue(text: undo.dialogue, of: chat)
            if reopens { try MessageChangesDAO(tx).reopen(undo.answered) }
            isAny = true
        }
        if isAny { try JobQueue(tx).release(lane: Inbox.lane(of: chat), at: now) }
    }

    /// The same when the reply to a certain message is among what would be taken back.
    static func withdraw(
        answering message: Message.ID, in chat: Conversation.ID, at now: Moment, _ tx: TenantTransaction
    ) throws {
        let unsent = try OutboxDAO(tx).unsentEntries(of: chat)
        guard unsent.contains(where: { $0.undo?.answered.contains(message) == true }) else { return }
        try withdraw(in: chat, reopens: true, at: now, tx)
    }

    /// - Returns: nil for a reply that has begun to leave, or must be told.
    private static func undo(of entries: [OutboxDAO.Unsent], first: OutboxDAO.ID) -> OutboxDAO.Undo? {
        guard entries.allSatisfy({ $0.state == .pending }) else { return nil }
        return entries.first { $0.id == first }?.undo
    }

    private static func remove(
        _ entry: OutboxDAO.Unsent, in chat: Conversation.ID, at now: Moment, _ tx: TenantTransaction
    ) throws {
        try OutboxDAO(tx).delete(entry.id)
        try MessageChangesDAO(tx).delete(entry.messageID)
        try JobQueue(tx).complete(job(of: entry.id))
        try CompanyEvent.messageWithdrawn(entry.messageID, chat).tell(in: tx, at: now)
    }

    /// Sends a message that was given up once more, with all its tries, and with it the other parts of its reply.
    ///
    /// - Returns: False when the message is not parked.
    static func retry(
        _ message: Message, at now: Moment, _ tx: TenantTransaction
    ) throws -> Bool {
        let entries = try ParkedDAO(tx).entries(of: message.id)
        for entry in entries {
            try ParkedDAO(tx).reopen(entry)
            if try JobQueue(tx).replay(job(of: entry), at: now) { continue }
            let isStarted = try OutboxDAO(tx).find(entry)?.isStartedByUs == true
            try JobQueue(tx).complete(job(of: entry))
            try JobQueue(tx).enqueue(
                job(of: entry), kind: sendKind, lane: lane(of: message.conversationID, startedByUs: isStarted),
                payload: SendPayload(outboxID: entry), runAt: now, at: now)
        }
        return !entries.isEmpty
    }
}
