/// A WhatsApp address as WAHA writes it: `5511900000001@c.us`, `199…@lid`, `…@g.us`.
package struct ChatID: Sendable, Hashable, Codable, CustomStringConvertible {
    /// What stands behind the address.
    package enum Kind: Sendable, Hashable {
        /// One person, by phone number.
        case person
        /// One person, by a hidden id that is not a phone number.
        case hidden
        case group
        /// Stories, lists and channels: nobody waits for an answer there.
        case broadcast
        case unknown
    }

    package let rawValue: String

    /// - Returns: nil when empty, over 128 bytes, or with a character outside letters, digits and `@._:-`.
    package init?(_ text: some StringProtocol) {
        guard !text.isEmpty, text.utf8.count <= 128,
            text.utf8.allSatisfy({ byte in
                (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
                    || [64, 46, 95, 58, 45].contains(byte)
            })
        else { return nil }
        rawValue = String(text)
    }

    package init(phone: PhoneNumber) { rawValue = phone.digits + "@c.us" }

    /// Somebody of whom no number is known.
    package init(hidden number: Int64) { rawValue = "\(number)@lid" }

    package var kind: Kind {
        if rawValue == "status@broadcast" { return .broadcast }
        switch rawValue.split(separator: "@", maxSplits: 1).last.map(String.init) {
        case "c.us", "s.whatsapp.net": return .person
        case "lid": return .hidden
        case "g.us": return .group
        case "broadcast", "newsletter": return .broadcast
        default: return .unknown
        }
    }

    /// The phone number behind a `person` address; nil for every other kind.
    package var phone: PhoneNumber? {
        guard kind == .person else { return nil }
        return PhoneNumber(international: rawValue.prefix { $0 != "@" && $0 != ":" })
    }

    /// The same for every way in which WhatsApp writes one address: without device and host of an engine, a Brazilian
    /// mobile number with its ninth digit.
    package var identity: ChatID {
        guard kind == .person || kind == .hidden else { return self }
        if let phone { return ChatID(checked: phone.key + "@c.us") }
        let user = rawValue.prefix { $0 != "@" && $0 != ":" }
        return ChatID(checked: user + (kind == .hidden ? "@lid" : "@c.us"))
    }

    private init(checked text: String) { rawValue = text }

    package var description: String { rawValue }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let chat = ChatID(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "expected a WhatsApp chat id")
        }
        self = chat
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }
}
