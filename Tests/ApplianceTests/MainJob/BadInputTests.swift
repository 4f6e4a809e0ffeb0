import Business
import Foundation
import Support
import Testing

@Suite("What nobody should send", .timeLimit(.minutes(2)))
struct BadInputTests {
    @Test(
        "a body that is no JSON is refused with 400 and an explanation",
        arguments: ["", "{", "{\"event\":\"message\",", "oi", "\u{0}", "{\"event\":\"message\"}}"])
    func brokenJSON(body: String) async throws {
        try await RunningAppliance.session { app in
            let api = APIClient(app: app)
            for path in ["/webhook", "/api/auth/login", "/api/auth/register"] {
                let answer = try await api.post(path, body: Data(body.utf8))
                #expect(answer.status == 400, "\(path)")
                let problem = try JSONDecoder().decode(Problem.self, from: answer.body)
                #expect(!problem.success && !problem.message.isEmpty)
            }
        }
    }

    @Test("a session that no company has gets its 200, so that WAHA stops, and a line in the log")
    func unknownSession() async throws {
        let waha = try await WAHAStandIn.start()
        try await RunningAppliance.session { app in
            let shop = try await Shop.open("Banho & Cia", on: app, waha: waha)
            #expect(try await shop.deliver(Webhook("Oi", session: "loja-de-ninguem")).status == 200)
            try await app.waitForLog("unknown_session")
            #expect(try await shop.settledTexts(to: Webhook(""), after: 0).isEmpty)
            #expect(try await shop.stats().stats.conversationsToday == 1)
        }
        await waha.stop()
    }

    @Test(
        "JSON that is no use gets its 200 and a line in the log",
        arguments: ["{}", "[]", "null", "1", "\"oi\"", #"{"event":"message","session":"loja-centro"}"#])
    func useless(body: String) async throws {
        try await RunningAppliance.session { app in
            #expect(try await APIClient(app: app).post("/webhook", body: Data(body.utf8)).status == 200)
            try await app.waitForLog("unusable")
        }
    }

    @Test("with a secret only WAHA's own signature opens the webhook")
    func signatures() async throws {
        let waha = try await WAHAStandIn.start()
        try await RunningAppliance.session(["WAHA_WEBHOOK_SECRET": "segredo-de-exemplo"]) { app in
            let shop = try await Shop.open("Banho & Cia", on: app, waha: waha)
            let body = try Webhook("Quanto custa a tosa?").body()
            let good = WebhookSignature.hex(body: [UInt8](body), key: "segredo-de-exemplo")
            let bad = WebhookSignature.hex(body: [UInt8](body), key: "segredo-de-outrem")
            #expect(try await shop.api.post("/webhook", body: body).status == 401)
            for signature in [bad, "", String(good.dropLast()), "zz"] {
                let headers = ["X-Webhook-Hmac": signature]
                #expect(try await shop.api.post("/webhook", body: body, headers: headers).status == 401)
            }
            let changed = body + Data(" ".utf8)
            #expect(try await shop.api.post("/webhook", body: changed, headers: ["X-Webhook-Hmac": good]).status == 401)
            #expect(try await shop.stats().stats.messagesToday == 0)

            #expect(try await shop.api.post("/webhook", body: body, headers: ["X-Webhook-Hmac": good]).status == 200)
            #expect(try await waha.waitForTexts(count: 1).count == 1)
        }
        await waha.stop()
    }

    @Test("two megabytes are too much, and the server goes on", arguments: ["/webhook", "/api/auth/login"])
    func tooLarge(path: String) async throws {
        try await RunningAppliance.session { app in
            let api = APIClient(app: app)
            let body = Data((#"{"event":""# + String(repeating: "a", count: 2 << 20) + #""}"#).utf8)
            for _ in 0..<3 {
                let answer = try await api.post(path, body: body)
                #expect(answer.status == 413)
            }
            let health = try await api.get("/health")
            #expect(health.status == 200)
        }
    }

    @Test("what needs an account answers 401 to a stranger and to a forged token")
    func strangers() async throws {
        try await RunningAppliance.session { app in
            for token in [nil, "", "abc", "a.b.c", "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0."] {
                let api = APIClient(app: app, token: token)
                for path in ["/api/appointments", "/api/dashboard/stats", "/api/whatsapp/sessions", "/api/auth/me"] {
                    let answer = try await api.get(path)
                    #expect(answer.status == 401, "\(path)")
                }
            }
        }
    }

    private struct Problem: Decodable {
        let success: Bool
        let message: String
    }
}
