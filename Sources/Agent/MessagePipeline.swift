import Business
import Domain
import Logging
import Storage

/// The life of a turn, top to bottom: recall → read → fetch, decide, act → queue the reply.
///
/// The reply enters the outbox in the transaction that ends the turn, together with what the turn booked and the
/// end of its job: after a crash the turn either happened wholly or will happen again.
package struct MessagePipeline: Sendable {
    let database: Database
    let decide: DecideReply
    let notices: Notices
    let read = ReadIntent()
    let clock: any ShopClock
    let log: Logger

    package init(
        database: Database, booking: Booking, registry: Registry, clock: any ShopClock,
        makeOfferID: @escaping @Sendable () -> String, log: Logger
    ) {
        self.database = database
        self.clock = clock
        self.log = log
        notices = Notices(database: database, clock: clock)
        decide = DecideReply(
            act: ActOnIntent(booking: booking, registry: registry, notices: notices), makeOfferID: makeOfferID)
    }

    /// Older than this, a message is kept and not answered: the customer has long moved on.
    private static let stale: Int64 = 24 * 3600 * 1000

    /// Answers what waits in a chat and ends `job`.
    ///
    /// - Returns: True when a reply was queued.
    func run(_ conversation: Conversation.ID, job: Job) async throws -> Bool {
        while true {
            let now = clock.now
            let facts = try await database.read(job.scope) { tx in
                try RecallCustomer.run(conversation, now: now, in: tx)
            }
            guard let facts else {
                try await database.write(job.scope) { tx in try JobQueue(tx).complete(job.id) }
                return false
            }
            let reading = read.run(facts)
            switch try await end(facts, reading, job: job) {
            case .replied: return true
            case .silent: return false
            // A message came in while this turn was being thought over: it joins, and nothing was stored.
            case .overtaken: continue
            }
        }
    }

    private enum Ending: Sendable { case replied, silent, overtaken }

    private func end(_ facts: RecallCustomer.Facts, _ reading: MessageReading, job: Job) async throws -> Ending {
        try await database.write(job.scope) { [self] tx in
            let waiting = try MessagesDAO(tx).waiting(in: facts.conversation.id).map(\.id)
            guard waiting == facts.waiting.map(\.id) else { return .overtaken }
            try MessagesDAO(tx).markAnswered(waiting)
            try JobQueue(tx).complete(job.id)
            // Asked for anew: a human may have taken the chat while this turn was being thought over.
            let isPaused = try ConversationsDAO(tx).find(facts.conversation.id)?.pausedUntil.map { $0 > clock.now }
            let isStale = facts.waiting.allSatisfy { facts.now.since($0.sentAt) > Self.stale }
            guard isPaused != true, !isStale else { return .silent }
            let result = try decide.run(facts, reading, in: tx)
            try queue(result, facts: facts, in: tx)
            return .replied
        }
    }

    private func queue(_ result: DecideReply.Result, facts: RecallCustomer.Facts, in tx: TenantTransaction) throws {
        let chat = facts.conversation
        let message = Message(
            id: database.ids.next(), conversationID: chat.id, author: .agent, kind: .text, body: result.text,
            sentAt: clock.now, decision: result.record)
        try Outbox.queue(message, in: chat, ids: database.ids, at: clock.now, tx)
        try ConversationsDAO(tx).setDialogue(result.dialogue, of: chat.id)
        let bookedAt = result.record.action == ActOnIntent.booked ? clock.now : nil
        try ConversationsDAO(tx).noteDecision(result.record, in: chat.id, bookedAt: bookedAt)
        if let minutes = result.pauseMinutes {
            try ConversationsDAO(tx).pause(chat.id, until: clock.now.adding(seconds: minutes * 60))
            try notices.tell(.handedOver(result.record, customer: facts.tutor?.name, in: chat.id), in: tx)
        }
    }
}
