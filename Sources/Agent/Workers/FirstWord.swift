import Business
import Domain
import Storage

/// The way to a customer whom the shop writes to first: a reminder, an offer of a place that came free.
struct FirstWord {
    enum Way {
        case open(Conversation, Dialogue)
        /// Not now; a look at this moment is worth while.
        case later(Moment)
        /// There is no chat, or its customer wants no such messages.
        case closed
    }

    let database: Database
    let settings: CompanySettings
    let now: Moment

    /// How long a chat must have been still, in milliseconds: nobody is interrupted.
    private static let stillness = 10 * 60 * 1000
    /// How long an offer is left open before another question takes its place, in milliseconds.
    private static let openness = 30 * 60 * 1000

    /// Looks for the chat in which the customer was last seen, inside the transaction that will write there.
    func way(to tutor: Tutor.ID, in tx: TenantTransaction) throws -> Way {
        guard let chat = try ConversationListDAO(tx).newest(of: tutor)?.chat else { return .closed }
        let dialogue = try ConversationsDAO(tx).dialogue(of: chat.id, as: Dialogue.self) ?? Dialogue()
        guard !dialogue.hasOptedOut else { return .closed }
        let opens = settings.contactHours.next(from: now, in: settings.zone)
        if opens > now { return .later(opens) }
        // A human has the chat, and its next answer would not be read by the agent.
        if let paused = chat.pausedUntil, paused > now { return .later(paused) }
        // What waits is answered first: that turn has read the dialogue already.
        if try !MessagesDAO(tx).waiting(in: chat.id).isEmpty { return .later(now.adding(seconds: 60)) }
        let still = max(
            chat.lastMessageAt.adding(milliseconds: Self.stillness),
            dialogue.offer?.madeAt.adding(milliseconds: Self.openness) ?? chat.lastMessageAt)
        return still > now ? .later(still) : .open(chat, dialogue)
    }

    /// Queues the message and leaves the offer that its answer is about in the chat.
    func say(
        _ text: String, offering offer: Dialogue.Offer, action: String, reason: String, in chat: Conversation,
        _ dialogue: Dialogue, _ tx: TenantTransaction
    ) throws {
        var next = dialogue
        next.settle()
        next.offer = offer
        next.expecting = .confirmation
        next.lastReply = text
        next.misses = 0
        let record = DecisionRecord(intents: [], action: action, reason: reason, offer: offer.summary)
        let message = Message(
            id: database.ids.next(), conversationID: chat.id, author: .agent, kind: .text, body: text, sentAt: now,
            decision: record)
        try Outbox.queue(message, in: chat, ids: database.ids, at: now, tx)
        try ConversationsDAO(tx).setDialogue(next, of: chat.id)
    }
}
