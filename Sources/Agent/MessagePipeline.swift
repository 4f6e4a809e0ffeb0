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
    /// Clocks of pretended customers; a real chat has none.
    let clocks: SimulatedClocks
    /// Replies in one chat within `loopMinutes` after which the agent falls silent there: nobody types so fast for so
    /// long. nil bounds nothing.
    let mostReplies: Int?

    package init(
        database: Database, booking: Booking, registry: Registry, clock: any ShopClock,
        makeOfferID: @escaping @Sendable () -> String, log: Logger, clocks: SimulatedClocks = SimulatedClocks(),
        mostReplies: Int? = 20
    ) {
        self.mostReplies = mostReplies
        self.clocks = clocks
        self.database = database
        self.clock = clock
        self.log = log
        notices = Notices(database: database, clock: clock)
        decide = DecideReply(
            act: ActOnIntent(booking: booking, registry: registry, notices: notices), makeOfferID: makeOfferID)
    }

    private static let loopMinutes = 5

    /// Answers what waits in a chat and ends `job`.
    ///
    /// - Returns: True when a reply was queued.
    func run(_ conversation: Conversation.ID, job: Job) async throws -> Bool {
        while true {
            let now = clock.now
            var facts = try await database.read(job.scope) { tx in
                try RecallCustomer.run(conversation, now: now, in: tx)
            }
            if let chat = facts?.conversation { facts?.now = self.clock(of: chat).now }
            guard let facts else {
                try await database.write(job.scope) { tx in try JobQueue(tx).complete(job.id) }
                return false
            }
            let reading = read.run(facts)
            switch try await end(facts, reading, job) {
            case .replied: return true
            case .silent: return false
            // A message came in while this turn was being thought over: it joins, and nothing was stored.
            case .overtaken: continue
            }
        }
    }

    /// What the shop takes for now in a chat.
    private func clock(of chat: Conversation) -> any ShopClock {
        clocks.shift(session: chat.sessionID, chat: chat.chatID).map { ShiftedClock(clock, by: $0) } ?? clock
    }

    private enum Ending: Sendable { case replied, silent, overtaken }

    private func end(_ facts: RecallCustomer.Facts, _ reading: MessageReading, _ job: Job) async throws -> Ending {
        do {
            return try await end(facts, reading, job, refusal: nil)
        } catch let refused as DecideReply.Refused {
            // All of the act was undone; the turn is decided again, knowing that it cannot be.
            return try await end(facts, reading, job, refusal: refused.refusal)
        }
    }

    private func end(
        _ facts: RecallCustomer.Facts, _ reading: MessageReading, _ job: Job, refusal: SchedulingError?
    ) async throws -> Ending {
        try await database.write(job.scope) { [self] tx in
            // New, taken back, or edited: the turn is thought over again.
            let waiting = try MessagesDAO(tx).waiting(in: facts.conversation.id)
            guard waiting == facts.waiting else { return .overtaken }
            try MessagesDAO(tx).markAnswered(waiting.map(\.id))
            try JobQueue(tx).complete(job.id)
            // Asked for anew: a human may have taken the chat while this turn was being thought over.
            let chatClock = clock(of: facts.conversation)
            let isPaused = try ConversationsDAO(tx).find(facts.conversation.id)?.pausedUntil.map { $0 > chatClock.now }
            let isStale = facts.waiting.allSatisfy { clock.now.since($0.sentAt) > Inbox.stale }
            guard isPaused != true, !isStale, try !isLooping(facts, in: tx) else { return .silent }
            let result = try decide.reading(chatClock).run(facts, reading, refusal: refusal, in: tx)
            try queue(result, facts: facts, in: tx)
            return .replied
        }
    }

    /// True when the agent has answered so often that a machine may be at the other end; the chat is then paused, and
    /// the shop is told.
    private func isLooping(_ facts: RecallCustomer.Facts, in tx: TenantTransaction) throws -> Bool {
        let (chat, now) = (facts.conversation, clock.now)
        let since = now.adding(seconds: -60 * Self.loopMinutes)
        guard let mostReplies, try MessageChangesDAO(tx).answers(in: chat.id, since: since) >= mostReplies,
            try WhatsAppSessionsDAO(tx).find(chat.sessionID)?.transport != .simulator
        else { return false }
        let minutes = facts.company.settings.humanMinutes
        try ConversationsDAO(tx).pause(chat.id, until: now.adding(seconds: minutes * 60), reason: .loop)
        try CompanyEvent.chatChanged(chat.id).tell(in: tx, at: now)
        try notices.tell(
            .looping(replies: mostReplies, minutes: Self.loopMinutes, pause: minutes, in: chat.id), in: tx)
        return true
    }

    private func queue(_ result: DecideReply.Result, facts: RecallCustomer.Facts, in tx: TenantTransaction) throws {
        let chat = facts.conversation
        let message = Message(
            id: database.ids.next(), conversationID: chat.id, author: .agent, kind: .text, body: result.text,
            sentAt: clock.now, decision: result.record)
        // What was done must be told, and so must that a person takes over.
        let undo =
            result.hasActed || result.pauseMinutes != nil
            ? nil
            : OutboxDAO.Undo(
                answered: facts.waiting.map(\.id), dialogue: try ConversationsDAO(tx).dialogueText(of: chat.id))
        try Outbox.queue(message, in: chat, ids: database.ids, at: clock.now, undo: undo, tx)
        try ConversationsDAO(tx).setDialogue(result.dialogue, of: chat.id)
        if let offer = facts.dialogue.offer, result.dialogue.offer?.id != offer.id {
            try WaitlistWorker.declined(offer, by: Waitlist(database: database, clock: clock), in: tx)
        }
        let bookedAt = result.record.action == ActOnIntent.booked ? clock.now : nil
        try ConversationsDAO(tx).noteDecision(result.record, in: chat.id, bookedAt: bookedAt)
        if let minutes = result.pauseMinutes {
            let until = clock(of: chat).now.adding(seconds: minutes * 60)
            try ConversationsDAO(tx).pause(chat.id, until: until, reason: .handover)
            try notices.tell(.handedOver(result.record, customer: facts.tutor?.name, in: chat.id), in: tx)
            try Escalation.queue(
                about: chat, to: facts.company.settings.escalationPhone, ids: database.ids, at: clock.now, tx)
        }
    }
}
