import Domain
import Foundation

/// What WAHA can be asked about the past.
extension WAHAGateway {
    /// A chat in WAHA's list.
    struct ListedChat: Sendable, Hashable {
        let id: ChatID
        /// Of its last message; nil when the list does not tell.
        let lastAt: Moment?
    }

    /// The session's chats, the latest first.
    ///
    /// - Returns: nil where the engine has no such list.
    func chats(of session: SessionName, limit: Int, offset: Int) async throws -> [ListedChat]? {
        let path = "/api/\(session)/chats/overview?limit=\(limit)&offset=\(offset)"
        guard let items = try await list(path, session) else { return nil }
        return items.compactMap { item in
            guard let id = (item["id"] as? String).flatMap({ ChatID($0) }) else { return nil }
            let last = (item["lastMessage"] as? [String: Any])?["timestamp"] as? Double
            let lawful = last.flatMap { (0...1e11).contains($0) ? $0 : nil }
            return ListedChat(id: id, lastAt: lawful.map { Moment(milliseconds: Int64($0 * 1000)) })
        }
    }

    /// Part of a chat since a moment, the latest first, each message as the body of a webhook.
    ///
    /// - Returns: nil where the engine keeps no history.
    func webhooks(
        of chat: ChatID, in session: SessionName, engine: String, since: Moment, limit: Int, offset: Int
    ) async throws -> [Data]? {
        let second = since.milliseconds / 1000
        let query = "limit=\(limit)&offset=\(offset)&downloadMedia=false&filter.timestamp.gte=\(second)"
        guard let items = try await list("/api/\(session)/chats/\(Self.escaped(chat))/messages?\(query)", session)
        else { return nil }
        return items.compactMap { item in
            let event: [String: Any] = [
                "event": "message.any", "session": session.rawValue, "engine": engine, "payload": item,
            ]
            return try? JSONSerialization.data(withJSONObject: event)
        }
    }

    /// Where a message's file can be had for a while, once WAHA has got it from WhatsApp.
    ///
    /// - Returns: nil when WAHA has neither.
    func mediaURL(of id: String, in chat: ChatID, of session: SessionName) async throws -> String? {
        let message = id.replacing("@", with: "%40")
        let path = "/api/\(session)/chats/\(Self.escaped(chat))/messages/\(message)?downloadMedia=true"
        let answer = try await http.answer(to: try await request(.get, path, session))
        if answer.status == 404 { return nil }
        let body = try answer.orRefusal().body
        let item = try? JSONSerialization.jsonObject(with: body) as? [String: Any]
        return (item?["media"] as? [String: Any])?["url"] as? String
    }

    /// A file, as it lies at WAHA.
    ///
    /// - Parameter most: A larger file is cut off with `GatewayError.tooLarge`, in bytes.
    func file(at path: String, of session: SessionName, most: Int) async throws -> HTTPAnswer {
        var call = try await request(.get, path, session)
        call.headers["Accept"] = "*/*"
        call.maximumAnswerBytes = most
        call.timeout = .seconds(60)
        return try await http.answer(to: call)
    }

    /// - Returns: nil when the engine says that it has no such thing.
    private func list(_ path: String, _ session: SessionName) async throws -> [[String: Any]]? {
        let answer = try await http.answer(to: try await request(.get, path, session))
        let isMissing = [400, 404, 405, 422, 501].contains(answer.status)
        if isMissing, !answer.saysNotWorking { return nil }
        let json = try? JSONSerialization.jsonObject(with: try answer.orRefusal().body)
        guard let items = json as? [Any] else { throw GatewayError.unreadable }
        return items.compactMap { $0 as? [String: Any] }
    }
}
