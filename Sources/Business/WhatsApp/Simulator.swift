import Domain
import Storage

/// Being the customer without WhatsApp. Messages take the very way of a webhook's: inbox, worker, agent, outbox.
package struct Simulator: Sendable {
    let database: Database
    let sessions: Sessions
    let inbox: Inbox
    let clock: any ShopClock
    let clocks: SimulatedClocks

    package init(
        database: Database, sessions: Sessions, inbox: Inbox, clock: any ShopClock,
        clocks: SimulatedClocks = SimulatedClocks()
    ) {
        self.clocks = clocks
        self.database = database
        self.sessions = sessions
        self.inbox = inbox
        self.clock = clock
    }

    /// What a pretended customer sees of the chat.
    package struct Chat: Sendable {
        /// Oldest first.
        package var messages: [Message] = []
        /// The agent has still something to say.
        package var isPending = false

        package init(messages: [Message] = [], isPending: Bool = false) {
            self.messages = messages
            self.isPending = isPending
        }
    }

    /// Sends as the customer of that number.
    ///
    /// - Parameter text: 1 to 4096 characters.
    package func send(
        _ text: String, phone: PhoneNumber, name: String?, in scope: TenantScope
    ) async throws -> (chat: ChatID, message: Message.ID?) {
        let session = try await sessions.simulator(in: scope)
        let chat = ChatID(phone: phone)
        let incoming = IncomingMessage(
            session: session.name, chat: chat, bareID: "SIM\(SecureRandom.hex(12))", kind: .text, body: text,
            senderName: name, phone: phone, sentAt: clock.now)
        guard case .stored(let id, _) = try await inbox.receive(incoming, from: session) else { return (chat, nil) }
        return (chat, id)
    }

    /// - Parameter after: Only what came later than this message; nil for the newest hundred.
    package func chat(
        phone: PhoneNumber, after: Message.ID?, in scope: TenantScope
    ) async throws -> Chat {
        try await database.read(scope) { tx in
            guard let session = try WhatsAppSessionsDAO(tx).simulator(),
                let known = try ConversationsDAO(tx).find(chat: ChatID(phone: phone), of: session.id)
            else { return Chat() }
            let messages = MessagesDAO(tx)
            return Chat(
                messages: try after.map { try messages.after($0, in: known.id, limit: 100) }
                    ?? messages.recent(in: known.id, limit: 100),
                isPending: try JobQueue(tx).count(lane: Inbox.lane(of: known.id)) > 0)
        }
    }

    /// Makes the agent forget what was under way in the chat, and take it back from a human. Messages stay.
    package func reset(phone: PhoneNumber, in scope: TenantScope) async throws {
        try await database.write(scope) { tx in
            guard let session = try WhatsAppSessionsDAO(tx).simulator(),
                let known = try ConversationsDAO(tx).find(chat: ChatID(phone: phone), of: session.id)
            else { return }
            try ConversationsDAO(tx).setDialogue(String?.none, of: known.id)
            try ConversationsDAO(tx).pause(known.id, until: nil)
        }
    }
}
