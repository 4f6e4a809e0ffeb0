import Business
import Domain
import Foundation
import HTTPTypes
import Storage
import Support
import Testing

@Suite("WAHA's webhook") struct WAHAWebhookTests {
    private func messages(_ site: Site) async throws -> [Int] {
        var counts: [Int] = []
        for shop in site.shops.both {
            counts.append(
                try await site.shops.database.read(shop.scope) { try $0.count("SELECT count(*) FROM messages") })
        }
        return counts
    }

    private func post(_ site: Site, _ body: String, signature: String? = nil) async throws -> Site.Answer {
        try await site.call(
            .post, "/webhook", headers: signature.map { ["X-Webhook-Hmac": $0] } ?? [:], body: body)
    }

    @Test("a customer's message is stored in the company of its session, with 200")
    func stored() async throws {
        let site = try await Site()
        let answer = try await post(site, try Site.recording("message-text"))
        #expect(answer.status == .ok)
        #expect(answer.at("received") == true)
        #expect(try await messages(site) == [3, 2])
    }

    @Test("the same message delivered again is 200 and stored once")
    func duplicates() async throws {
        let site = try await Site()
        let body = try Site.recording("message-text")
        let hidden = body.replacing("false_5511900000001@c.us_", with: "false_240000000000001@lid_")
            .replacing("\"from\": \"5511900000001@c.us\"", with: "\"from\": \"240000000000001@lid\"")
        for delivery in [body, body, hidden, body.replacing("\"message\"", with: "\"message.any\"")] {
            #expect(try await post(site, delivery).status == .ok)
        }
        #expect(try await messages(site) == [3, 2])
    }

    @Test(
        "what is not for us is 200, and nothing is stored",
        arguments: [
            "message-group", "message-status-broadcast", "message-ack", "message-reaction", "message-revoked",
            "presence-update", "state-change", "error-500", "session-create-request",
        ])
    func ignored(name: String) async throws {
        let site = try await Site()
        let before = try await everything(site)
        #expect(try await post(site, try Site.recording(name)).status == .ok)
        #expect(try await everything(site) == before)
    }

    @Test("what the shop writes by phone, edits, votes and calls are stored with 200, each once")
    func others() async throws {
        let site = try await Site()
        let kinds = ["message-from-me-phone", "message-edited", "poll-vote", "call-received"]
        for (place, name) in (kinds + kinds).enumerated() {
            #expect(try await post(site, try Site.recording(name)).status == .ok)
            #expect(try await messages(site) == [2 + min(place + 1, kinds.count), 2])
        }
        let chat = try await site.get("/api/conversations/5511900000001", as: site.shops.first)
        #expect(chat.at("data", "id") == Int(site.shops.first.conversation.rawValue))
    }

    @Test("a session that nobody has is 200, and nothing is stored, also when it is another's simulator")
    func unknownSession() async throws {
        let site = try await Site()
        _ = try await site.parts.sessions.simulator(in: site.shops.first.scope)
        let before = try await everything(site)
        for session in ["nenhuma", "simulador-\(site.shops.first.companyID)", "loja-centro'--", "LOJA-CENTRO"] {
            let body = try Site.recording("message-text").replacing("loja-centro", with: session)
            #expect(try await post(site, body).status == .ok)
        }
        #expect(try await everything(site) == before)
    }

    @Test("a session's state is followed")
    func sessionStatus() async throws {
        let site = try await Site()
        for (name, status) in [
            ("session-status-failed", "failed"), ("session-status-scan-qr-code", "connecting"),
            ("session-status-stopped", "disconnected"), ("session-status-working", "connected"),
        ] {
            #expect(try await post(site, try Site.recording(name)).status == .ok)
            let stats = try await site.get("/api/dashboard/stats", as: site.shops.first)
            #expect(stats.at("stats", "whatsappStatus") == status)
        }
        let other = try await site.get("/api/dashboard/stats", as: site.shops.second)
        #expect(other.at("stats", "whatsappStatus") == "connected")
    }

    @Test("with a secret set, only a body signed with it is read")
    func signature() async throws {
        let vector = try #require(
            try JSONSerialization.jsonObject(with: Data(Site.recording("hmac-vector").utf8)) as? [String: Any])
        let body = try #require(vector["body"] as? String)
        let headers = try #require(vector["headers"] as? [String: String])
        let signature = try #require(headers["X-Webhook-Hmac"])
        let site = try await Site(secret: try #require(vector["key"] as? String))
        for wrong in [nil, "", "00", String(repeating: "0", count: 128), String(signature.dropLast())] {
            let answer = try await post(site, body, signature: wrong)
            #expect(answer.status == .unauthorized)
            #expect(answer.error == "Unauthorized")
        }
        #expect(try await post(site, body + " ", signature: signature).status == .unauthorized)
        #expect(try await messages(site) == [2, 2])
        #expect(try await post(site, body, signature: signature).status == .ok)
        #expect(try await messages(site) == [3, 2])
    }

    @Test("an unsigned body that is no JSON is 401 before it is 400")
    func signatureFirst() async throws {
        let site = try await Site(secret: "segredo")
        #expect(try await post(site, "{").status == .unauthorized)
    }

    @Test("with the database away it is 503, so that WAHA sends the message again")
    func databaseAway() async throws {
        let site = try await Site()
        await site.shops.database.close()
        let answer = try await post(site, try Site.recording("message-text"))
        #expect(answer.status == .serviceUnavailable)
        #expect(answer.header("Retry-After") != nil)
    }

    @Test("JSON of no use is 200, or WAHA would send it for ever", arguments: ["{}", "[]", "null", "7", "\"x\""])
    func ofNoUse(body: String) async throws {
        let site = try await Site()
        #expect(try await post(site, body).status == .ok)
    }

    @Test("a hundred customers at once are all stored")
    func crowd() async throws {
        let site = try await Site()
        let body = try Site.recording("message-text")
        try await withThrowingTaskGroup(of: HTTPResponse.Status.self) { group in
            for number in 100..<200 {
                let one = body.replacing("5511900000001", with: "5511900000\(number)")
                    .replacing("3A0000000000000000A1", with: "3A0000000000000\(number)A1")
                group.addTask { try await post(site, one).status }
            }
            for try await status in group { #expect(status == .ok) }
        }
        #expect(try await messages(site) == [102, 2])
    }

    private func everything(_ site: Site) async throws -> [[Int]] {
        var counts: [[Int]] = []
        for shop in site.shops.both {
            counts.append(
                try await site.shops.database.read(shop.scope) { tx in
                    [
                        try tx.count("SELECT count(*) FROM messages"),
                        try tx.count("SELECT count(*) FROM conversations"),
                        try tx.count("SELECT count(*) FROM jobs"), try tx.count("SELECT count(*) FROM tutors"),
                    ]
                })
        }
        return counts
    }
}
