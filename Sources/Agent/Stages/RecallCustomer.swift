import Domain
import Storage

/// Stage 1: who writes, what waits for an answer, and what the shop offers.
struct RecallCustomer: Sendable {
    /// All that a turn starts from, read in one transaction.
    struct Facts: Sendable {
        let conversation: Conversation
        let tutor: Tutor?
        let pets: [Pet]
        let services: [PetService]
        let company: Company
        let hours: BusinessHours
        /// Unanswered messages, oldest first.
        let waiting: [Message]
        var dialogue: Dialogue
        /// The newest messages of the chat, oldest first, by whom each was written: customer, agent or a person of the
        /// shop.
        let history: [Message]
        var now: Moment

        var zone: ShopZone { company.settings.zone }
        var wall: LocalDateTime { zone.wall(at: now) }
        /// The burst as one text, in the order it was written.
        var text: String { waiting.map(\.body).filter { !$0.isEmpty }.joined(separator: "\n") }
    }

    /// - Returns: nil when the chat is gone or nothing waits in it.
    static func run(_ conversation: Conversation.ID, now: Moment, in tx: TenantTransaction) throws -> Facts? {
        guard let chat = try ConversationsDAO(tx).find(conversation), let company = try CompaniesDAO(tx).current()
        else { return nil }
        let waiting = try MessagesDAO(tx).waiting(in: conversation)
        guard !waiting.isEmpty else { return nil }
        let history = try MessagesDAO(tx).recent(in: conversation, limit: historyLength)
        let tutor = try chat.tutorID.flatMap { try TutorsDAO(tx).find($0) }
        return Facts(
            conversation: chat, tutor: tutor, pets: try tutor.map { try PetsDAO(tx).list(of: $0.id) } ?? [],
            services: try ServicesDAO(tx).list(), company: company, hours: try BusinessHoursDAO(tx).week(),
            waiting: waiting, dialogue: try dialogue(of: conversation, after: history, in: tx), history: history,
            now: now)
    }

    private static let historyLength = 30

    /// What the agent kept of the chat. When a person has spoken since its last word, a "sim" answers them and not the
    /// agent: what was open is open no more.
    private static func dialogue(
        of conversation: Conversation.ID, after history: [Message], in tx: TenantTransaction
    ) throws -> Dialogue {
        var dialogue = try ConversationsDAO(tx).dialogue(of: conversation, as: Dialogue.self) ?? Dialogue()
        if history.last(where: { $0.author != .customer })?.author == .human { dialogue.settle() }
        return dialogue
    }
}
