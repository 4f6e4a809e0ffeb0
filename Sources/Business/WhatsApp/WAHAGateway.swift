import Domain
import Foundation

/// WhatsApp by way of a WAHA server, whatever engine it runs.
package struct WAHAGateway: WhatsAppGateway {
    /// WhatsApp's own limit for text that is shown whole.
    static let longestText = 4096

    let http: HTTPCaller
    private let endpoint: @Sendable (SessionName) async throws -> WAHAEndpoint

    /// - Parameter endpoint: The server that holds a session.
    package init(
        http: HTTPCaller, endpoint: @escaping @Sendable (SessionName) async throws -> WAHAEndpoint
    ) {
        self.http = http
        self.endpoint = endpoint
    }

    package func markSeen(_ chat: ChatID, in session: SessionName) async throws {
        try await signal("sendSeen", chat, session)
    }

    package func startTyping(_ chat: ChatID, in session: SessionName) async throws {
        try await signal("startTyping", chat, session)
    }

    package func stopTyping(_ chat: ChatID, in session: SessionName) async throws {
        try await signal("stopTyping", chat, session)
    }

    package func newMessageID(in session: SessionName) async throws -> MessageID? {
        let request = try await request(.get, "/api/\(session)/new-message-id", session)
        let answer = try await http.answer(to: request)
        // What an engine cannot do is refused as unknown or unprocessable; so is a session that is not working,
        // told apart by the states it lists.
        let isMissing = [404, 405, 422, 501].contains(answer.status)
        if isMissing, !answer.saysNotWorking { return nil }
        let given = try answer.orRefusal()
        return (try? given.json(IDAnswer.self))?.id
    }

    package func send(
        _ text: String, to chat: ChatID, from session: SessionName, as id: MessageID?
    ) async throws -> MessageID? {
        guard !text.isEmpty, text.count <= Self.longestText else {
            throw GatewayError.invalidRequest("a text has 1 to \(Self.longestText) characters")
        }
        let body = TextBody(session: session.rawValue, chatId: chat, text: text, id: id?.rawValue)
        let answer = try await http.call(try await request(.post, "/api/sendText", session, body))
        // A page in place of an answer comes from something that stands before WAHA: nobody knows what became of it.
        guard answer.body.isEmpty || answer.isJSON else { throw GatewayError.unreadable }
        // The message is sent by now, whatever the answer looks like.
        let told = try? answer.json(SendAnswer.self).id(in: chat)
        return told ?? id.flatMap { MessageID(sentTo: chat, bare: $0.bare) }
    }

    package func recentMessages(
        in chat: ChatID, of session: SessionName, since: Moment
    ) async throws -> [SentMessage] {
        let second = Int64((Double(since.milliseconds) / 1000).rounded(.down))
        let path = "/api/\(session)/chats/\(Self.escaped(chat))/messages"
        let query = "?limit=100&downloadMedia=false&filter.timestamp.gte=\(second)"
        let answer = try await http.call(try await request(.get, path + query, session))
        return try answer.json([Lenient<HistoryMessage>].self)
            .compactMap { $0.value?.message }
            .filter { $0.at.milliseconds >= second * 1000 }
            .sorted { $0.at > $1.at }
    }

    package func status(of session: SessionName) async throws -> SessionState {
        let answer = try await http.call(try await request(.get, "/api/sessions/\(session)", session))
        return SessionState(rawValue: try answer.json(SessionAnswer.self).status)
    }
}

// MARK: - Requests

extension WAHAGateway {
    private func signal(_ name: String, _ chat: ChatID, _ session: SessionName) async throws {
        let body = ChatBody(session: session.rawValue, chatId: chat)
        var request = try await request(.post, "/api/\(name)", session, body)
        request.retry = .none
        _ = try await http.call(request)
    }

    func request(
        _ method: HTTPCall.Method, _ path: String, _ session: SessionName, _ body: (any Encodable)? = nil
    ) async throws -> HTTPCall {
        let endpoint = try await endpoint(session)
        let base = endpoint.baseURL.trimmingCharacters(in: .whitespaces)
        let url = String(base.reversed().drop { $0 == "/" }.reversed()) + path
        var headers = ["Accept": "application/json"]
        headers["X-Api-Key"] = endpoint.apiKey
        let policy = endpoint.addressPolicy
        var call =
            if let body {
                try HTTPCall(method, url, headers: headers, json: body, addressPolicy: policy)
            } else {
                HTTPCall(method, url, headers: headers, addressPolicy: policy)
            }
        // WAHA itself holds a call for up to 5 s while the session is not working.
        call.timeout = .seconds(20)
        call.retry = .brief
        return call
    }

    static func escaped(_ chat: ChatID) -> String {
        chat.rawValue.replacing("@", with: "%40").replacing(":", with: "%3A")
    }
}

extension HTTPAnswer {
    func json<Value: Decodable>(_ type: Value.Type) throws(GatewayError) -> Value {
        guard let value = try? JSONDecoder().decode(type, from: body) else { throw .unreadable }
        return value
    }

    var isJSON: Bool { (try? JSONSerialization.jsonObject(with: body, options: .fragmentsAllowed)) != nil }

    /// True of the refusal of a call to a session that is not working, which lists the states that would do.
    var saysNotWorking: Bool { (try? json(NotWorking.self)) != nil }
}

// MARK: - Bodies

private struct ChatBody: Encodable {
    let session: String
    let chatId: ChatID
}

private struct TextBody: Encodable {
    let session: String
    let chatId: ChatID
    let text: String
    let id: String?
}

private struct NotWorking: Decodable {
    let expected: [String]
}

private struct SessionAnswer: Decodable {
    let status: String
}

private struct IDAnswer: Decodable {
    let id: MessageID?

    private enum Key: CodingKey { case id }

    init(from decoder: any Decoder) throws {
        id = try decoder.container(keyedBy: Key.self).decode(WireID.self, forKey: .id).id
    }
}

/// An id as text (NOWEB, GOWS) or as an object (the browser engines).
private struct WireID: Decodable {
    let id: MessageID?

    private enum Key: CodingKey { case _serialized }

    init(from decoder: any Decoder) throws {
        let text =
            if let text = try? decoder.singleValueContainer().decode(String.self) {
                text
            } else {
                try decoder.container(keyedBy: Key.self).decode(String.self, forKey: ._serialized)
            }
        id = MessageID(text)
    }
}

/// The answer to a send: an id (GOWS, browser engines), or NOWEB's raw message, whose key names its parts.
private struct SendAnswer: Decodable {
    private struct RawKey: Decodable { let id: String }

    private let whole: MessageID?
    private let bare: String?

    private enum Key: CodingKey { case id, key }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        whole = (try? container.decode(WireID.self, forKey: .id))?.id
        bare = (try? container.decode(RawKey.self, forKey: .key))?.id
    }

    func id(in chat: ChatID) -> MessageID? {
        whole ?? bare.flatMap { MessageID(sentTo: chat, bare: $0) }
    }
}

/// One message of a chat's history. Only the id, the time and the direction are sure to be there.
private struct HistoryMessage: Decodable {
    let message: SentMessage?

    private enum Key: CodingKey { case id, timestamp, fromMe, body }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        let seconds = try Self.seconds(container)
        let fromMe = try? container.decode(Bool.self, forKey: .fromMe)
        let text = (try? container.decode(String.self, forKey: .body)) ?? ""
        message = try container.decode(WireID.self, forKey: .id).id.map { id in
            SentMessage(
                id: id, fromMe: fromMe ?? id.fromMe ?? false, text: text, at: Moment(milliseconds: seconds * 1000))
        }
    }

    /// Seconds, as a number that may carry decimals or as text.
    private static func seconds(_ container: KeyedDecodingContainer<Key>) throws -> Int64 {
        let number =
            try (try? container.decode(Double.self, forKey: .timestamp))
            ?? Double(container.decode(String.self, forKey: .timestamp)) ?? .nan
        guard (0...1e11).contains(number) else {
            throw DecodingError.dataCorruptedError(forKey: .timestamp, in: container, debugDescription: "not a time")
        }
        return Int64(number)
    }
}

/// A list's element that may be of an unknown shape; the others still count.
private struct Lenient<Value: Decodable>: Decodable {
    let value: Value?
    init(from decoder: any Decoder) throws { value = try? Value(from: decoder) }
}
