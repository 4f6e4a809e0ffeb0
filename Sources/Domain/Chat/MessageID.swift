/// The id of one WhatsApp message, whole as WAHA writes it and bare as WhatsApp knows it.
///
/// WAHA writes `{fromMe}_{chatId}_{messageId}[_{participant}]`, such as `false_5511900000001@c.us_3A00`. One message
/// may come twice under two chat ids, so what tells messages apart is `bare`.
package struct MessageID: Sendable, Hashable, CustomStringConvertible {
    /// The id as received: the form to quote or edit a message by.
    package let rawValue: String
    /// WhatsApp's own id, the same whatever chat form, direction or engine it came with.
    package let bare: String
    /// Whether the shop wrote it; nil for an id that came bare.
    package let fromMe: Bool?
    /// The chat it stands in; nil for an id that came bare.
    package let chat: ChatID?

    /// Reads either form; an id in no known form is its own bare id.
    ///
    /// - Returns: nil when empty, over 256 bytes, or with a byte that is not printable ASCII.
    package init?(_ text: some StringProtocol) {
        guard !text.isEmpty, text.utf8.count <= 256, text.utf8.allSatisfy({ (33...126).contains($0) }) else {
            return nil
        }
        rawValue = String(text)
        if let parts = Self.parts(of: Substring(rawValue)) {
            (fromMe, chat, bare) = (parts.fromMe, parts.chat, String(parts.bare))
        } else {
            (fromMe, chat, bare) = (nil, nil, rawValue)
        }
    }

    /// The whole id of a message the shop sent, for engines that answer only with its parts.
    package init?(sentTo chat: ChatID, bare: some StringProtocol) { self.init("true_\(chat)_\(bare)") }

    package var description: String { bare }

    private static func parts(of text: Substring) -> (fromMe: Bool, chat: ChatID, bare: Substring)? {
        guard let direction = text.firstIndex(of: "_"), ["true", "false"].contains(text[..<direction]) else {
            return nil
        }
        let rest = text[text.index(after: direction)...]
        // The chat's own part before its "@" may hold underscores, so its end is looked for after the "@".
        let afterAt = rest.firstIndex(of: "@") ?? rest.startIndex
        guard let chatEnd = rest[afterAt...].firstIndex(of: "_"), let chat = ChatID(rest[..<chatEnd]) else {
            return nil
        }
        let bare = withoutAuthor(rest[rest.index(after: chatEnd)...])
        return bare.isEmpty ? nil : (text[..<direction] == "true", chat, bare)
    }

    /// Cuts a group's `_{participant}`, and the `_out`/`_in` that browser engines put after ids in a chat with oneself.
    private static func withoutAuthor(_ text: Substring) -> Substring {
        let author = text.firstIndex(of: "@") ?? text.endIndex
        guard let mark = text[..<author].lastIndex(of: "_") else { return text }
        let suffix = text[text.index(after: mark)...]
        return suffix.contains("@") || suffix == "out" || suffix == "in" ? text[..<mark] : text
    }
}
