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
        case own(String, isFromAPI: Bool)
        case delivery(Delivery)
        case reaction(String?)
        case edited(String, String)
        case revoked(String)
        case vote(String, String)
        case call(String)
        case ignored(String)
    }

    private static let ana = "5511900000001"

    static let recorded: [String: Expected] = [
        "call-received": .call("CALL00000000000000000000001"),
        "message-ack": .delivery(.device),
        "message-ack-error": .delivery(.failed),
        "message-ack-read": .delivery(.read),
        "message-audio": .message(.audio, "3A0000000000000000A4", phone: ana, name: "Ana Souza"),
        "message-contact": .message(.contact, "3A0000000000000000A9", phone: ana, name: "Ana Souza"),
        "message-document": .message(.document, "3A0000000000000000A6", phone: ana, name: "Ana Souza"),
        "message-edited": .edited("3A0000000000000000A1", "Quero banho e tosa amanhã"),
        "message-from-me": .own("3EB0000000000000000001", isFromAPI: true),
        "message-from-me-phone": .own("3A0000000000000000B3", isFromAPI: false),
        "message-from-me-webjs": .own("3EB0000000000000000002", isFromAPI: true),
        "message-group": .ignored("not_a_person"),
        "message-image": .message(.image, "3A0000000000000000A5", phone: ana, name: "Ana Souza"),
        "message-lid": .message(.text, "3A0000000000000000B4", phone: ana, name: "Ana Souza"),
        "message-lid-noweb": .message(.text, "3A0000000000000000B5", phone: ana, name: "Ana Souza"),
        "message-lid-unresolved": .message(.text, "3A0000000000000000B6", phone: nil, name: nil),
        "message-location": .message(.location, "3A0000000000000000A8", phone: ana, name: "Ana Souza"),
        "message-media-error": .message(.image, "3A0000000000000000B7", phone: ana, name: "Ana Souza"),
        "message-media-not-downloaded": .message(.other, "3A0000000000000000A7", phone: ana, name: "Ana Souza"),
        "message-reaction": .reaction("👍"),
        "message-reaction-removed": .reaction(nil),
        "message-reply": .message(.text, "3A0000000000000000B8", phone: ana, name: "Ana Souza"),
        "message-revoked": .revoked("3A0000000000000000A1"),
        "message-status-broadcast": .ignored("not_a_person"),
        "message-text": .message(.text, "3A0000000000000000A1", phone: ana, name: "Ana Souza"),
        "message-text-noweb": .message(.text, "3A0000000000000000A2", phone: ana, name: "Ana Souza"),
        "message-text-webjs": .message(.text, "3A0000000000000000A3", phone: ana, name: "Ana Souza"),
        "poll-vote": .vote("3A0000000000000000C4", "Banho e tosa"),
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
        case (.own(let own), .own(let bareID, let isFromAPI)):
            #expect(own.bareID == bareID)
            #expect(own.isFromAPI == isFromAPI)
            #expect(own.chat.rawValue == "5511900000001@c.us")
        case (.message(let message), .vote(let bareID, let text)):
            #expect([message.bareID, message.body, message.chat.rawValue] == [bareID, text, "\(Self.ana)@c.us"])
        case (.changed(_, let change), let expected): Self.check(change, expected)
        case (.ignored(let reason), .ignored(let expected)): #expect(reason == expected)
        case (let event, _): Issue.record("\(name) became \(event)")
        }
    }

    private static func check(_ change: MessageChange, _ expected: Expected) {
        switch (change, expected) {
        case (.delivery(let id, let delivery), .delivery(let expected)):
            #expect(id == "3EB0000000000000000001")
            #expect(delivery == expected)
        case (.reaction(let id, let sign), .reaction(let expected)):
            #expect(id == "3EB0000000000000000001")
            #expect(sign == expected)
        case (.edited(let message), .edited(let id, let text)): #expect([message.bareID, message.body] == [id, text])
        case (.revoked(let id), .revoked(let expected)): #expect(id == expected)
        case (.call(let call), .call(let id)):
            #expect(call.bareID == id)
            #expect(call.kind == .call)
            #expect(call.body == "Chamada de voz")
            #expect(call.sentAt == Moment(milliseconds: 1_793_534_700_000))
        default: Issue.record("\(change)")
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

    @Test(
        "other addresses of the sender are read where an engine tells them, and the shop's own never are",
        arguments: [
            ("message-text", []), ("message-text-noweb", ["240000000000001@lid"]),
            ("message-lid", ["5511900000001@c.us"]), ("message-lid-noweb", ["5511900000001@c.us"]),
            ("message-lid-unresolved", []),
        ])
    func aliases(name: String, expected: [String]) throws {
        guard case .message(let message) = try WAHAEvent(body: Self.body(name)) else {
            Issue.record("\(name) is no message")
            return
        }
        #expect(message.aliases.map(\.rawValue) == expected)
    }

    @Test(
        "an own message names the customer by engine, and none to oneself",
        arguments: ["WEBJS", "WPP", "NOWEB", "GOWS"])
    func own(engine: String) throws {
        let isBrowser = ["WEBJS", "WPP"].contains(engine)
        func body(to customer: String) throws -> Data {
            try JSONSerialization.data(withJSONObject: [
                "event": "message.any", "session": "loja-centro", "engine": engine,
                "me": ["id": "5511900000000@c.us", "lid": "199000000000009@lid"],
                "payload": [
                    "id": "true_\(customer)_3EB0AA", "timestamp": 1_793_534_405, "fromMe": true, "body": "Oi",
                    "from": isBrowser ? "5511900000000@c.us" : customer, "to": isBrowser ? customer : NSNull(),
                    "source": "app",
                ] as [String: Any],
            ])
        }
        guard case .own(let own) = try WAHAEvent(body: body(to: "240000000000001@lid")) else {
            Issue.record("not an own message")
            return
        }
        #expect(own.chat.rawValue == "240000000000001@lid")
        #expect(own.bareID == "3EB0AA")
        #expect(!own.isFromAPI)
        for me in ["5511900000000@c.us", "199000000000009@lid"] {
            #expect(try WAHAEvent(body: body(to: me)) == .ignored(reason: "to_oneself"))
        }
        #expect(try WAHAEvent(body: body(to: "120363000000000001@g.us")) == .ignored(reason: "not_a_person"))
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
