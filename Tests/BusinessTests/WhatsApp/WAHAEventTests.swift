import Domain
import Foundation
import Testing

@testable import Business

/// Every recorded body of WAHA, and what becomes of it.
@Suite("WAHA's webhooks") struct WAHAEventTests {
    enum Expected: Sendable {
        /// Kind, bare id, phone, sender's name.
        case message(Message.Kind, String, phone: String?, name: String?)
        case status(SessionState)
        case ignored(String)
        case unusable
    }

    private static let ana = "5511900000001"

    static let recorded: [String: Expected] = [
        "call-received": .ignored("event"),
        "message-ack": .ignored("event"),
        "message-ack-error": .ignored("event"),
        "message-ack-read": .ignored("event"),
        "message-audio": .message(.audio, "3A0000000000000000A4", phone: ana, name: "Ana Souza"),
        "message-contact": .message(.contact, "3A0000000000000000A9", phone: ana, name: "Ana Souza"),
        "message-document": .message(.document, "3A0000000000000000A6", phone: ana, name: "Ana Souza"),
        "message-edited": .ignored("event"),
        "message-from-me": .ignored("from_me"),
        "message-from-me-phone": .ignored("from_me"),
        "message-from-me-webjs": .ignored("from_me"),
        "message-group": .ignored("not_a_person"),
        "message-image": .message(.image, "3A0000000000000000A5", phone: ana, name: "Ana Souza"),
        "message-lid": .message(.text, "3A0000000000000000B4", phone: ana, name: "Ana Souza"),
        "message-lid-noweb": .message(.text, "3A0000000000000000B5", phone: ana, name: "Ana Souza"),
        "message-lid-unresolved": .message(.text, "3A0000000000000000B6", phone: nil, name: nil),
        "message-location": .message(.location, "3A0000000000000000A8", phone: ana, name: "Ana Souza"),
        "message-media-error": .message(.image, "3A0000000000000000B7", phone: ana, name: "Ana Souza"),
        "message-media-not-downloaded": .message(.other, "3A0000000000000000A7", phone: ana, name: "Ana Souza"),
        "message-reaction": .ignored("event"),
        "message-reaction-removed": .ignored("event"),
        "message-reply": .message(.text, "3A0000000000000000B8", phone: ana, name: "Ana Souza"),
        "message-revoked": .ignored("event"),
        "message-status-broadcast": .ignored("not_a_person"),
        "message-text": .message(.text, "3A0000000000000000A1", phone: ana, name: "Ana Souza"),
        "message-text-noweb": .message(.text, "3A0000000000000000A2", phone: ana, name: "Ana Souza"),
        "message-text-webjs": .message(.text, "3A0000000000000000A3", phone: ana, name: "Ana Souza"),
        "poll-vote": .ignored("event"),
        "presence-update": .ignored("event"),
        "session-status-failed": .status(.failed),
        "session-status-passkey-required": .status(.passkeyRequired),
        "session-status-scan-qr-code": .status(.scanQRCode),
        "session-status-starting": .status(.starting),
        "session-status-stopped": .status(.stopped),
        "session-status-working": .status(.working),
        "state-change": .ignored("event"),
    ]

    /// Answers of WAHA's API lie in the same folder; a webhook is what has an event.
    static let files: [String] = {
        let all = (try? FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false))) ?? []
        return all.filter { $0.hasSuffix(".json") }.map { String($0.dropLast(5)) }.sorted()
    }()

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Fixtures/waha")

    private static func body(_ name: String) throws -> Data {
        try Data(contentsOf: folder.appending(path: "\(name).json"))
    }

    @Test("every recorded body becomes what the table says", arguments: files)
    func file(name: String) throws {
        let body = try Self.body(name)
        let fields = try JSONSerialization.jsonObject(with: body) as? [String: Any]
        guard fields?["event"] != nil else {
            #expect(Self.recorded[name] == nil)
            #expect(throws: WAHAEventError.unusable) { try WAHAEvent(body: body) }
            return
        }
        let expected = try #require(Self.recorded[name], "a new recording needs a line in the table")
        switch (try WAHAEvent(body: body), expected) {
        case (.message(let message), .message(let kind, let bareID, let phone, let name)):
            #expect(message.session.rawValue == "loja-centro")
            #expect(message.kind == kind)
            #expect(message.bareID == bareID)
            #expect(message.phone?.digits == phone)
            #expect(message.senderName == name)
            #expect(message.sentAt == Moment(milliseconds: 1_793_534_405_000))
            let payload = fields?["payload"] as? [String: Any]
            #expect(message.body == payload?["body"] as? String)
            #expect(message.chat.rawValue == payload?["from"] as? String)
        case (.sessionStatus(let session, let state, _), .status(let expected)):
            #expect(session.rawValue == "loja-centro")
            #expect(state == expected)
        case (.ignored(let reason), .ignored(let expected)): #expect(reason == expected)
        case (let event, _): Issue.record("\(name) became \(event)")
        }
    }

    @Test("every line of the table has its recording")
    func tableIsWhole() {
        #expect(Set(Self.recorded.keys).subtracting(Self.files) == [])
    }

    @Test("the session is read from a body of any event", arguments: recorded.keys.sorted())
    func session(name: String) throws {
        #expect(WAHAEvent.session(of: try Self.body(name))?.rawValue == "loja-centro")
    }

    @Test("a body that is no JSON is told from one that is of no use")
    func noJSON() {
        for text in ["", "{", "hello", "{\"event\":\"message\"", "\u{FF}"] {
            #expect(throws: WAHAEventError.notJSON) { try WAHAEvent(body: Data(text.utf8)) }
        }
        for text in [
            "{}", "[]", "null", "1", "\"x\"", #"{"event":1,"session":"a"}"#, #"{"event":"message"}"#,
            #"{"event":"message","session":""}"#, #"{"event":"message","session":"a b"}"#,
            #"{"event":"message","session":"a"}"#, #"{"event":"message","session":"a","payload":{}}"#,
            #"{"event":"message","session":"a","payload":[]}"#, #"{"event":"session.status","session":"a"}"#,
            #"{"event":"session.status","session":"a","payload":{"status":7}}"#,
        ] {
            #expect(throws: WAHAEventError.unusable, "\(text)") { try WAHAEvent(body: Data(text.utf8)) }
        }
    }

    private func event(_ change: (inout [String: Any]) -> Void) throws -> WAHAEvent {
        let body = try Self.body("message-text")
        var fields = try #require(try JSONSerialization.jsonObject(with: body) as? [String: Any])
        var payload = try #require(fields["payload"] as? [String: Any])
        change(&payload)
        fields["payload"] = payload
        return try WAHAEvent(body: try JSONSerialization.data(withJSONObject: fields))
    }

    @Test("a field of another type counts as absent")
    func oddTypes() throws {
        let odd = try event { payload in
            payload["_data"] = "text"
            payload["vCards"] = NSNull()
            payload["location"] = NSNull()
            payload["media"] = "x"
            payload["hasMedia"] = "false"
        }
        guard case .message(let message) = odd else {
            Issue.record("\(odd)")
            return
        }
        #expect(message.kind == .text)
        #expect(message.senderName == nil)
        #expect(message.phone?.digits == "5511900000001")
    }

    @Test("a time that no clock shows is of no use", arguments: [-1, 1e12, 1e300])
    func times(seconds: Double) {
        #expect(throws: WAHAEventError.unusable) { try event { $0["timestamp"] = seconds } }
    }

    @Test("a text of nothing is ignored; of too much, cut")
    func lengths() throws {
        #expect(try event { $0["body"] = " \n " } == .ignored(reason: "empty"))
        #expect(try event { $0["body"] = NSNull() } == .ignored(reason: "empty"))
        let long = try event { $0["body"] = String(repeating: "á", count: 100_000) }
        guard case .message(let message) = long else {
            Issue.record("ignored")
            return
        }
        #expect(message.body == String(repeating: "á", count: 16_384))
    }

    @Test("media without words is kept")
    func mediaWithoutCaption() throws {
        let voice = try event { payload in
            payload["body"] = ""
            payload["hasMedia"] = true
            payload["media"] = ["mimetype": "video/mp4"]
        }
        guard case .message(let message) = voice else {
            Issue.record("ignored")
            return
        }
        #expect(message.kind == .video)
    }

    @Test("the same message of either event is the same", arguments: ["message", "message.any"])
    func events(name: String) throws {
        var fields = try #require(
            try JSONSerialization.jsonObject(with: Self.body("message-text")) as? [String: Any])
        fields["event"] = name
        let event = try WAHAEvent(body: try JSONSerialization.data(withJSONObject: fields))
        #expect(event == (try WAHAEvent(body: Self.body("message-text"))))
    }
}
