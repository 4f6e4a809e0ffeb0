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
        let envelope: WAHAEnvelope
        do {
            envelope = try JSONDecoder().decode(WAHAEnvelope.self, from: body)
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
            self = try WAHAChange(envelope)?.event(in: session) ?? .ignored(reason: "event")
        }
    }

    /// The session that the body names, whatever the event.
    package static func session(of body: Data) -> SessionName? {
        (try? JSONDecoder().decode(WAHAEnvelope.self, from: body)).flatMap { SessionName($0.session) }
    }

    private static func message(
        _ payload: WAHAPayload, _ envelope: WAHAEnvelope, session: SessionName
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
        of payload: WAHAPayload, _ id: MessageID, _ from: ChatID, _ envelope: WAHAEnvelope
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
