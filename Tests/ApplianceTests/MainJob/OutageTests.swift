import Foundation
import Support
import Testing

@Suite("WAHA is away", .timeLimit(.minutes(3)))
struct OutageTests {
    @Test("replies wait while it is down and arrive once it is back")
    func downAndBack() async throws {
        let waha = try await WAHAStandIn.startOnLastingPort()
        try await RunningAppliance.session { app in
            let shop = try await Shop.open("Banho & Cia", on: app, waha: waha)
            let port = waha.port
            await waha.stop()
            let ask = Webhook("Quero marcar um banho pro Thor amanhã às 15h")
            #expect(try await shop.deliver(ask).status == 200)
            try await app.waitForLog("a reply could not be sent")

            let back = try await WAHAStandIn.start(port: port)
            let offer = try #require(try await back.waitForTexts(count: 1, timeout: .seconds(60)).first)
            #expect(offer.text.contains("Thor"))
            #expect(offer.chat.rawValue == ask.chat)
            await back.stop()
        }
    }

    @Test("a session that is not working holds back its own replies and no other's")
    func oneSession() async throws {
        let sick = try await WAHAStandIn.start()
        let well = try await WAHAStandIn.start()
        try await RunningAppliance.session { app in
            let first = try await Shop.open("Alfa Pet", session: "alfa", on: app, waha: sick)
            let second = try await Shop.open("Beta Pet", session: "beta", on: app, waha: well)
            sick.fail(.delay(.seconds(60)), on: "/api/sendSeen", times: 40)
            for number in 10..<50 {
                var message = Webhook("Quanto custa a tosa?", session: "alfa")
                message.phone = "55119000010\(number)"
                #expect(try await first.deliver(message).status == 200)
            }
            _ = try await sick.waitForCalls(to: "/api/sendSeen", count: 1)
            try await second.reply(to: "Quanto custa a tosa?")
            app.kill()
            try await app.restart()
        }
        await sick.stop()
        await well.stop()
    }
}
