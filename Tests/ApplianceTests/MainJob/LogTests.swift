import Foundation
import Support
import Testing

@Suite("What the log keeps to itself", .timeLimit(.minutes(2)))
struct LogTests {
    @Test(
        "no phone number, no word of a message, no token and no key, however much is logged",
        arguments: ["info", "trace"], ["text", "json"])
    func discretion(level: String, format: String) async throws {
        let waha = try await WAHAStandIn.start(apiKey: "chave-da-loja")
        try await RunningAppliance.session(Self.settings(level, format)) { app in
            let shop = try await Shop.open("Banho & Cia", on: app, waha: waha, key: "chave-da-loja", isSigningIn: true)
            for text in ["Quero marcar um banho pro Thor amanhã às 15h", "sim"] { try await shop.reply(to: text) }
            _ = try await shop.api.get("/api/simulator/messages?phone=5511900000001")
            _ = try await shop.api.get("/5511900000001")
            _ = try await shop.deliver(Webhook("Segredo do Thor", session: "loja-de-ninguem"))
            _ = try await shop.api.post("/webhook", body: Data("{\"Segredo\": 5511900000001".utf8))
            // WAHA echoes the request, and says the number in its own words.
            waha.fail(.engineError)
            #expect(try await shop.deliver(Webhook("Quanto custa a tosa do Thor?")).status == 200)
            try await app.waitForLog("a reply could not be sent")

            let token = try #require(shop.api.token)
            #expect(!app.errors.isEmpty)
            if format == "json" {
                for line in app.errors.split(separator: "\n") {
                    let read = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: String]
                    #expect(read?["message"] != nil && read?["level"] != nil, "\(line)")
                }
            }
            for secret in [
                "5511900000001", "900000001", "Thor", "Segredo", "banho", "Ana Souza", "R$", token,
                token.split(separator: ".").last.map(String.init) ?? "", Shop.password, "chave-da-loja",
                "loja-centro@example.com",
                "chave-do-servidor", "assinatura-de-32-bytes-ou-mais-aqui",
            ] + (try keyFiles(of: app)) {
                #expect(!app.errors.contains(secret), "\(secret)")
            }
        }
        await waha.stop()
    }

    private static func settings(_ level: String, _ format: String) -> [String: String] {
        [
            "LOG_LEVEL": level, "LOG_FORMAT": format, "WAHA_API_URL": "http://127.0.0.1:9",
            "WAHA_API_KEY": "chave-do-servidor", "JWT_SECRET": "assinatura-de-32-bytes-ou-mais-aqui",
        ]
    }

    /// The keys that the server made, in hexadecimal and as a list of bytes, which is how Swift prints them.
    private func keyFiles(of app: RunningAppliance) throws -> [String] {
        let folder = app.folder.path + "/data"
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".key") }
        #expect(!names.isEmpty)
        return try names.flatMap { name -> [String] in
            let hex = try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8).trimmingCharacters(in: .newlines)
            let bytes = stride(from: 0, to: 16, by: 2).compactMap { place in
                UInt8(hex.dropFirst(place).prefix(2), radix: 16).map(String.init)
            }
            return [hex, bytes.joined(separator: ", ")]
        }
    }
}
