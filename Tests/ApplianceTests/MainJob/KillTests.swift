import Foundation
import Support
import Testing

/// SIGKILL at every place of a message's life: what was acknowledged is done, once.
@Suite("Kill -9", .timeLimit(.minutes(3)))
struct KillTests {
    @Test("between the 200 and the turn: answered once after the restart")
    func beforeTheTurn() async throws {
        let waha = try await WAHAStandIn.start()
        // So long that the turn surely has not begun when the process dies.
        try await RunningAppliance.session(["QUIET_WINDOW_MS": "3000"]) { app in
            let shop = try await Shop.open("Banho & Cia", on: app, waha: waha)
            let ask = Webhook("Quero marcar um banho pro Thor amanhã às 15h")
            for text in [ask.text, "sim"] {
                var message = ask
                message.text = text
                message.bareID = Webhook.freshID()
                let before = waha.texts.count
                #expect(try await shop.deliver(message).status == 200)
                app.kill()
                try await app.restart()
                #expect(waha.texts.count == before)
                _ = try await waha.waitForCalls(to: "/api/sendText", count: text == "sim" ? 2 : 1)
            }
            #expect(try await shop.settledTexts(to: ask, after: 2).count == 2)
            #expect(try await shop.visits().count == 1)
        }
        await waha.stop()
    }

    @Test("between the booking and the sending: booked once, confirmed once")
    func beforeTheAttempt() async throws {
        let waha = try await WAHAStandIn.start()
        try await RunningAppliance.session { app in
            let shop = try await Shop.open("Banho & Cia", on: app, waha: waha)
            let ask = Webhook("Quero marcar um banho pro Thor amanhã às 15h")
            try await shop.reply(to: ask)
            waha.fail(.delay(.seconds(60)), on: "/api/startTyping")
            #expect(try await shop.deliver(Webhook("sim")).status == 200)
            _ = try await waha.waitForCalls(to: "/api/startTyping", count: 2)
            #expect(try await shop.visits().count == 1)
            app.kill()
            try await app.restart()
            let texts = try await shop.settledTexts(to: ask, after: 2)
            #expect(texts.count == 2)
            #expect(texts.last?.contains("Agendado") == true)
            #expect(try await shop.visits().count == 1)
        }
        await waha.stop()
    }

    @Test(
        "after the text left and before its answer came: WhatsApp's own history keeps it from being sent twice",
        arguments: WAHAStandIn.Engine.allCases)
    func afterTheAttempt(engine: WAHAStandIn.Engine) async throws {
        let waha = try await WAHAStandIn.start(engine: engine)
        try await RunningAppliance.session { app in
            let shop = try await Shop.open("Banho & Cia", on: app, waha: waha)
            waha.fail(.delay(.seconds(60)))
            let ask = Webhook("Quero marcar um banho pro Thor amanhã às 15h")
            #expect(try await shop.deliver(ask).status == 200)
            _ = try await waha.waitForTexts(count: 1)
            app.kill()
            try await app.restart()
            #expect(try await shop.settledTexts(to: ask, after: 1).count == 1)
            #expect(waha.calls.contains { $0.path.hasSuffix("/messages") })
        }
        await waha.stop()
    }

    @Test("after an answer that got lost: not sent twice when its time to be tried again comes")
    func lostAnswer() async throws {
        let waha = try await WAHAStandIn.start()
        try await RunningAppliance.session { app in
            let shop = try await Shop.open("Banho & Cia", on: app, waha: waha)
            waha.fail(.loseAnswer)
            let ask = Webhook("Quero marcar um banho pro Thor amanhã às 15h")
            #expect(try await shop.deliver(ask).status == 200)
            try await app.waitForLog("a reply could not be sent")
            app.kill()
            try await app.restart()
            #expect(try await shop.settledTexts(to: ask, after: 1).count == 1)
        }
        await waha.stop()
    }

    @Test("at many moments of many chats: every acknowledged yes is booked once and confirmed once")
    func atAnyMoment() async throws {
        let waha = try await WAHAStandIn.start()
        try await RunningAppliance.session { app in
            let shop = try await Shop.open("Banho & Cia", on: app, waha: waha)
            for round in 0..<8 {
                var customer = Webhook("Quero marcar um banho pro Thor amanhã às \(9 + round)h")
                customer.phone = "551190000100\(round)"
                try await shop.reply(to: customer)
                var yes = customer
                yes.text = "sim"
                yes.bareID = Webhook.freshID()
                #expect(try await shop.deliver(yes).status == 200)
                // The moments are spread over the few milliseconds that a turn and its sending take.
                try await Task.sleep(for: .milliseconds(round * 2))
                app.kill()
                try await app.restart()
                #expect(try await shop.settledTexts(to: customer, after: 2).count == 2, "round \(round)")
                #expect(try await shop.visits().count == round + 1, "round \(round)")
            }
        }
        await waha.stop()
    }
}
