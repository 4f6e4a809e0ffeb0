import Domain

/// Messages as figures read them: who answered whom when, and what the agent understood and did.
package struct TalksDAO {
    let tx: TenantTransaction
    package init(_ tx: TenantTransaction) { self.tx = tx }

    /// One answer of the shop.
    package struct Answer: Sendable, Hashable {
        package let at: Moment
        package let isByAgent: Bool
        package let conversationID: Conversation.ID
    }

    /// Answers from one moment until just before another, in order. Read from an index alone.
    package func answers(from first: Moment, until end: Moment) throws -> [Answer] {
        try tx.rows(
            """
            SELECT sent_at, author, conversation_id FROM messages
            WHERE sent_at >= \(first) AND sent_at < \(end) AND author <> 'customer' ORDER BY sent_at
            """
        ) { row in
            Answer(
                at: row.moment(0), isByAgent: row.string(1) == Message.Author.agent.rawValue, conversationID: row.id(2))
        }
    }

    /// One turn of the agent.
    package struct Turn: Sendable, Hashable {
        package let conversationID: Conversation.ID
        package let action: String
        package let intents: [Intent]
    }

    /// The agent's turns from one moment until just before another, in order. A record that this program cannot read
    /// is left out.
    package func turns(from first: Moment, until end: Moment) throws -> [Turn] {
        try tx.rows(
            """
            SELECT conversation_id, decision FROM messages
            WHERE decision IS NOT NULL AND sent_at >= \(first) AND sent_at < \(end) ORDER BY sent_at, id
            """
        ) { row in Self.turn(row.id(0), row.string(1)) }.compactMap(\.self)
    }

    /// Only what is counted: decoding the whole record costs several times as much.
    private static func turn(_ conversation: Conversation.ID, _ text: String) -> Turn? {
        guard let record = JSONValue(bytes: text.utf8), case .string(let action) = record["action"],
            case .array(let words) = record["intents"]
        else { return nil }
        let intents = words.compactMap { word -> Intent? in
            guard case .string(let text) = word else { return nil }
            return Intent(rawValue: text)
        }
        return Turn(conversationID: conversation, action: action, intents: intents)
    }

    /// A turn as the panel shows it.
    package struct Shown: Sendable, Hashable {
        package let reply: Message
        package let chatID: ChatID
        package let tutorName: String?
        package let tutorPhone: PhoneNumber?
        /// What the customer wrote last before it; nil when nothing.
        package let question: String?
    }

    /// The agent's newest turns, newest first.
    package func newestTurns(limit: Int) throws -> [Shown] {
        try tx.rows(
            """
            SELECT m.id, m.conversation_id, m.author, m.kind, m.body, m.sent_at, m.decision, c.chat_id, t.nome,
                   t.telefone,
                   (SELECT q.body FROM messages q
                    WHERE q.conversation_id = m.conversation_id AND q.author = 'customer' AND q.sent_at <= m.sent_at
                    ORDER BY q.sent_at DESC, q.id DESC LIMIT 1)
            FROM messages m
            JOIN conversations c ON c.id = m.conversation_id
            LEFT JOIN tutors t ON t.id = c.tutor_id
            WHERE m.decision IS NOT NULL ORDER BY m.sent_at DESC, m.id DESC LIMIT \(limit)
            """
        ) { row in
            Shown(
                reply: try Message(row: row), chatID: try row.chat(7), tutorName: row.optionalString(8),
                tutorPhone: try row.optionalPhone(9), question: row.optionalString(10))
        }
    }

    /// Chats with a message since a moment, and the customers known behind them.
    package func chats(since moment: Moment) throws -> (all: Int, customers: Int) {
        let tutors = try tx.rows("SELECT tutor_id FROM conversations WHERE last_message_at >= \(moment)") {
            $0.optionalID(0) as Tutor.ID?
        }
        return (tutors.count, Set(tutors.compactMap(\.self)).count)
    }
}
