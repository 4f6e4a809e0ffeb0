import Foundation
import Support
import Synchronization
import Testing

@Suite("SIGTERM", .timeLimit(.minutes(3)))
struct ShutdownTests {
    @Test("under load it exits with 0, and every acknowledged message is answered once after the restart")
    func underLoad() async throws {
        let waha = try await WAHAStandIn.start()
        try await RunningAppliance.session { app in
            let shop = try await Shop.open("Banho & Cia", on: app, waha: waha)
            let acknowledged = await flood(shop, customers: 200) { count in
                if count == 60 { app.child.send(SIGTERM) }
            }
            await app.stop()
            #expect(acknowledged.count >= 60)

            try await app.restart()
            for customer in acknowledged {
                let texts = try await shop.settledTexts(to: customer, after: 1)
                #expect(texts.count == 1, "\(customer.phone)")
            }
        }
        await waha.stop()
    }

    @Test("a reply on its way is finished first, and its customer does not get it again")
    func onItsWay() async throws {
        let waha = try await WAHAStandIn.start()
        try await RunningAppliance.session { app in
            let shop = try await Shop.open("Banho & Cia", on: app, waha: waha)
            waha.fail(.delay(.seconds(1)), on: "/api/startTyping")
            let ask = Webhook("Quanto custa a tosa?")
            #expect(try await shop.deliver(ask).status == 200)
            _ = try await waha.waitForCalls(to: "/api/startTyping")
            await app.stop()
            #expect(waha.texts.count == 1)
            try await app.restart()
            #expect(try await shop.settledTexts(to: ask, after: 1).count == 1)
        }
        await waha.stop()
    }

    @Test("a WAHA that hangs does not keep it from stopping, and the reply leaves after the restart")
    func hangingWAHA() async throws {
        let waha = try await WAHAStandIn.start()
        try await RunningAppliance.session { app in
            let shop = try await Shop.open("Banho & Cia", on: app, waha: waha)
            waha.fail(.delay(.seconds(60)), on: "/api/sendSeen")
            let ask = Webhook("Quanto custa a tosa?")
            #expect(try await shop.deliver(ask).status == 200)
            _ = try await waha.waitForCalls(to: "/api/sendSeen")
            await app.stop()
            #expect(waha.texts.isEmpty)
            try await app.restart()
            #expect(try await shop.settledTexts(to: ask, after: 1).count == 1)
        }
        await waha.stop()
    }

    @Test("SIGINT stops it as well", arguments: [SIGTERM, SIGINT])
    func signals(signal: Int32) async throws {
        let app = try await RunningAppliance.start()
        app.child.send(signal)
        #expect(try await app.child.waitForEnd(within: .seconds(10)) == .code(0))
    }

    /// Many customers at once, each with one question.
    ///
    /// - Parameter onAnswer: Told how many were acknowledged so far.
    /// - Returns: Those whose message was answered with 200.
    private func flood(
        _ shop: Shop, customers: Int, onAnswer: @escaping @Sendable (Int) -> Void
    ) async -> [Webhook] {
        let acknowledged = Mutex<[Webhook]>([])
        await withTaskGroup(of: Void.self) { group in
            for lane in 0..<16 {
                group.addTask { @Sendable in
                    for number in stride(from: lane, to: customers, by: 16) {
                        let message = Self.question(from: number)
                        guard let answer = try? await shop.deliver(message), answer.status == 200 else { continue }
                        let count = acknowledged.withLock { list in
                            list.append(message)
                            return list.count
                        }
                        onAnswer(count)
                    }
                }
            }
        }
        return acknowledged.withLock { $0 }
    }

    private static func question(from number: Int) -> Webhook {
        var message = Webhook("Quanto custa a tosa?")
        message.phone = String(5_511_900_100_000 + number)
        return message
    }
}
