import Domain

/// A webhook of WAHA about an earlier message, a vote or a call: those that tell of no new message.
struct WAHAChange {
    private let name: String
    private let payload: WAHAPayload

    /// - Returns: nil for an event of another kind, or without a payload.
    init?(_ envelope: WAHAEnvelope) {
        guard let payload = envelope.payload, Self.names.contains(envelope.event) else { return nil }
        name = envelope.event
        self.payload = payload
    }

    private static let names: Set<String> = [
        "message.ack", "message.reaction", "message.edited", "message.revoked", "poll.vote", "call.received",
    ]
    /// A reaction is one sign, which may be made of several code points.
    private static let longestReaction = 16

    /// - Throws: `WAHAEventError.unusable` when what such an event must have is missing.
    func event(in session: SessionName) throws -> WAHAEvent {
        switch name {
        case "message.ack":
            guard payload.fromMe != false else { return .ignored(reason: "not_ours") }
            guard let delivery = payload.ack.flatMap(Delivery.init(rawValue:)) else { throw WAHAEventError.unusable }
            return .changed(session, .delivery(of: try Self.bare(payload.id), delivery))
        case "message.reaction":
            guard payload.fromMe != true else { return .ignored(reason: "from_me") }
            let sign = payload.reaction?.text ?? ""
            let isSign = !sign.isEmpty && sign.unicodeScalars.count <= Self.longestReaction
            return .changed(
                session, .reaction(to: try Self.bare(payload.reaction?.messageId), isSign ? sign : nil))
        case "message.edited": return try edited(in: session)
        case "message.revoked": return .changed(session, .revoked(try Self.bare(payload.revokedMessageId)))
        case "poll.vote": return try vote(in: session)
        default: return try call(in: session)
        }
    }

    private func edited(in session: SessionName) throws -> WAHAEvent {
        guard payload.fromMe != true else { return .ignored(reason: "from_me") }
        let text = WAHAEvent.text(payload.body)
        guard !text.allSatisfy(\.isWhitespace) else { return .ignored(reason: "empty") }
        let id = try Self.bare(payload.editedMessageId)
        return try message(from: payload.from, id: id, .text, text, at: payload.timestamp, in: session) {
            .changed(session, .edited($0))
        }
    }

    /// A vote says in words what the customer wants: it is read as if they had written them.
    private func vote(in session: SessionName) throws -> WAHAEvent {
        guard let vote = payload.vote else { throw WAHAEventError.unusable }
        guard vote.fromMe != true else { return .ignored(reason: "from_me") }
        let text = WAHAEvent.text(vote.selectedOptions?.joined(separator: "\n"))
        guard !text.allSatisfy(\.isWhitespace) else { return .ignored(reason: "empty") }
        return try message(
            from: vote.from, id: try Self.bare(vote.id), .text, text, at: vote.timestamp, in: session
        ) { .message($0) }
    }

    private func call(in session: SessionName) throws -> WAHAEvent {
        guard payload.isGroup != true else { return .ignored(reason: "not_a_person") }
        let text = payload.isVideo == true ? "Chamada de vídeo" : "Chamada de voz"
        return try message(
            from: payload.from, id: try Self.bare(payload.id), .call, text, at: payload.timestamp, in: session
        ) { .changed(session, .call($0)) }
    }

    private func message(
        from: String?, id: String, _ kind: Message.Kind, _ text: String, at seconds: Double?, in session: SessionName,
        _ event: (IncomingMessage) -> WAHAEvent
    ) throws -> WAHAEvent {
        guard let chat = from.flatMap({ ChatID($0) }), let seconds, seconds.isFinite, (0..<1e11).contains(seconds)
        else { throw WAHAEventError.unusable }
        guard chat.kind == .person || chat.kind == .hidden else { return .ignored(reason: "not_a_person") }
        let aliases = payload.data?.senders.filter { $0.identity != chat.identity } ?? []
        return event(
            IncomingMessage(
                session: session, chat: chat, bareID: id, kind: kind, body: text, senderName: payload.data?.name,
                phone: chat.phone ?? aliases.lazy.compactMap(\.phone).first, aliases: aliases,
                sentAt: Moment(milliseconds: Int64(seconds * 1000))))
    }

    private static func bare(_ id: String?) throws -> String {
        guard let id = id.flatMap({ MessageID($0) }) else { throw WAHAEventError.unusable }
        return id.bare
    }
}
