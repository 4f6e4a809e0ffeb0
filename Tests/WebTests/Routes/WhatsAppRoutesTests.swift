import Business
import Domain
import HTTPTypes
import Storage
import Support
import Testing

@Suite("Connections to WhatsApp over the API") struct WhatsAppRoutesTests {
    private let waha: WAHAStandIn
    private let site: Site
    private let shop: Shop

    init() async throws {
        waha = try await WAHAStandIn.start()
        site = try await Site(secret: "segredo-do-servidor", waha: waha)
        shop = site.shops.first
        waha.setState(nil, of: try #require(SessionName("loja-sul")))
    }

    private func make(_ body: String = #"{"sessionName": "loja-sul"}"#) async throws -> Site.Answer {
        try await site.send(.post, "/api/whatsapp/sessions", body, as: shop)
    }

    @Test("a session is made at WAHA and listed with all that its readers look for; its key is never shown")
    func create() async throws {
        let made = try await make(
            #"{"sessionName": "loja-sul", "wahaUrl": "\#(waha.baseURL)", "wahaApiKey": "segredissimo"}"#)
        #expect(made.status == .created)
        #expect(made.at("session", "status") == "disconnected")
        #expect(made.message == nil)
        #expect(waha.calls(to: "/api/sessions").count == 1)
        let list = try await site.get("/api/whatsapp/sessions", as: shop)
        let session = try #require((list.json["sessions"] as? [[String: Any]])?.last)
        for key in [
            "id", "company_id", "session_name", "waha_url", "status", "phone_number", "last_connected", "created_at",
            "updated_at", "name", "me",
        ] {
            #expect(session[key] != nil, "\(key)")
        }
        #expect(!(made.body + list.body).contains("segredissimo"))
        let wrong = try await make(#"{"sessionName": "a b", "wahaUrl": "ftp://x"}"#)
        #expect(wrong.errors.count == 2)
        #expect(try await make(#"{"sessionName": "loja-x", "wahaUrl": "http://10.0.0.1"}"#).status == .badRequest)
        await waha.stop()
    }

    @Test("a WAHA that is away is told with the session, and with 502 where it is needed now")
    func away() async throws {
        await waha.stop()
        let made = try await make()
        #expect(made.status == .created)
        #expect(made.message?.contains("WAHA") == true)
        let id = try #require(made.at("session", "id", as: Int.self))
        let start = try await site.send(.post, "/api/whatsapp/sessions/\(id)/start", "", as: shop)
        #expect(start.status == .badGateway)
        #expect(start.error == "Bad gateway")
        let status = try await site.get("/api/whatsapp/sessions/\(id)/status", as: shop)
        #expect(status.at("status") == "disconnected")
        #expect(status.message != nil)
    }

    @Test("starting gives the QR's text and picture, a pairing code for a number, or says that it is connected")
    func start() async throws {
        let id = try #require(try await make().at("session", "id", as: Int.self))
        let path = "/api/whatsapp/sessions/\(id)"
        let qr = try await site.send(.post, "\(path)/start", #"{"method": "qr"}"#, as: shop)
        #expect(qr.at("method") == "qr")
        #expect(qr.at("qrCode") == "2@EXEMPLO,loja-sul")
        #expect(qr.at("qrImage", as: String.self)?.hasPrefix("data:image/png;base64,") == true)
        let without = try await site.send(.post, "\(path)/start", #"{"method": "pairing"}"#, as: shop)
        #expect(without.status == .badRequest)
        #expect(without.errors.first?.contains("pareamento") == true)
        let code = try await site.send(
            .post, "\(path)/start", #"{"method": "pairing", "phoneNumber": "(11) 90000-0000"}"#, as: shop)
        #expect(code.at("pairingCode") == "ABCD-1234")
        waha.setState(.working, of: try #require(SessionName("loja-sul")))
        let status = try await site.get("\(path)/status", as: shop)
        #expect(status.at("status") == "connected")
        #expect(status.at("wahaState") == "WORKING")
        #expect(status.at("phoneNumber") == "5511900000000")
        let connected = try await site.send(.post, "\(path)/start", "", as: shop)
        #expect(connected.at("status") == "connected")
        #expect(connected.at("qrCode", as: String.self) == nil)
        await waha.stop()
    }

    @Test("stop, sign out, test and removal answer with words, and do it")
    func acts() async throws {
        let path = "/api/whatsapp/sessions/\(shop.session.id)"
        let sent = try await site.send(.post, "\(path)/test", #"{"phoneNumber": "11900000001"}"#, as: shop)
        #expect(sent.at("to") == "5511900000001")
        #expect(waha.texts.count == 1)
        #expect(
            try await site.send(.post, "\(path)/test", "{}", as: shop).errors.first?.hasPrefix("phoneNumber") == true)
        waha.addStranger(Shop.otherPhone)
        let nobody = try await site.send(.post, "\(path)/test", #"{"phoneNumber": "11900000002"}"#, as: shop)
        #expect(nobody.status == .badRequest)
        #expect(try await site.send(.post, "\(path)/stop", "", as: shop).message != nil)
        let stopped = try await site.send(.post, "\(path)/test", #"{"phoneNumber": "11900000001"}"#, as: shop)
        #expect(stopped.status == .conflict)
        #expect(try await site.send(.post, "\(path)/logout", "", as: shop).status == .ok)
        #expect(try await site.send(.delete, path, "", as: shop).message == "Sessão removida.")
        #expect(try await site.send(.delete, path, "", as: shop).status == .notFound)
        #expect(try await site.get("/api/whatsapp/sessions", as: shop).at("sessions", as: [String].self) == [])
        await waha.stop()
    }

    @Test("the shop's connection is told, made where there is none, and ended")
    func ofShop() async throws {
        let known = try await site.get("/api/whatsapp/my-connection", as: shop)
        #expect(known.at("connected") == true)
        #expect(known.at("instanceName") == "loja-centro")
        #expect(try await site.get("/api/whatsapp/status", as: shop).at("data", "status") == "connected")
        #expect(try await site.send(.post, "/api/whatsapp/disconnect", "", as: shop).status == .ok)
        #expect(try await site.get("/api/whatsapp/my-connection", as: shop).at("connected") == false)
        let again = try await site.send(.post, "/api/whatsapp/connect", "", as: shop)
        #expect(again.at("instanceName") == "loja-centro")
        #expect(again.at("qrCode", as: String.self) != nil)

        _ = try await site.send(.delete, "/api/whatsapp/sessions/\(shop.session.id)?force=true", "", as: shop)
        #expect(try await site.get("/api/whatsapp/status", as: shop).at("data", "status") == "disconnected")
        #expect(try await site.get("/api/whatsapp/my-connection", as: shop).at("instanceName", as: String.self) == nil)
        #expect(try await site.send(.post, "/api/whatsapp/disconnect", "", as: shop).status == .ok)
        await waha.stop()
    }

    @Test("another company's session is answered as one that does not exist")
    func foreign() async throws {
        let stranger = site.shops.second
        for (method, act, body) in [
            (HTTPRequest.Method.post, "/start", ""), (.get, "/status", ""), (.post, "/stop", ""),
            (.post, "/logout", ""),
            (.delete, "", ""), (.post, "/test", #"{"phoneNumber": "11900000001"}"#),
        ] {
            let foreign = try await site.send(
                method, "/api/whatsapp/sessions/\(shop.session.id)\(act)", body, as: stranger)
            let missing = try await site.send(
                method, "/api/whatsapp/sessions/4503599627370495\(act)", body, as: stranger)
            #expect(foreign.status == .notFound)
            #expect(foreign == missing)
        }
        #expect(waha.calls.isEmpty)
        await waha.stop()
    }

    @Test("a webhook signed with a session's own key speaks for that session alone")
    func ownKeys() async throws {
        let body = try Site.recording("message-text")
        func post(_ text: String, key: String?) async throws -> HTTPResponse.Status {
            let signature = WebhookSignature.hex(body: Array(text.utf8), key: key ?? "")
            return try await site.call(
                .post, "/webhook", headers: ["Content-Type": "application/json", "X-Webhook-Hmac": signature],
                body: text
            ).status
        }
        let own = site.parts.sessions.webhookKey(of: shop.session)
        let other = site.parts.sessions.webhookKey(of: site.shops.second.session)
        #expect(own != other)
        #expect(try await post(body, key: own) == .ok)
        #expect(try await post(body, key: other) == .unauthorized)
        #expect(try await post(body.replacing("loja-centro", with: "loja-norte"), key: own) == .unauthorized)
        #expect(try await post(body.replacing("loja-centro", with: "nenhuma"), key: own) == .unauthorized)
        #expect(try await post(body, key: "segredo-do-servidor") == .ok)
        await waha.stop()
    }
}
