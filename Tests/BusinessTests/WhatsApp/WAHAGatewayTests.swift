import Domain
import Foundation
import Support
import Testing

@testable import Business

@Suite("WhatsApp by way of WAHA") struct WAHAGatewayTests {
    private let chat: ChatID
    private let session: SessionName

    init() throws {
        chat = try #require(ChatID("5511900000001@c.us"))
        session = try #require(SessionName("loja-centro"))
    }

    private func gateway(_ standIn: WAHAStandIn) -> WAHAGateway {
        WAHAGateway(http: HTTPCaller { _ in }) { _ in standIn.endpoint }
    }

    @Test("a text arrives, and its id is read from every engine's answer", arguments: WAHAStandIn.Engine.allCases)
    func send(engine: WAHAStandIn.Engine) async throws {
        let standIn = try await WAHAStandIn.start(engine: engine, apiKey: "chave")
        let id = try await gateway(standIn).send("Olá! Às 10h?", to: chat, from: session, as: nil)
        let sent = try await standIn.waitForTexts(count: 1)
        #expect(sent.map(\.text) == ["Olá! Às 10h?"])
        #expect(sent.map(\.session) == ["loja-centro"])
        #expect(id == sent.first?.id)
        #expect(standIn.calls.first?.fields.keys.contains("id") == false)
        await standIn.stop()
    }

    @Test(
        "a message goes under the id it was given, where the engine gives ids", arguments: WAHAStandIn.Engine.allCases)
    func ownID(engine: WAHAStandIn.Engine) async throws {
        let standIn = try await WAHAStandIn.start(engine: engine)
        let gateway = gateway(standIn)
        let fresh = try await gateway.newMessageID(in: session)
        #expect((fresh != nil) == (engine != .webjs))
        let id = try await gateway.send("Oi", to: chat, from: session, as: fresh)
        if let fresh { #expect(id?.bare == fresh.bare) }
        await standIn.stop()
    }

    @Test("a session that is not working gives no id, and says so")
    func noIDWhileDown() async throws {
        let standIn = try await WAHAStandIn.start()
        standIn.setState(.scanQRCode, of: session)
        let error = await #expect(throws: GatewayError.self) { try await gateway(standIn).newMessageID(in: session) }
        guard case .refused(status: 422, _, _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        await standIn.stop()
    }

    @Test("a send answered without a body is sent, under the id it was given")
    func emptyAnswer() async throws {
        let standIn = try await WAHAStandIn.start()
        standIn.fail(.emptyAnswer, times: 2)
        let own = try #require(MessageID("3EB0AAAA"))
        #expect(try await gateway(standIn).send("Oi", to: chat, from: session, as: nil) == nil)
        let id = try await gateway(standIn).send("Oi", to: chat, from: session, as: own)
        #expect(id?.rawValue == "true_5511900000001@c.us_3EB0AAAA")
        #expect(standIn.texts.count == 2)
        await standIn.stop()
    }

    @Test("a page in place of an answer does not pass for a send")
    func page() async throws {
        let standIn = try await WAHAStandIn.start()
        standIn.fail(.reply(status: 200, body: Data("<html>Bad gateway</html>".utf8)))
        await #expect(throws: GatewayError.unreadable) {
            try await gateway(standIn).send("Oi", to: chat, from: session, as: nil)
        }
        await standIn.stop()
    }

    @Test("a send whose answer is lost is unanswered, sent once, and found again in the history")
    func lostAnswer() async throws {
        let standIn = try await WAHAStandIn.start()
        let gateway = gateway(standIn)
        let own = try #require(try await gateway.newMessageID(in: session))
        standIn.fail(.loseAnswer)
        let error = await #expect(throws: GatewayError.self) {
            try await gateway.send("Oi", to: chat, from: session, as: own)
        }
        #expect(error?.isUnanswered == true)
        #expect(standIn.texts.count == 1)
        let at = try #require(standIn.texts.first?.at)
        let found = try await gateway.recentMessages(in: chat, of: session, since: at.adding(milliseconds: 999))
        #expect(found.map(\.bareID) == [own.bare])
        await standIn.stop()
    }

    @Test("a send that cannot have arrived is repeated; one that may have is not")
    func repeats() async throws {
        let standIn = try await WAHAStandIn.start()
        standIn.fail(.refuse(status: 503))
        _ = try await gateway(standIn).send("um", to: chat, from: session, as: nil)
        standIn.fail(.refuse(status: 502))
        await #expect(throws: GatewayError.refused(status: 502, message: "Refused")) {
            try await gateway(standIn).send("dois", to: chat, from: session, as: nil)
        }
        #expect(standIn.texts(to: chat) == ["um"])
        await standIn.stop()
    }

    @Test("an empty text and one over 4096 characters are not sent")
    func length() async throws {
        let standIn = try await WAHAStandIn.start()
        for text in ["", String(repeating: "á", count: 4097)] {
            await #expect(throws: GatewayError.self) {
                try await gateway(standIn).send(text, to: chat, from: session, as: nil)
            }
        }
        #expect(standIn.calls.isEmpty)
        _ = try await gateway(standIn).send(String(repeating: "á", count: 4096), to: chat, from: session, as: nil)
        #expect(standIn.texts.count == 1)
        await standIn.stop()
    }

    @Test("the id is read from each engine's recorded answer", arguments: ["gows", "noweb", "webjs"])
    func recordedAnswers(engine: String) async throws {
        let standIn = try await WAHAStandIn.start()
        standIn.fail(.reply(status: 201, body: try wahaFixture("send-text-response-\(engine)")))
        let id = try await gateway(standIn).send("Temos sim!", to: chat, from: session, as: nil)
        #expect(id?.rawValue == "true_5511900000001@c.us_3EB0000000000000000001")
        await standIn.stop()
    }

    @Test(
        "a send that WAHA refuses is not repeated, and tells status and reason",
        arguments: [
            ("error-400", 400), ("error-404-session", 404), ("error-422-status", 422), ("error-500", 500),
        ])
    func recordedRefusals(name: String, status: Int) async throws {
        let standIn = try await WAHAStandIn.start()
        let body = try wahaFixture(name)
        standIn.fail(.reply(status: status, body: body))
        await #expect(throws: GatewayError.refused(status: status, message: Explanation.read(body))) {
            try await gateway(standIn).send("Oi", to: chat, from: session, as: nil)
        }
        #expect(standIn.calls.count == 1)
        await standIn.stop()
    }

    @Test("a recorded session is read; an answer that is no session is unreadable")
    func recordedSession() async throws {
        let standIn = try await WAHAStandIn.start()
        let path = "/api/sessions/loja-centro"
        standIn.fail(.reply(status: 200, body: try wahaFixture("session-get-response")), on: path)
        #expect(try await gateway(standIn).status(of: session) == .working)
        standIn.fail(.reply(status: 200, body: Data("[]".utf8)), on: path)
        await #expect(throws: GatewayError.unreadable) { try await gateway(standIn).status(of: session) }
        await standIn.stop()
    }

    @Test("history is read in any engine's dress, and what cannot be read is left out")
    func oddHistory() async throws {
        let standIn = try await WAHAStandIn.start()
        let list = #"""
            [{"id": {"_serialized": "true_5511900000001@c.us_A"}, "timestamp": 1793534401.853, "body": "um"},
             {"id": "false_5511900000001@c.us_B", "timestamp": "1793534402", "fromMe": false, "body": null},
             {"id": "C", "timestamp": 1e300}, {"id": "C"}, {"timestamp": 1793534403}, null, 7, "x", {"id": ""},
             {"id": "velha", "timestamp": 1793534399, "fromMe": true}]
            """#
        standIn.fail(
            .reply(status: 200, body: Data(list.utf8)), on: "/api/loja-centro/chats/5511900000001@c.us/messages")
        let found = try await gateway(standIn).recentMessages(
            in: chat, of: session, since: Moment(milliseconds: 1_793_534_400_500))
        #expect(found.map(\.bareID) == ["B", "A"])
        #expect(found.map(\.fromMe) == [false, true])
        #expect(found.map(\.at.milliseconds) == [1_793_534_402_000, 1_793_534_401_000])
        let query = try #require(standIn.calls.first?.query)
        #expect(query["filter.timestamp.gte"] == "1793534400")
        await standIn.stop()
    }

    @Test("seen and typing go out in the order they were asked for, each about its chat")
    func signals() async throws {
        let standIn = try await WAHAStandIn.start()
        let gateway = gateway(standIn)
        try await gateway.markSeen(chat, in: session)
        try await gateway.startTyping(chat, in: session)
        try await gateway.stopTyping(chat, in: session)
        #expect(standIn.calls.map(\.path) == ["/api/sendSeen", "/api/startTyping", "/api/stopTyping"])
        #expect(standIn.calls.allSatisfy { $0.fields == ["session": "loja-centro", "chatId": chat.rawValue] })
        await standIn.stop()
    }

    @Test("a wrong key is refused as WAHA says it")
    func wrongKey() async throws {
        let standIn = try await WAHAStandIn.start(apiKey: "certa")
        let gateway = WAHAGateway(http: HTTPCaller()) { _ in
            WAHAEndpoint(baseURL: standIn.baseURL + "/", apiKey: "errada", addressPolicy: .operatorConfigured)
        }
        await #expect(throws: GatewayError.refused(status: 401, message: "Unauthorized")) {
            try await gateway.status(of: session)
        }
        #expect(standIn.calls.first?.path == "/api/sessions/loja-centro")
        await standIn.stop()
    }

    @Test("a session's state is WAHA's word, also a new one; an unknown session is a 404")
    func status() async throws {
        let standIn = try await WAHAStandIn.start()
        #expect(try await gateway(standIn).status(of: session) == .working)
        standIn.setState(SessionState(rawValue: "SOMETHING_NEW"), of: session)
        #expect(try await gateway(standIn).status(of: session).rawValue == "SOMETHING_NEW")
        standIn.setState(nil, of: session)
        await #expect(throws: GatewayError.refused(status: 404, message: "Session not found")) {
            try await gateway(standIn).status(of: session)
        }
        await standIn.stop()
    }

    @Test("history comes newest first, from the moment on, both directions", arguments: WAHAStandIn.Engine.allCases)
    func history(engine: WAHAStandIn.Engine) async throws {
        let standIn = try await WAHAStandIn.start(engine: engine)
        let start = Moment(milliseconds: 1_793_534_400_000)
        for (number, text) in ["velha", "oi", ""].enumerated() {
            let id = try #require(MessageID("\(number == 1)_\(chat)_3A0\(number)"))
            let at = start.adding(seconds: number)
            standIn.addToHistory(SentMessage(id: id, fromMe: number == 1, text: text, at: at), in: chat)
        }
        let since = start.adding(milliseconds: 1500)
        let found = try await gateway(standIn).recentMessages(in: chat, of: session, since: since)
        #expect(found.map(\.bareID) == ["3A02", "3A01"])
        #expect(found.map(\.fromMe) == [false, true])
        #expect(found.map(\.text) == ["", "oi"])
        #expect(found.last?.at == start.adding(seconds: 1))
        await standIn.stop()
    }

    @Test("a tenant's own server address is held to its policy")
    func policy() async throws {
        let standIn = try await WAHAStandIn.start()
        let gateway = WAHAGateway(http: HTTPCaller()) { _ in
            WAHAEndpoint(
                baseURL: standIn.baseURL, apiKey: nil, addressPolicy: .publicOnly(allowedHosts: []))
        }
        await #expect(throws: GatewayError.forbiddenAddress(host: "127.0.0.1", address: "127.0.0.1")) {
            try await gateway.send("Oi", to: chat, from: session, as: nil)
        }
        #expect(standIn.calls.isEmpty)
        await standIn.stop()
    }
}

@Suite("WAHA's refusals, as recorded") struct WAHARefusalTests {
    @Test(
        "each shape's reason is read, without phone numbers",
        arguments: [
            ("error-400", "text must be a string"),
            ("error-401", "Unauthorized"),
            ("error-404-file", "File not found"),
            ("error-404-session", "Session not found"),
            ("error-422-exists", "Session 'loja-centro' already exists. Use PUT to update it."),
            ("error-422-status", "Session status is not as expected. Try again later or restart the session"),
            ("error-500", "2 UNKNOWN: no LID found for …@s.whatsapp.net from server"),
        ])
    func reasons(name: String, reason: String) throws {
        #expect(Explanation.read(try wahaFixture(name)) == reason)
    }

    @Test("a body that is no JSON, or nested without end, gives no reason and no harm")
    func hostile() {
        let deep = Data((String(repeating: "{\"error\":", count: 400) + "1" + String(repeating: "}", count: 400)).utf8)
        let long = Data("{\"message\":\"\(String(repeating: "x\\n", count: 5000))\"}".utf8)
        #expect(Explanation.read(Data("<html>".utf8)) == "")
        #expect(Explanation.read(Data()) == "")
        #expect(Explanation.read(deep) == "")
        #expect(Explanation.read(long).count == 300)
        #expect(!Explanation.read(long).contains("\n"))
    }
}

@Suite("Message ids") struct MessageIDTests {
    @Test(
        "the bare id is the same whatever form it came in",
        arguments: [
            "3A00B1", "false_5511900000001@c.us_3A00B1", "true_240000000000001@lid_3A00B1",
            "false_120363000000000001@g.us_3A00B1_5511900000001@c.us",
            "false_120363000000000001@g.us_3A00B1_240000000000001:31@lid", "false_a_b@g.us_3A00B1",
            "true_5511900000001@c.us_3A00B1_out", "true_5511900000001_3A00B1",
        ])
    func bare(text: String) throws {
        let id = try #require(MessageID(text))
        #expect(id.bare == "3A00B1")
        #expect(id.rawValue == text)
    }

    @Test("direction and chat are read from a whole id, and absent from a bare one")
    func parts() throws {
        let whole = try #require(MessageID("false_120363000000000001@g.us_3A_B_5511900000001@c.us"))
        #expect(whole.chat?.rawValue == "120363000000000001@g.us")
        #expect(whole.fromMe == false)
        #expect(whole.bare == "3A_B")
        let bare = try #require(MessageID("3A"))
        #expect(bare.chat == nil && bare.fromMe == nil)
    }

    @Test("what is no id in a known form is kept whole; what is no id at all is refused")
    func oddities() {
        for odd in ["true_", "true__", "false_x@c.us_", "_", "maybe_x@c.us_1", "true_@c.us"] {
            #expect(MessageID(odd)?.bare == odd)
        }
        for bad in ["", "a b", "a\n", "é", String(repeating: "a", count: 257)] { #expect(MessageID(bad) == nil) }
    }
}

/// A body as WAHA was recorded to write it.
private func wahaFixture(_ name: String) throws -> Data {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
    return try Data(contentsOf: root.appending(path: "Fixtures/waha/\(name).json"))
}
