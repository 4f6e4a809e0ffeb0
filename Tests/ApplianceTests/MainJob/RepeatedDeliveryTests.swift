import Foundation
import Support
import Testing

@Suite("A webhook that comes more than once", .timeLimit(.minutes(2)))
struct RepeatedDeliveryTests {
    @Test("five deliveries one after another and five at once book once and answer once")
    func sameBody() async throws {
        let waha = try await WAHAStandIn.start()
        try await RunningAppliance.session { app in
            let shop = try await Shop.open("Banho & Cia", on: app, waha: waha)
            let ask = Webhook("Quero marcar um banho pro Thor amanhã às 15h")
            for _ in 0..<5 { #expect(try await shop.deliver(ask).status == 200) }
            _ = try await waha.waitForTexts(count: 1)

            let yes = Webhook("sim")
            try await deliver([yes, yes, yes, yes, yes], to: shop)
            _ = try await waha.waitForTexts(count: 2)
            for _ in 0..<5 { #expect(try await shop.deliver(ask).status == 200) }
            #expect(try await shop.settledTexts(to: ask, after: 2).count == 2)
            #expect(try await shop.visits().count == 1)
        }
        await waha.stop()
    }

    @Test("the phone form and the hidden form of one message are one message")
    func bothForms() async throws {
        let waha = try await WAHAStandIn.start()
        try await RunningAppliance.session { app in
            let shop = try await Shop.open("Banho & Cia", on: app, waha: waha)
            for text in ["Quero marcar um banho pro Thor amanhã às 15h", "sim"] {
                let message = Webhook(text)
                try await shop.reply(to: message)
                try await deliver([message.hidden, message, message.hidden, message.hidden, message], to: shop)
            }
            #expect(try await shop.settledTexts(to: Webhook(""), after: 2).count == 2)
            #expect(try await shop.settledTexts(to: Webhook("").hidden, after: 0).isEmpty)
            #expect(try await shop.visits().count == 1)
        }
        await waha.stop()
    }

    @Test("whichever form comes first, a message is answered in one chat")
    func race() async throws {
        let waha = try await WAHAStandIn.start()
        try await RunningAppliance.session { app in
            let shop = try await Shop.open("Banho & Cia", on: app, waha: waha)
            let message = Webhook("Quero marcar um banho pro Thor amanhã às 15h")
            try await deliver([message.hidden, message, message.hidden, message, message.hidden], to: shop)
            _ = try await waha.waitForTexts(count: 1)
            let toPhone = try await shop.settledTexts(to: message, after: 0)
            let toHidden = try await shop.settledTexts(to: message.hidden, after: 0)
            #expect((toPhone + toHidden).count == 1)
        }
        await waha.stop()
    }

    @Test("the same words under another id are another message")
    func sameWords() async throws {
        let waha = try await WAHAStandIn.start()
        try await RunningAppliance.session { app in
            let shop = try await Shop.open("Banho & Cia", on: app, waha: waha)
            try await shop.reply(to: "Quanto custa a tosa?")
            try await shop.reply(to: "Quanto custa a tosa?")
            #expect(try await shop.settledTexts(to: Webhook(""), after: 2).count == 2)
        }
        await waha.stop()
    }

    /// All at once, each on a connection of its own.
    private func deliver(_ webhooks: [Webhook], to shop: Shop) async throws {
        try await withThrowingTaskGroup(of: Int.self) { group in
            for webhook in webhooks { group.addTask { try await shop.deliver(webhook).status } }
            for try await status in group { #expect(status == 200) }
        }
    }
}

extension Webhook {
    /// The same message in the form without a phone number.
    fileprivate var hidden: Webhook {
        var other = self
        other.form = .hidden
        return other
    }
}
