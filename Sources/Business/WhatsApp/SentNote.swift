import Domain
import Storage

/// Writes down that a message of the shop is with WhatsApp.
package enum SentNote {
    /// Notes the send and WhatsApp's id of the message, and what was told of that id before it was known.
    ///
    /// - Parameter bareID: nil when WhatsApp has the message and nobody told its id.
    package static func write(
        _ entry: OutboxDAO.ID, message: Message.ID, in chat: Conversation.ID, bareID: String?, at now: Moment,
        _ tx: TenantTransaction
    ) throws {
        try OutboxDAO(tx).noteSent(entry, at: now)
        if let bareID, let session = try ConversationsDAO(tx).find(chat)?.sessionID {
            try forgetDouble(bareID, of: message, session: session, tx)
            try MessagesDAO(tx).setBareID(bareID, of: message)
            if let early = try EarlyAcksDAO(tx).find(bareID, in: session) {
                try MessageChangesDAO(tx).setDelivery(early, of: message)
            }
        }
        try CompanyEvent.messageSent(message, chat).tell(in: tx, at: now)
    }

    /// Takes back what an echo was mistaken for that came before the id was known: a human's message and the silence
    /// that followed it.
    private static func forgetDouble(
        _ bareID: String, of message: Message.ID, session: WhatsAppSession.ID, _ tx: TenantTransaction
    ) throws {
        guard let double = try MessagesDAO(tx).find(bareID: bareID, of: session), double.id != message,
            double.author == .human
        else { return }
        try MessageChangesDAO(tx).delete(double.id)
        if let chat = try ConversationsDAO(tx).find(double.conversationID), chat.pauseReason == .phone {
            try ConversationsDAO(tx).pause(chat.id, until: nil)
        }
    }
}
