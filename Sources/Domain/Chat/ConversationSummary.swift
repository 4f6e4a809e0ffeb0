/// A chat with what a list of chats shows beside it.
package struct ConversationSummary: Sendable, Hashable {
    /// The customer's latest visit by the calendar, past or to come.
    package struct Visit: Sendable, Hashable {
        package let id: Appointment.ID
        package let status: Appointment.Status
        package let service: String
        package let day: LocalDay
        package let time: LocalTime

        package init(id: Appointment.ID, status: Appointment.Status, service: String, day: LocalDay, time: LocalTime) {
            self.id = id
            self.status = status
            self.service = service
            self.day = day
            self.time = time
        }
    }

    package let chat: Conversation
    package let transport: WhatsAppSession.Transport
    /// The shop's own number at the other end; nil until WhatsApp has told it.
    package let shopPhone: PhoneNumber?
    package let tutorName: String?
    package let tutorPhone: PhoneNumber?
    package let messageCount: Int
    /// What the agent last understood; nil until it has answered.
    package let intent: Intent?
    /// What the agent last did, and why, in one Portuguese sentence.
    package let lastAction: String?
    package let lastReason: String?
    /// When the agent last booked a visit in this chat.
    package let bookedAt: Moment?
    package let visit: Visit?

    package init(
        chat: Conversation, transport: WhatsAppSession.Transport, shopPhone: PhoneNumber?, tutorName: String?,
        tutorPhone: PhoneNumber?, messageCount: Int, intent: Intent?, lastAction: String?, lastReason: String?,
        bookedAt: Moment?, visit: Visit?
    ) {
        self.chat = chat
        self.transport = transport
        self.shopPhone = shopPhone
        self.tutorName = tutorName
        self.tutorPhone = tutorPhone
        self.messageCount = messageCount
        self.intent = intent
        self.lastAction = lastAction
        self.lastReason = lastReason
        self.bookedAt = bookedAt
        self.visit = visit
    }
}
