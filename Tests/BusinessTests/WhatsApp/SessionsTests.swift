import Domain
import Foundation
import Storage
import Support
import Testing

@testable import Business

@Suite("A shop's sessions at WAHA") struct SessionsTests {
    private let shops: TwoShops
    private let waha: WAHAStandIn
    private let name: SessionName

    init() async throws {
        shops = try await TwoShops()
        waha = try await WAHAStandIn.start(apiKey: "chave")
        name = try #require(SessionName("loja-sul"))
        waha.setState(nil, of: name)
    }

    /// Over the server's own WAHA, at which every unknown session works unless a test says otherwise.
    private func sessions(secret: String? = "segredo-do-servidor") throws -> Sessions {
        Sessions(
            database: shops.database, secrets: try SecretBox(key: Array(repeating: 3, count: 32)), clock: shops.clock,
            defaults: .init(
                url: waha.baseURL, apiKey: "chave", allowedHosts: ["127.0.0.1"],
                webhookURL: "https://auzap.example/webhook", webhookSecret: secret),
            http: HTTPCaller { _ in }, pause: { _ in })
    }

    private var scope: TenantScope { shops.first.scope }

    @Test("a session made here posts to our webhook, signed with its own key, and leaves groups out")
    func created() async throws {
        let sessions = try sessions()
        let session = try await sessions.add(name, url: nil, apiKey: nil, in: scope)
        #expect(session.isConfigured)
        #expect(session.status == .disconnected)
        let config = try #require(waha.config(of: name))
        let hook = try #require((config["webhooks"] as? [[String: Any]])?.first)
        #expect(hook["url"] as? String == "https://auzap.example/webhook")
        let events = hook["events"] as? [String] ?? []
        #expect(events.contains("message.any") && events.contains("session.status"))
        // With `message` beside `message.any` each message would come twice.
        #expect(!events.contains("message") && !events.contains("*"))
        let key = (hook["hmac"] as? [String: String])?["key"]
        #expect(key == sessions.webhookKey(of: session))
        #expect(key?.contains("segredo") == false)
        #expect(
            (config["ignore"] as? [String: Bool]) == [
                "status": true, "groups": true, "channels": true, "broadcast": true,
            ])
        #expect((config["metadata"] as? [String: String])?["auzap_company"] == "\(scope.companyID)")
        await waha.stop()
    }

    @Test("the QR code comes as text and as a picture; a pairing code for a number; then it is connected")
    func pairing() async throws {
        let sessions = try sessions()
        let session = try await sessions.add(name, url: nil, apiKey: nil, in: scope)
        let start = try await sessions.start(session.id, by: .qr, in: scope)
        #expect(start == .qr(text: "2@EXEMPLO,loja-sul", image: "data:image/png;base64,iVBORw0KGgo="))
        #expect(try await sessions.find(session.id, in: scope).status == .connecting)
        let code = try await sessions.start(session.id, by: .pairing(Shop.phone), in: scope)
        #expect(code == .pairing(code: "ABCD-1234"))
        waha.setState(.working, of: name)
        #expect(try await sessions.start(session.id, by: .qr, in: scope) == .connected)
        let connected = try await sessions.find(session.id, in: scope)
        #expect(connected.status == .connected)
        #expect(connected.phone?.digits == "5511900000000")
        #expect(connected.lastConnected == shops.clock.now)
        await waha.stop()
    }

    @Test("a failed session is restarted; one that never gets ready is told")
    func restarting() async throws {
        let sessions = try sessions()
        let session = try await sessions.add(name, url: nil, apiKey: nil, in: scope)
        waha.setState(.failed, of: name)
        guard case .qr = try await sessions.start(session.id, by: .qr, in: scope) else {
            Issue.record("no code")
            return
        }
        #expect(waha.calls(to: "/api/sessions/loja-sul/restart").count == 1)
        waha.setState(.starting, of: name)
        await #expect(throws: SessionError.notReady) { try await sessions.start(session.id, by: .qr, in: scope) }
        await waha.stop()
    }

    @Test("a session that WAHA has forgotten is made again")
    func forgotten() async throws {
        let sessions = try sessions()
        let session = try await sessions.add(name, url: nil, apiKey: nil, in: scope)
        waha.setState(nil, of: name)
        #expect(try await sessions.standing(of: session.id, in: scope).state == .stopped)
        guard case .qr = try await sessions.start(session.id, by: .qr, in: scope) else {
            Issue.record("no code")
            return
        }
        await waha.stop()
    }

    @Test("a name that runs at the server's WAHA for somebody else is not taken over, and nothing is left here")
    func notTakenOver() async throws {
        let sessions = try sessions()
        waha.setState(.working, of: name)
        await #expect(throws: SessionError.nameTaken) { try await sessions.add(name, url: nil, apiKey: nil, in: scope) }
        #expect(waha.state(of: name) == .working)
        #expect(waha.config(of: name)?.isEmpty == true)
        #expect(try await sessions.list(in: scope).map(\.name) == [shops.first.session.name])
        #expect(try await sessions.named(name) == nil)
        await waha.stop()
    }

    @Test("on a WAHA that the company brings itself, its running session is taken over as it is")
    func broughtAlong() async throws {
        let sessions = try sessions()
        waha.setState(.working, of: name)
        let session = try await sessions.add(name, url: waha.baseURL, apiKey: "chave", in: scope)
        #expect(session.status == .connected)
        #expect(waha.config(of: name)?["webhooks"] != nil)
        await waha.stop()
    }

    @Test("a WAHA that is away keeps the session for its first start; a forbidden address keeps nothing")
    func away() async throws {
        let sessions = try sessions()
        waha.fail(.reset, on: "/api/sessions")
        let session = try await sessions.add(name, url: nil, apiKey: nil, in: scope)
        #expect(!session.isConfigured)
        #expect(session.status == .disconnected)
        guard case .qr = try await sessions.start(session.id, by: .qr, in: scope) else {
            Issue.record("no code")
            return
        }
        let inside = try #require(SessionName("loja-oeste"))
        await #expect(throws: GatewayError.self) {
            try await sessions.add(inside, url: "http://10.0.0.1:3000", apiKey: nil, in: scope)
        }
        #expect(try await sessions.named(inside) == nil)
        await waha.stop()
    }

    @Test("a session given up is signed out at WAHA first, and the next holder of its name inherits nothing")
    func released() async throws {
        let sessions = try sessions()
        let old = try await sessions.add(name, url: waha.baseURL, apiKey: "chave", in: scope)
        _ = try await sessions.start(old.id, by: .qr, in: scope)
        waha.setState(.working, of: name)
        let oldKey = sessions.webhookKey(of: old)
        try await sessions.remove(old.id, force: false, in: scope)
        #expect(waha.state(of: name) == nil)
        #expect(try await sessions.named(name) == nil)
        await #expect(throws: SessionError.unknown) { try await sessions.find(old.id, in: scope) }
        await #expect(throws: SessionError.unknown) { try await sessions.gateway(for: old.id, in: scope) }

        let new = try await sessions.add(name, url: nil, apiKey: nil, in: shops.second.scope)
        #expect(new.status == .disconnected)
        #expect(new.phone == nil)
        #expect(new.wahaURL == nil)
        #expect(try await sessions.named(name)?.companyID == shops.second.companyID)
        #expect(sessions.webhookKey(of: new) != oldKey)
        guard case .qr = try await sessions.start(new.id, by: .qr, in: shops.second.scope) else {
            Issue.record("the old phone is still paired")
            return
        }
        await waha.stop()
    }

    @Test("while WAHA does not answer nothing is given up; by force the name stays taken")
    func releasedByForce() async throws {
        let sessions = try sessions()
        let session = try await sessions.add(name, url: nil, apiKey: nil, in: scope)
        waha.fail(.reset, on: "/api/sessions/loja-sul", times: 20)
        await #expect(throws: GatewayError.self) { try await sessions.remove(session.id, force: false, in: scope) }
        #expect(try await sessions.find(session.id, in: scope).id == session.id)
        try await sessions.remove(session.id, force: true, in: scope)
        #expect(try await sessions.named(name) == nil)
        await #expect(throws: SessionError.nameTaken) {
            try await sessions.add(name, url: nil, apiKey: nil, in: shops.second.scope)
        }
        await waha.stop()
    }

    @Test("another company's session is unknown to every act")
    func foreign() async throws {
        let sessions = try sessions()
        let (id, stranger) = (shops.first.session.id, shops.second.scope)
        await #expect(throws: SessionError.unknown) { try await sessions.start(id, by: .qr, in: stranger) }
        await #expect(throws: SessionError.unknown) { try await sessions.stop(id, in: stranger) }
        await #expect(throws: SessionError.unknown) { try await sessions.logOut(id, in: stranger) }
        await #expect(throws: SessionError.unknown) { try await sessions.remove(id, force: true, in: stranger) }
        await #expect(throws: SessionError.unknown) { try await sessions.standing(of: id, in: stranger) }
        await #expect(throws: SessionError.unknown) {
            try await sessions.test(id, phone: Shop.phone, text: "Oi", in: stranger)
        }
        #expect(waha.calls.isEmpty)
        await waha.stop()
    }

    @Test("a test message goes to the number as WhatsApp knows it, and to nobody who is not there")
    func testMessage() async throws {
        let sessions = try sessions()
        let id = shops.first.session.id
        let old = PhoneNumber.test("5531988887777")
        #expect(try await sessions.test(id, phone: old, text: "Oi", in: scope).rawValue == "553188887777@c.us")
        waha.addStranger(Shop.otherPhone)
        await #expect(throws: SessionError.notOnWhatsApp) {
            try await sessions.test(id, phone: Shop.otherPhone, text: "Oi", in: scope)
        }
        #expect(waha.texts.map(\.text) == ["Oi"])
        waha.setState(.scanQRCode, of: shops.first.session.name)
        await #expect(throws: SessionError.notConnected) {
            try await sessions.test(id, phone: old, text: "Oi", in: scope)
        }
        await waha.stop()
    }

    @Test("signing out unpairs and stops; stopping keeps the phone paired")
    func signingOut() async throws {
        let sessions = try sessions()
        let shop = shops.first
        try await sessions.stop(shop.session.id, in: scope)
        #expect(try await sessions.find(shop.session.id, in: scope).status == .disconnected)
        #expect(waha.state(of: shop.session.name) == .stopped)
        waha.setState(.working, of: shop.session.name)
        try await sessions.logOut(shop.session.id, in: scope)
        #expect(waha.state(of: shop.session.name) == .stopped)
        #expect(waha.calls(to: "/api/sessions/loja-centro/logout").count == 1)
        await waha.stop()
    }

    @Test("a session that fails is told once, with the fact, until it has worked again")
    func failing() async throws {
        let sessions = try sessions()
        let shop = shops.first
        func told() async throws -> Int {
            try await shops.database.read(scope) { tx in
                var filter = NoticesDAO.Filter()
                filter.kind = "whatsapp_desconectado"
                return try NoticesDAO(tx).count(filter, for: nil)
            }
        }
        for _ in 0..<3 { try await sessions.note(.failed, of: shop.session) }
        #expect(try await told() == 1)
        try await sessions.note(.working, phone: Shop.otherPhone, of: shop.session)
        #expect(try await sessions.find(shop.session.id, in: scope).phone == Shop.otherPhone)
        try await sessions.note(.failed, of: shop.session)
        #expect(try await told() == 2)
        await waha.stop()
    }

    @Test("without a secret bodies go unsigned")
    func unsigned() async throws {
        let sessions = try sessions(secret: nil)
        let session = try await sessions.add(name, url: nil, apiKey: nil, in: scope)
        #expect(sessions.webhookKey(of: session) == nil)
        let hooks = waha.config(of: name)?["webhooks"] as? [[String: Any]]
        #expect(hooks?.first?["hmac"] == nil)
        await waha.stop()
    }
}
