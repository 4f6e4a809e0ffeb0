import Business
import Domain
import Foundation

/// What is asked about chats, files and hidden ids.
extension WAHAStandIn {
    /// The chats with their last messages, the newest first.
    func overview(of session: String, _ query: [String: String]) -> Answer {
        guard manner.listsChats, manner.keepsHistory else { return .notImplemented }
        let limit = query["limit"].flatMap { Int($0) } ?? 20
        let offset = query["offset"].flatMap { Int($0) } ?? 0
        let chats = histories(of: session).compactMap { chat, messages in messages.last.map { (chat, $0) } }
            .sorted { ($0.1.message.at, $0.0.rawValue) > ($1.1.message.at, $1.0.rawValue) }
        let list = chats.dropFirst(offset).prefix(limit).map { chat, last -> [String: Any] in
            [
                "id": chat.rawValue, "name": NSNull(), "picture": NSNull(), "_chat": [String: Any](),
                "lastMessage": Answer.json(of: last, in: chat.rawValue, engine),
            ]
        }
        return Answer(200, Array(list))
    }

    /// One message, its file made available anew.
    func message(_ id: String, of chat: String, in session: String) -> Answer {
        let bare = MessageID(id)?.bare
        let messages = ChatID(chat).flatMap { histories(of: session)[$0] } ?? []
        guard let found = messages.last(where: { $0.message.bareID == bare }) else {
            return .notFound("Message not found")
        }
        if let name = fileName(in: found), let old = file(name) { serve(old.data, old.type, as: name) }
        return Answer(200, Answer.json(of: found, in: chat, engine))
    }

    private func fileName(in kept: Kept) -> String? {
        let json = kept.payload.flatMap { try? JSONSerialization.jsonObject(with: $0) as? [String: Any] }
        let url = (json?["media"] as? [String: Any])?["url"] as? String
        return url.flatMap { $0.split(separator: "/").last }.map(String.init)
    }

    /// Keeps a file for a while, by WAHA's standard three minutes.
    package func serve(_ data: Data, _ type: String, as name: String, for seconds: Int = 180) {
        keep(File(data: data, type: type, until: now.adding(seconds: seconds)), as: name)
    }

    func file(at name: String) -> Answer {
        guard let file = file(name), file.until > now else {
            let error: [String: Any] = ["code": 404, "key": "FILE_NOT_FOUND", "message": "File not found"]
            return Answer(404, ["error": error])
        }
        return Answer(200, bytes: file.data, type: file.type)
    }

    /// The number behind a hidden id: its digits the other way round, as the tests' customers have it.
    func hidden(_ id: String) -> Answer {
        guard let chat = ChatID(id), chat.kind == .hidden else { return Answer(200, ["lid": id, "pn": NSNull()]) }
        let digits = String(id.prefix { $0 != "@" }.reversed())
        let number: Any = digits.hasPrefix("55") ? "\(digits)@c.us" : NSNull()
        return Answer(200, ["lid": id, "pn": number])
    }
}
