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
        let dialogue: Dialogue
        let now: Moment

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
        let tutor = try chat.tutorID.flatMap { try TutorsDAO(tx).find($0) }
        return Facts(
            conversation: chat, tutor: tutor, pets: try tutor.map { try PetsDAO(tx).list(of: $0.id) } ?? [],
            services: try ServicesDAO(tx).list(), company: company, hours: try BusinessHoursDAO(tx).week(),
            waiting: waiting,
            dialogue: try ConversationsDAO(tx).dialogue(of: conversation, as: Dialogue.self) ?? Dialogue(), now: now)
    }
}
