import Business
import Domain
import Foundation

extension WAHAStandIn {
    /// A message as WhatsApp knows it, before an engine has given it its form.
    package struct Spoken: Sendable {
        package var chat: ChatID
        package var bareID: String
        package var text: String
        package var at: Moment
        package var fromMe = false
        /// "api" or "app"; nil sends null.
        package var source: String? = "app"
        package var name = "Ana Souza"
        /// The number behind a hidden chat, where the engine tells it.
        package var phone: String?
        /// A file that comes along: its name at WAHA, its type, and the host in its URL, which is WAHA's own idea.
        package var file: (name: String, type: String)?
        package var fileHost = "http://localhost:3000"
        /// The whole id, where it is not made of the parts.
        package var id: String?

        package init(_ text: String, in chat: ChatID, bareID: String, at: Moment) {
            self.text = text
            self.chat = chat
            self.bareID = bareID
            self.at = at
        }
    }

    /// An event, ready to be posted.
    package struct Event: Sendable {
        package let id: String
        package let name: String
        package let session: String
        let payload: Data
        /// As posted.
        package let body: Data
    }

    /// A message in this engine's form.
    package func event(_ spoken: Spoken, of session: String, named name: String = "message.any") -> Event {
        event(name, of: session, payload(of: spoken, session))
    }

    package func ack(_ ack: Int, of text: Text) -> Event {
        let names = [-1: "ERROR", 0: "PENDING", 1: "SERVER", 2: "DEVICE", 3: "READ", 4: "PLAYED"]
        let payload: [String: Any] = [
            "id": text.id.rawValue, "from": from(text.chat, fromMe: true), "to": to(text.chat, fromMe: true),
            "participant": NSNull(), "fromMe": true, "ack": ack, "ackName": names[ack] ?? "ERROR",
        ]
        return event("message.ack", of: text.session, payload)
    }

    func status(_ state: SessionState, of session: String) -> Event {
        let payload: [String: Any] = [
            "name": session, "status": state.rawValue, "data": NSNull(),
            "statuses": [["status": state.rawValue, "timestamp": now.milliseconds] as [String: Any]],
        ]
        return event("session.status", of: session, payload)
    }

    private func event(_ name: String, of session: String, _ payload: [String: Any]) -> Event {
        let id = "evt_" + UUID().uuidString.lowercased().filter { $0 != "-" }.prefix(26)
        let envelope: [String: Any] = [
            "id": id, "timestamp": now.milliseconds, "event": name, "session": session, "metadata": [String: Any](),
            "me": ["id": Self.ownChat, "pushName": "Pet Shop Amigo Fiel"], "payload": payload,
            "environment": ["version": "2026.7.1", "engine": engine.rawValue, "tier": "CORE"],
            "engine": engine.rawValue,
        ]
        return Event(
            id: id, name: name, session: session, payload: Self.bytes(payload), body: Self.bytes(envelope))
    }

    private static func bytes(_ json: Any) -> Data {
        (try? JSONSerialization.data(withJSONObject: json, options: .sortedKeys)) ?? Data()
    }

    package func payload(of spoken: Spoken, _ session: String) -> [String: Any] {
        var media: Any = NSNull()
        if let file = spoken.file {
            let url = "\(spoken.fileHost)/api/files/\(session)/\(file.name)"
            media = ["url": url, "mimetype": file.type, "filename": NSNull(), "s3": NSNull(), "error": NSNull()]
        }
        return [
            "id": spoken.id ?? "\(spoken.fromMe)_\(spoken.chat)_\(spoken.bareID)",
            "timestamp": spoken.at.milliseconds / 1000, "from": from(spoken.chat, fromMe: spoken.fromMe),
            "fromMe": spoken.fromMe, "source": spoken.source ?? NSNull(), "to": to(spoken.chat, fromMe: spoken.fromMe),
            "participant": NSNull(), "body": spoken.text.isEmpty ? NSNull() : spoken.text,
            "hasMedia": spoken.file != nil, "media": media, "ack": spoken.fromMe ? 1 : 2, "location": NSNull(),
            "vCards": [Any](), "replyTo": NSNull(), "_data": data(of: spoken),
        ]
    }

    /// Browser engines name the sender; the others always the chat.
    private func from(_ chat: ChatID, fromMe: Bool) -> String {
        fromMe && engine == .webjs ? Self.ownChat : chat.rawValue
    }

    private func to(_ chat: ChatID, fromMe: Bool) -> Any {
        switch engine {
        case .webjs: fromMe ? chat.rawValue : Self.ownChat
        case .gows: Self.ownChat
        case .noweb: NSNull()
        }
    }

    private func data(of spoken: Spoken) -> [String: Any] {
        let server = spoken.chat.rawValue.replacing("@c.us", with: "@s.whatsapp.net")
        let other = spoken.phone.map { "\($0)@s.whatsapp.net" } ?? ""
        switch engine {
        case .webjs: return ["notifyName": spoken.name, "type": "chat"]
        case .noweb:
            var key: [String: Any] = ["remoteJid": server, "fromMe": spoken.fromMe, "id": spoken.bareID]
            if !other.isEmpty { key["remoteJidAlt"] = other }
            return ["key": key, "pushName": spoken.name]
        case .gows:
            let info: [String: Any] = [
                "Chat": server, "Sender": server, "IsFromMe": spoken.fromMe, "IsGroup": false,
                "SenderAlt": spoken.fromMe ? "" : other, "RecipientAlt": spoken.fromMe ? other : "",
                "ID": spoken.bareID, "PushName": spoken.name,
            ]
            return ["Info": info]
        }
    }
}
