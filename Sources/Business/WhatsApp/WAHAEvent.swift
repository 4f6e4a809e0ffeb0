import Domain
import Foundation

/// A webhook of WAHA, as far as the product uses it. Anything else in the body is ignored.
package enum WAHAEvent: Sendable, Hashable {
    case message(IncomingMessage)
    /// What left the shop's own number, by this server or by hand.
    case own(OwnMessage)
    /// What became known of an earlier message.
    case changed(SessionName, MessageChange)
    /// With the shop's own number, where WAHA tells it.
    case sessionStatus(SessionName, SessionState, PhoneNumber?)
    /// Lawful and not for us: groups, stories, events nobody subscribed to.
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
            self = try Self.message(payload, envelope, session: session)
        case "session.status":
            guard let status = envelope.payload?.status else { throw WAHAEventError.unusable }
            self = .sessionStatus(
                session, SessionState(rawValue: status), envelope.me?.id.flatMap { ChatID($0) }?.phone)
        default:
            self = try WAHAChange(body: body)?.event(in: session) ?? .ignored(reason: "event")
        }
    }

    /// The session that the body names, whatever the event.
    package static func session(of body: Data) -> SessionName? {
        (try? JSONDecoder().decode(Envelope.self, from: body)).flatMap { SessionName($0.session) }
    }

    private static func message(
        _ payload: Payload, _ envelope: Envelope, session: SessionName
    ) throws -> WAHAEvent {
        guard let id = payload.id.flatMap({ MessageID($0) }), let from = payload.from, let sender = ChatID(from),
            let seconds = payload.timestamp, seconds.isFinite, (0..<1e11).contains(seconds)
        else { throw WAHAEventError.unusable }
        let isOwn = payload.fromMe == true
        let chat = isOwn ? try recipient(of: payload, id, sender, envelope) : sender
        guard chat.kind == .person || chat.kind == .hidden else { return .ignored(reason: "not_a_person") }
        let kind = payload.kind
        let body = Self.text(payload.body)
        if kind == .text && body.allSatisfy(\.isWhitespace) { return .ignored(reason: "empty") }
        let sentAt = Moment(milliseconds: Int64(seconds * 1000))
        let own = Set([envelope.me?.id, envelope.me?.lid].compactMap { $0.flatMap { ChatID($0)?.identity } })
        if isOwn, own.contains(chat.identity) { return .ignored(reason: "to_oneself") }
        let others = (isOwn ? payload.data?.recipients : payload.data?.senders) ?? []
        let aliases = others.filter { $0.identity != chat.identity && !own.contains($0.identity) }
        if isOwn {
            return .own(
                OwnMessage(
                    session: session, chat: chat, bareID: id.bare, kind: kind, body: body,
                    isFromAPI: payload.source == "api", aliases: aliases, sentAt: sentAt))
        }
        return .message(
            IncomingMessage(
                session: session, chat: chat, bareID: id.bare, kind: kind, body: body,
                senderName: payload.data?.name, phone: chat.phone ?? aliases.lazy.compactMap(\.phone).first,
                aliases: aliases, sentAt: sentAt, media: payload.file))
    }

    /// Whom an own message went to: browser engines name the sender in `from`, the others the chat.
    private static func recipient(
        of payload: Payload, _ id: MessageID, _ from: ChatID, _ envelope: Envelope
    ) throws -> ChatID {
        let isBrowser = ["WEBJS", "WPP"].contains(envelope.engine?.uppercased())
        let told = isBrowser ? payload.to.flatMap { ChatID($0) } : from
        guard let chat = told ?? id.chat else { throw WAHAEventError.unusable }
        return chat
    }

    /// A text as far as it is kept.
    static func text(_ body: String?) -> String { String((body ?? "").prefix(maximumCharacters)) }

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
        let lid: String?

        private enum CodingKeys: CodingKey { case id, lid }

        init(from decoder: any Decoder) throws {
            let fields = try? decoder.container(keyedBy: CodingKeys.self)
            id = try? fields?.decode(String.self, forKey: .id)
            lid = try? fields?.decode(String.self, forKey: .lid)
        }
    }
}

private struct Payload: Decodable {
    let id: String?
    let timestamp: Double?
    let from: String?
    let to: String?
    let fromMe: Bool?
    let source: String?
    let body: String?
    let hasMedia: Bool?
    let media: Media?
    let location: Location?
    let vCards: [String]?
    let status: String?
    let data: EngineData?

    struct Media: Decodable {
        let url: String?
        let mimetype: String?
        let filename: String?
    }
    struct Location: Decodable {}

    private enum CodingKeys: String, CodingKey {
        case id, timestamp, from, to, fromMe, source, body, hasMedia, media, location, vCards, status
        case data = "_data"
    }

    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        // Engines differ in what they send as null, text or number; a field of another type counts as absent.
        func field<T: Decodable>(_ key: CodingKeys) -> T? { (try? fields.decodeIfPresent(T.self, forKey: key)) ?? nil }
        id = field(.id)
        timestamp = field(.timestamp)
        from = field(.from)
        to = field(.to)
        fromMe = field(.fromMe)
        source = field(.source)
        body = field(.body)
        hasMedia = field(.hasMedia)
        media = field(.media)
        location = field(.location)
        vCards = field(.vCards)
        status = field(.status)
        data = field(.data)
    }

    /// The file that came along; one that WAHA could not get is asked for again later.
    var file: IncomingMedia? {
        guard hasMedia == true else { return nil }
        return IncomingMedia(
            url: media?.url, mimetype: media?.mimetype ?? "application/octet-stream", filename: media?.filename)
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

/// The engine's raw data, from which only the sender's name and other addresses are read. Its shape changes at any
/// time.
struct EngineData: Decodable {
    let name: String?
    /// Other addresses of who wrote, and of whom an own message went to.
    let senders: [ChatID]
    let recipients: [ChatID]

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
        // May carry a device part and the engine's own host: 5511…:31@s.whatsapp.net.
        senders = [
            text("SenderAlt", in: info), text("remoteJidAlt", in: key), text("senderPn", in: key),
            text("senderLid", in: key),
        ].compactMap { $0.flatMap { ChatID($0)?.identity } }
        recipients = [text("RecipientAlt", in: info), text("remoteJidAlt", in: key)]
            .compactMap { $0.flatMap { ChatID($0)?.identity } }
    }
}
