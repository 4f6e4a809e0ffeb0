import Business
import Domain
import Foundation

extension WAHAStandIn {
    /// A status with a JSON body, in WAHA's shapes.
    struct Answer: Sendable {
        let status: Int
        let body: Data
        var headers: [String: String] = [:]

        /// An answer without a body.
        init(_ status: Int) {
            self.status = status
            body = Data()
        }

        init(_ status: Int, _ json: Any) {
            self.init(
                status, bytes: (try? JSONSerialization.data(withJSONObject: json, options: [.sortedKeys])) ?? Data())
        }

        init(_ status: Int, bytes: Data, type: String = "application/json; charset=utf-8") {
            self.status = status
            body = bytes
            headers["Content-Type"] = type
        }

        /// The refusal of a call to a session that is not working.
        var isNotWorking = false
    }
}

// MARK: - Refusals

extension WAHAStandIn.Answer {
    static let unauthorized = Self(401, ["message": "Unauthorized", "statusCode": 401] as [String: Any])

    static let notImplemented = Self(
        422,
        ["message": "Not implemented by the engine", "error": "Unprocessable Entity", "statusCode": 422]
            as [String: Any])

    static func notFound(_ message: String) -> Self {
        Self(404, ["message": message, "error": "Not Found", "statusCode": 404] as [String: Any])
    }

    static func invalid(_ message: String) -> Self {
        Self(400, ["statusCode": 400, "message": [message], "error": "Bad Request"] as [String: Any])
    }

    static func notWorking(_ session: String, _ status: String) -> Self {
        var answer = Self(
            422,
            [
                "error": "Session status is not as expected. Try again later or restart the session",
                "session": session, "status": status, "expected": ["WORKING"],
            ] as [String: Any])
        answer.isNotWorking = true
        return answer
    }

    static func refusal(_ status: Int, retryAfter: Int?) -> Self {
        var answer = Self(status, ["message": "Refused", "statusCode": status] as [String: Any])
        answer.headers["Retry-After"] = retryAfter.map(String.init)
        return answer
    }

    static func engineError(_ call: WAHAStandIn.Call, _ engine: WAHAStandIn.Engine) -> Self {
        let text = "2 UNKNOWN: no LID found for \(call.fields["chatId"] ?? "?") from server"
        let exception: [String: Any] = ["message": text, "code": 2, "name": "Error", "stack": "Error: 2 UNKNOWN"]
        let request: [String: Any] = [
            "path": call.path, "method": call.method, "body": call.fields, "query": call.query,
        ]
        return Self(
            500,
            [
                "statusCode": 500, "timestamp": "2026-11-01T12:00:05.000Z", "exception": exception,
                "request": request, "version": ["version": "2026.7.1", "engine": engine.rawValue],
            ] as [String: Any])
    }
}

// MARK: - Messages

extension WAHAStandIn.Answer {
    static func sent(_ text: WAHAStandIn.Text, _ engine: WAHAStandIn.Engine) -> Self {
        let second = text.at.milliseconds / 1000
        switch engine {
        case .gows:
            let data: [String: Any] = ["id": text.id.bare, "timestamp": second]
            return Self(201, ["id": text.id.rawValue, "_data": data] as [String: Any])
        case .noweb:
            let chat = text.chat.rawValue.replacing("@c.us", with: "@s.whatsapp.net")
            let key: [String: Any] = ["remoteJid": chat, "fromMe": true, "id": text.id.bare]
            let message = ["extendedTextMessage": ["text": text.text]]
            return Self(
                201,
                ["key": key, "message": message, "messageTimestamp": String(second), "status": "PENDING"]
                    as [String: Any])
        case .webjs:
            let id: [String: Any] = [
                "fromMe": true, "remote": text.chat.rawValue, "id": text.id.bare, "_serialized": text.id.rawValue,
            ]
            return Self(
                201,
                ["id": id, "ack": 0, "body": text.text, "timestamp": second, "to": text.chat.rawValue, "fromMe": true]
                    as [String: Any])
        }
    }

    /// A chat's messages, as webhooks carry them.
    static func history(_ messages: [WAHAStandIn.Kept], in chat: String, _ engine: WAHAStandIn.Engine) -> Self {
        Self(200, messages.map { json(of: $0, in: chat, engine) })
    }

    static func json(
        of kept: WAHAStandIn.Kept, in chat: String, _ engine: WAHAStandIn.Engine
    ) -> [String: Any] {
        if let payload = kept.payload,
            let json = try? JSONSerialization.jsonObject(with: payload) as? [String: Any]
        {
            return json
        }
        let message = kept.message
        let isMine = engine == .webjs && message.fromMe
        return [
            "id": message.id.rawValue, "timestamp": message.at.milliseconds / 1000, "fromMe": message.fromMe,
            "from": isMine ? WAHAStandIn.ownChat : chat, "to": isMine ? chat : NSNull(),
            "body": message.text.isEmpty ? NSNull() : message.text, "hasMedia": false, "media": NSNull(),
        ]
    }
}
