import Domain
import Storage

/// A message that was given up, with what its repeat needs.
struct ParkedBody: Encodable, Sendable {
    let id: Message.ID
    let conversationId: Conversation.ID
    let chatId: ChatID
    let author: Message.Author
    let body: String
    let timestamp: String
    let attempts: Int
    let error: String?

    static let schema: Schema = .named(
        "ParkedMessage",
        .object(
            .always("id", .id), .always("conversationId", .id), .always("chatId", .text),
            .always("author", .words(["agent", "human"])), .always("body", .text), .always("timestamp", .moment),
            .always("attempts", .integer, "Calls that were begun"),
            .maybe("error", .text, "Of the last one, for the technician")))

    init(_ entry: ParkedDAO.Entry) {
        id = entry.message.id
        conversationId = entry.message.conversationID
        chatId = entry.chat
        author = entry.message.author
        body = entry.message.body
        timestamp = entry.message.sentAt.iso8601
        attempts = entry.attempts
        error = entry.error.map { String($0.prefix(300)) }
    }
}
