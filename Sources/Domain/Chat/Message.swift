/// One message of a chat, either way.
package struct Message: Sendable, Hashable, Identifiable {
    package typealias ID = Identifier<Message>

    package enum Author: String, Sendable, Codable {
        case customer
        case agent
        /// Somebody of the shop, by phone or panel.
        case human
    }

    package enum Kind: String, Sendable, Codable {
        case text, audio, image, video, document, location, contact, other
        /// A call, which nobody can answer here.
        case call
    }

    package let id: ID
    package let conversationID: Conversation.ID
    package let author: Author
    package let kind: Kind
    /// Text or caption; empty for media without one.
    package let body: String
    package let sentAt: Moment
    /// Why the agent answered so; nil for messages of people.
    package let decision: DecisionRecord?

    package init(
        id: ID, conversationID: Conversation.ID, author: Author, kind: Kind, body: String, sentAt: Moment,
        decision: DecisionRecord? = nil
    ) {
        self.id = id
        self.conversationID = conversationID
        self.author = author
        self.kind = kind
        self.body = body
        self.sentAt = sentAt
        self.decision = decision
    }
}

/// What the agent understood and did in one turn; stored beside its reply and shown in the panel.
package struct DecisionRecord: Sendable, Hashable, Codable {
    package var intents: [Intent]
    /// What was understood, by name: "serviço": "Banho".
    package var slots: [String: String]
    /// What was done: "offer", "book", "answer_price", "ask_pet" …
    package var action: String
    /// One sentence for the owner, in Portuguese.
    package var reason: String
    package var offer: String?

    package init(
        intents: [Intent], slots: [String: String] = [:], action: String, reason: String, offer: String? = nil
    ) {
        self.intents = intents
        self.slots = slots
        self.action = action
        self.reason = reason
        self.offer = offer
    }
}

/// A message as it arrived from WhatsApp or the simulator, before it is stored.
package struct IncomingMessage: Sendable, Hashable {
    package var session: SessionName
    package var chat: ChatID
    /// WhatsApp's own id of the message, without chat and direction; the same however it is delivered.
    package var bareID: String
    package var kind: Message.Kind
    package var body: String
    /// The name the sender gave their WhatsApp account; nil when absent.
    package var senderName: String?
    /// The sender's number when WAHA tells it beside a hidden id.
    package var phone: PhoneNumber?
    /// Other addresses of the same person, where WAHA tells them.
    package var aliases: [ChatID]
    package var sentAt: Moment
    /// The file that came along, where WAHA has it.
    package var media: IncomingMedia?

    package init(
        session: SessionName, chat: ChatID, bareID: String, kind: Message.Kind, body: String,
        senderName: String? = nil, phone: PhoneNumber? = nil, aliases: [ChatID] = [], sentAt: Moment,
        media: IncomingMedia? = nil
    ) {
        self.session = session
        self.chat = chat
        self.bareID = bareID
        self.kind = kind
        self.body = body
        self.senderName = senderName
        self.phone = phone
        self.aliases = aliases
        self.sentAt = sentAt
        self.media = media
    }
}

/// A file that came with a message, as WAHA tells of it.
package struct IncomingMedia: Sendable, Hashable {
    /// Under WAHA's own idea of its host; nil when WAHA has not got the file.
    package let url: String?
    package let mimetype: String
    /// Of documents only.
    package let filename: String?

    package init(url: String?, mimetype: String, filename: String? = nil) {
        self.url = url
        self.mimetype = mimetype
        self.filename = filename
    }
}
