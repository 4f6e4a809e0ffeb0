/// A chat between the shop and one customer (table `conversations`).
package struct Conversation: Sendable, Hashable, Identifiable {
    package typealias ID = Identifier<Conversation>

    /// Raw values are the words stored and sent over the API.
    package enum Status: String, Sendable, Codable, CaseIterable {
        case new, replied, archived
    }

    /// Why the agent is silent in a chat. Raw values are the words stored and sent over the API.
    package enum PauseReason: String, Sendable, Codable, CaseIterable {
        /// Somebody of the shop wrote from the phone.
        case phone
        /// Somebody of the shop wrote from the panel.
        case panel
        /// Somebody of the shop asked for it.
        case request
        /// The agent gave the chat to a person.
        case handover
        /// The agent answered so often that it may be talking to a machine.
        case loop
    }

    package let id: ID
    package let sessionID: WhatsAppSession.ID
    /// The address that the customer wrote from last.
    package var chatID: ChatID
    package var tutorID: Tutor.ID?
    package var status: Status
    /// Set while a human has the chat; the agent stays silent until then.
    package var pausedUntil: Moment?
    /// Of the pause under way or of the last one.
    package var pauseReason: PauseReason?
    package var unreadCount: Int
    package var lastMessage: String
    package var lastMessageAt: Moment
    package let createdAt: Moment

    package init(
        id: ID, sessionID: WhatsAppSession.ID, chatID: ChatID, tutorID: Tutor.ID?, status: Status,
        pausedUntil: Moment? = nil, pauseReason: PauseReason? = nil, unreadCount: Int, lastMessage: String,
        lastMessageAt: Moment, createdAt: Moment
    ) {
        self.id = id
        self.sessionID = sessionID
        self.chatID = chatID
        self.tutorID = tutorID
        self.status = status
        self.pausedUntil = pausedUntil
        self.pauseReason = pauseReason
        self.unreadCount = unreadCount
        self.lastMessage = lastMessage
        self.lastMessageAt = lastMessageAt
        self.createdAt = createdAt
    }
}
