import Business
import Domain
import Storage

/// The very pipeline of a turn, in a transaction that is always undone.
package struct Rehearsal: AgentRehearsal {
    private let pipeline: MessagePipeline

    package init(_ pipeline: MessagePipeline) { self.pipeline = pipeline }

    /// Carries a reply out of the transaction that it undoes.
    private struct Undone: Error {
        let reply: RehearsedReply
    }

    package func answer(
        _ text: String, in chat: ChatID?, of scope: TenantScope
    ) async throws -> RehearsedReply? {
        let chat = chat ?? ChatID(hidden: (pipeline.database.ids.next() as Message.ID).rawValue)
        do {
            return try await answer(text, in: chat, of: scope, refusal: nil)
        } catch let refused as DecideReply.Refused {
            return try await answer(text, in: chat, of: scope, refusal: refused.refusal)
        }
    }

    private func answer(
        _ text: String, in chat: ChatID, of scope: TenantScope, refusal: SchedulingError?
    ) async throws -> RehearsedReply? {
        do {
            return try await pipeline.database.write(scope) { tx -> RehearsedReply? in
                guard let company = try CompaniesDAO(tx).current() else { return nil }
                throw Undone(reply: try rehearse(text, in: chat, of: company, refusal: refusal, tx))
            }
        } catch let done as Undone {
            return done.reply
        }
    }

    private func rehearse(
        _ text: String, in chat: ChatID, of company: Company, refusal: SchedulingError?, _ tx: TenantTransaction
    ) throws -> RehearsedReply {
        let facts = try facts(text, in: chat, of: company, tx)
        let result = try pipeline.decide.run(facts, pipeline.read.run(facts), refusal: refusal, in: tx)
        return RehearsedReply(text: result.text, record: result.record, pauseMinutes: result.pauseMinutes)
    }

    /// As `RecallCustomer` finds them, with the text as all that waits.
    private func facts(
        _ text: String, in chat: ChatID, of company: Company, _ tx: TenantTransaction
    ) throws -> RecallCustomer.Facts {
        let (now, ids) = (pipeline.clock.now, pipeline.database.ids)
        let tutor = try pipeline.decide.act.registry.tutor(chat: chat, phone: nil, name: nil, in: tx)
        let known = try conversation(of: chat, tx)
        let conversation =
            known
            ?? Conversation(
                id: ids.next(), sessionID: ids.next(), chatID: chat, tutorID: tutor.id, status: .new, unreadCount: 1,
                lastMessage: "", lastMessageAt: now, createdAt: now)
        let message = Message(
            id: ids.next(), conversationID: conversation.id, author: .customer, kind: .text, body: text, sentAt: now)
        let dialogue = try known.flatMap { try ConversationsDAO(tx).dialogue(of: $0.id, as: Dialogue.self) }
        return RecallCustomer.Facts(
            conversation: conversation, tutor: tutor, pets: try PetsDAO(tx).list(of: tutor.id),
            services: try ServicesDAO(tx).list(), company: company, hours: try BusinessHoursDAO(tx).week(),
            waiting: [message], dialogue: dialogue ?? Dialogue(), history: [message], now: now)
    }

    /// The chat that was written in last, should the customer write to several sessions of the shop.
    private func conversation(of chat: ChatID, _ tx: TenantTransaction) throws -> Conversation? {
        try WhatsAppSessionsDAO(tx).list()
            .compactMap { try ConversationsDAO(tx).find(chat: chat, of: $0.id) }
            .max { $0.lastMessageAt < $1.lastMessageAt }
    }
}
