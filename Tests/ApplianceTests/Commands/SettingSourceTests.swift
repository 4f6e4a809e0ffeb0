import Business
import Foundation
import Support
import Testing

@Suite("Where settings come from", .timeLimit(.minutes(2)))
struct SettingSourceTests {
    @Test("a .env file holds, the environment wins over it, and a flag over both")
    func order() async throws {
        let file = [".env": "REGISTRATION=closed\nQUIET_WINDOW_MS=0\n"]
        #expect(try await registration([:], files: file) == 403)
        #expect(try await registration(["REGISTRATION": "open"], files: file) == 201)
        let closed = ["--set", "REGISTRATION=closed"]
        #expect(try await registration(["REGISTRATION": "open"], arguments: closed, files: file) == 403)
        let named = ["--env-file", "other.env"]
        #expect(try await registration([:], arguments: named, files: file.merging(["other.env": ""]) { $1 }) == 201)
    }

    @Test("a secret may stand in a file, with or without a line's end; the setting itself wins")
    func secretFiles() async throws {
        for text in ["segredo-de-exemplo", "segredo-de-exemplo\n"] {
            #expect(try await webhook(signedWith: "segredo-de-exemplo", file: text) == 200)
            #expect(try await webhook(signedWith: "segredo-de-outrem", file: text) == 401)
        }
        let both = ["WAHA_WEBHOOK_SECRET": "o-outro-segredo"]
        #expect(try await webhook(signedWith: "o-outro-segredo", file: "segredo-de-exemplo", both) == 200)
    }

    @Test("a secret's file that is not there stops the start")
    func missingSecretFile() async throws {
        let folder = try TemporaryFolder()
        for name in ["JWT_SECRET", "WAHA_API_KEY", "WAHA_WEBHOOK_SECRET"] {
            let settings = ["DATA_DIR": folder.path + "/data", "PORT": "0", name + "_FILE": folder.path + "/none"]
            let run = try await Program.run(["serve"], settings: settings, in: folder)
            #expect(run.ending == .code(78))
            #expect(run.errorLines.count == 1)
            #expect(run.errors.contains(name + "_FILE"))
        }
    }

    @Test("a token signed before a restart is good after it, and not under another JWT_SECRET")
    func keptKey() async throws {
        let waha = try await WAHAStandIn.start()
        try await RunningAppliance.session { app in
            let shop = try await Shop.open("Banho & Cia", on: app, waha: waha)
            await app.stop()
            try await app.restart()
            #expect(try await shop.api.get("/api/auth/me").status == 200)
            await app.stop()
            try await app.restart(changing: ["JWT_SECRET": String(repeating: "outra", count: 8)])
            #expect(try await shop.api.get("/api/auth/me").status == 401)
        }
        await waha.stop()
    }

    /// The status of a registration with these settings.
    private func registration(
        _ settings: [String: String], arguments: [String] = [], files: [String: String]
    ) async throws -> Int {
        let app = try await RunningAppliance.start(settings, arguments: arguments, files: files)
        let fields = [
            "email": "marta@example.com", "password": Shop.password, "name": "Marta", "companyName": "Banho & Cia",
        ]
        let answer = try await APIClient(app: app).post("/api/auth/register", fields)
        await app.stop()
        return answer.status
    }

    private func webhook(
        signedWith key: String, file: String, _ settings: [String: String] = [:]
    ) async throws -> Int {
        let app = try await RunningAppliance.start(
            settings.merging(["WAHA_WEBHOOK_SECRET_FILE": "secret"]) { $1 }, files: ["secret": file])
        let body = try Webhook("Oi").body()
        let signature = WebhookSignature.hex(body: [UInt8](body), key: key)
        let answer = try await APIClient(app: app).post("/webhook", body: body, headers: ["X-Webhook-Hmac": signature])
        await app.stop()
        return answer.status
    }
}
