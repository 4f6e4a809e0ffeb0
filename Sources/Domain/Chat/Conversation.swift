/// A chat between the shop and one customer (table `conversations`).
package struct Conversation: Sendable, Hashable, Identifiable {
    package typealias ID = Identifier<Conversation>

    /// Raw values are the words stored and sent over the API.
    package enum Status: String, Sendable, Codable, CaseIterable {
        case new, replied, archived
    }

    package let id: ID
    package let sessionID: WhatsAppSession.ID
    package let chatID: ChatID
    package var tutorID: Tutor.ID?
    package var status: Status
    /// Set while a human has the chat; the agent stays silent until then.
    package var pausedUntil: Moment?
    package var unreadCount: Int
    package var lastMessage: String
    package var lastMessageAt: Moment
    package let createdAt: Moment

    package init(
        id: ID, sessionID: WhatsAppSession.ID, chatID: ChatID, tutorID: Tutor.ID?, status: Status,
        pausedUntil: Moment? = nil, unreadCount: Int, lastMessage: String, lastMessageAt: Moment, createdAt: Moment
    ) {
        self.id = id
        self.sessionID = sessionID
        self.chatID = chatID
        self.tutorID = tutorID
        self.status = status
        self.pausedUntil = pausedUntil
        self.unreadCount = unreadCount
        self.lastMessage = lastMessage
        self.lastMessageAt = lastMessageAt
        self.createdAt = createdAt
    }
}
