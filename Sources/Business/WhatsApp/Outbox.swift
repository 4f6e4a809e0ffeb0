import Domain
import Storage

/// The way of the shop's own words to WhatsApp, the agent's and a human's alike.
package enum Outbox {
    /// The job that sends one message.
    package struct SendPayload: Codable, Sendable {
        package let outboxID: OutboxDAO.ID
    }

    package static let sendKind = "send"

    /// Stores a message of the shop with the job that sends it, in the order of its chat.
    package static func queue(
        _ message: Message, in chat: Conversation, ids: IDMaker, at now: Moment, _ tx: TenantTransaction
    ) throws {
        try MessagesDAO(tx).insert(message, session: chat.sessionID, bareID: nil, isAnswered: true, at: now)
        try ConversationsDAO(tx).noteReply(message.body, in: chat.id, at: now)
        try CompanyEvent.messageWritten(message).tell(in: tx, at: now)
        let entry: OutboxDAO.ID = ids.next()
        try OutboxDAO(tx).insert(entry, message: message, at: now)
        try JobQueue(tx).enqueue(
            ids.next(), kind: sendKind, lane: Inbox.lane(of: chat.id), payload: SendPayload(outboxID: entry),
            runAt: now, at: now)
    }
}
