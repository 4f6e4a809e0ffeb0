/// What becomes known of a message after it was stored.
package enum MessageChange: Sendable, Hashable {
    /// How far a message of the shop came, by WhatsApp's bare id.
    case delivery(of: String, Delivery)
    /// nil takes the reaction back.
    case reaction(to: String, String?)
    /// The message as it reads now, under the id of the one that was written first.
    case edited(IncomingMessage)
    /// The sender took the message back.
    case revoked(String)
    case call(IncomingMessage)
}

/// How far WhatsApp says that a message came. Raw values are WhatsApp's own numbers.
package enum Delivery: Int, Sendable, Hashable {
    case failed = -1
    case pending = 0
    case server = 1
    case device = 2
    case read = 3
    case played = 4

    /// Whether this is news after `known`: reports come late and out of order, and what has arrived cannot fail.
    package func isNews(after known: Delivery?) -> Bool {
        guard let known else { return true }
        switch self {
        case .failed: return known == .pending
        case .pending: return false
        default: return rawValue > known.rawValue
        }
    }
}

/// A message that left the shop's own number, however it was written.
package struct OwnMessage: Sendable, Hashable {
    package var session: SessionName
    /// The customer's address.
    package var chat: ChatID
    package var bareID: String
    package var kind: Message.Kind
    package var body: String
    /// WAHA says that it came through its API. It has been wrong at times.
    package var isFromAPI: Bool
    package var aliases: [ChatID]
    package var sentAt: Moment

    package init(
        session: SessionName, chat: ChatID, bareID: String, kind: Message.Kind, body: String, isFromAPI: Bool,
        aliases: [ChatID] = [], sentAt: Moment
    ) {
        self.session = session
        self.chat = chat
        self.bareID = bareID
        self.kind = kind
        self.body = body
        self.isFromAPI = isFromAPI
        self.aliases = aliases
        self.sentAt = sentAt
    }
}
