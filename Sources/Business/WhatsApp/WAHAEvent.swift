import Domain
import Foundation

/// A webhook of WAHA, as far as the product uses it. Anything else in the body is ignored.
package enum WAHAEvent: Sendable, Hashable {
    case message(IncomingMessage)
    /// With the shop's own number, where WAHA tells it.
    case sessionStatus(SessionName, SessionState, PhoneNumber?)
    /// Lawful and not for us: own messages, groups, stories, reactions, events nobody subscribed to.
    case ignored(reason: String)

    /// - Throws: `WAHAEventError` when the body is not JSON, or lacks what every webhook has.
    package init(body: Data) throws {
        let envelope: Envelope
        do {
            envelope = try JSONDecoder().decode(Envelope.self, from: body)
        } catch is DecodingError {
            let json = try? JSONSerialization.jsonObject(with: body, options: .fragmentsAllowed)
            throw json == nil ? WAHAEventError.notJSON : .unusable
        }
        guard let session = SessionName(envelope.session) else { throw WAHAEventError.unusable }
        switch envelope.event {
        case "message", "message.any":
            guard let payload = envelope.payload else { throw WAHAEventError.unusable }
            self = try Self.message(payload, engine: envelope.engine ?? "", session: session)
        case "session.status":
            guard let status = envelope.payload?.status else { throw WAHAEventError.unusable }
            self = .sessionStatus(
                session, SessionState(rawValue: status), envelope.me?.id.flatMap { ChatID($0) }?.phone)
        default:
            self = .ignored(reason: "event")
        }
    }

    /// The session that the body names, whatever the event.
    package static func session(of body: Data) -> SessionName? {
        (try? JSONDecoder().decode(Envelope.self, from: body)).flatMap { SessionName($0.session) }
    }

    private static func message(_ payload: Payload, engine: String, session: SessionName) throws -> WAHAEvent {
        if payload.fromMe == true { return .ignored(reason: "from_me") }
        guard let id = payload.id.flatMap({ MessageID($0) }), let from = payload.from, let chat = ChatID(from),
            let seconds = payload.timestamp, seconds.isFinite, (0..<1e11).contains(seconds)
        else { throw WAHAEventError.unusable }
        guard chat.kind == .person || chat.kind == .hidden else { return .ignored(reason: "not_a_person") }
        let kind = payload.kind
        let body = String((payload.body ?? "").prefix(maximumCharacters))
        if kind == .text && body.allSatisfy(\.isWhitespace) { return .ignored(reason: "empty") }
        return .message(
            IncomingMessage(
                session: session, chat: chat, bareID: id.bare, kind: kind, body: body,
                senderName: payload.data?.name, phone: chat.phone ?? payload.data?.phone,
                sentAt: Moment(milliseconds: Int64(seconds * 1000))))
    }

    /// WhatsApp's own limit for a text is 65 536 characters; nobody writes a tenth of it to a pet shop.
    private static let maximumCharacters = 16_384
}

/// Why a webhook's body cannot be used. WAHA would send it again for ever, so only `notJSON` is refused.
package enum WAHAEventError: Error, Sendable, Hashable {
    case notJSON
    case unusable
}

private struct Envelope: Decodable {
    let event: String
    let session: String
    let payload: Payload?
    let engine: String?
    let me: Me?

    struct Me: Decodable {
        let id: String?

        private enum CodingKeys: CodingKey { case id }

        init(from decoder: any Decoder) throws {
            id = try? decoder.container(keyedBy: CodingKeys.self).decode(String.self, forKey: .id)
        }
    }
}

private struct Payload: Decodable {
    let id: String?
    let timestamp: Double?
    let from: String?
    let fromMe: Bool?
    let body: String?
    let hasMedia: Bool?
    let media: Media?
    let location: Location?
    let vCards: [String]?
    let status: String?
    let data: EngineData?

    struct Media: Decodable { let mimetype: String? }
    struct Location: Decodable {}

    private enum CodingKeys: String, CodingKey {
        case id, timestamp, from, fromMe, body, hasMedia, media, location, vCards, status
        case data = "_data"
    }

    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        // Engines differ in what they send as null, text or number; a field of another type counts as absent.
        func field<T: Decodable>(_ key: CodingKeys) -> T? { (try? fields.decodeIfPresent(T.self, forKey: key)) ?? nil }
        id = field(.id)
        timestamp = field(.timestamp)
        from = field(.from)
        fromMe = field(.fromMe)
        body = field(.body)
        hasMedia = field(.hasMedia)
        media = field(.media)
        location = field(.location)
        vCards = field(.vCards)
        status = field(.status)
        data = field(.data)
    }

    var kind: Message.Kind {
        if location != nil { return .location }
        if vCards?.isEmpty == false { return .contact }
        guard hasMedia == true else { return .text }
        switch media?.mimetype?.split(separator: "/").first {
        case "audio": return .audio
        case "image": return .image
        case "video": return .video
        case "application", "text": return .document
        default: return .other
        }
    }
}

/// The engine's raw data, from which only the sender's name and number are read. Its shape changes at any time.
private struct EngineData: Decodable {
    let name: String?
    let phone: PhoneNumber?

    private struct AnyKey: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(_ name: String) { stringValue = name }
        init?(stringValue: String) { self.init(stringValue) }
        init?(intValue: Int) { nil }
    }

    init(from decoder: any Decoder) throws {
        let fields = try? decoder.container(keyedBy: AnyKey.self)
        func text(_ key: String, in container: KeyedDecodingContainer<AnyKey>?) -> String? {
            guard let value = try? container?.decodeIfPresent(String.self, forKey: AnyKey(key)) else { return nil }
            return value.isEmpty ? nil : value
        }
        let info = try? fields?.nestedContainer(keyedBy: AnyKey.self, forKey: AnyKey("Info"))
        let key = try? fields?.nestedContainer(keyedBy: AnyKey.self, forKey: AnyKey("key"))
        // WEBJS, NOWEB, GOWS, in waha.md's order.
        name =
            text("notifyName", in: fields) ?? text("pushName", in: fields) ?? text("PushName", in: info)
            ?? text("pushname", in: fields)
        let alternative =
            text("SenderAlt", in: info) ?? text("remoteJidAlt", in: key) ?? text("senderPn", in: key)
        // May carry a device part and the engine's own host: 5511…:31@s.whatsapp.net.
        phone = alternative.flatMap { ChatID($0) }?.phone
    }
}
