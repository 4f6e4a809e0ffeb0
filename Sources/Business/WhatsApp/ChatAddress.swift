import Domain
import Storage

/// How a caller names a chat: by WhatsApp address, by the customer's bare number, or by the chat's own id.
package struct ChatAddress: Sendable, Hashable {
    let id: Conversation.ID?
    let chats: [ChatID]
    let phone: PhoneNumber?

    /// - Returns: nil for text that can be none of these.
    package init?(_ text: String) {
        let plain = text.hasPrefix("+") ? String(text.dropFirst()) : text
        guard let chat = ChatID(plain) else { return nil }
        let isNumber = plain.utf8.allSatisfy { (48...57).contains($0) }
        id = isNumber ? Identifier(text: plain) : nil
        phone = isNumber ? PhoneNumber(plain) : chat.phone
        chats = isNumber ? phone.map { [ChatID(phone: $0)] } ?? [] : [chat]
    }

    /// The chat; nil when the company has none. A customer's number finds them with and without its ninth digit. With
    /// one customer in several chats it is the latest, and one at WhatsApp before a simulated one.
    func find(in tx: TenantTransaction) throws -> ConversationSummary? {
        let list = ConversationListDAO(tx)
        if let id, let found = try list.find(id) { return found }
        if let found = try list.find(chats: chats).max(by: Self.isLessWanted) { return found }
        let known = try chats.isEmpty ? [] : ChatAddressesDAO(tx).chats(at: chats).compactMap { try list.find($0) }
        if let found = known.max(by: Self.isLessWanted) { return found }
        guard let phone, let tutor = try TutorsDAO(tx).find(phone: phone) else { return nil }
        return try list.newest(of: tutor.id)
    }

    private static func isLessWanted(_ left: ConversationSummary, _ right: ConversationSummary) -> Bool {
        if left.transport != right.transport { return left.transport == .simulator }
        return (left.chat.lastMessageAt, left.chat.id) < (right.chat.lastMessageAt, right.chat.id)
    }
}
