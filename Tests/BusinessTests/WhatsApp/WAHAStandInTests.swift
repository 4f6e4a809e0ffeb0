import Domain
import Foundation
import Support
import Testing

@testable import Business

/// What the other tests rest on.
@Suite("The WAHA stand-in") struct WAHAStandInTests {
    private let name = "loja-centro"

    private func spoken(_ id: String) throws -> WAHAStandIn.Spoken {
        WAHAStandIn.Spoken("Oi", in: ChatID(phone: Shop.phone), bareID: id, at: Moment(milliseconds: 1_793_534_405_000))
    }

    @Test("an own message names its chat where its engine has it", arguments: WAHAStandIn.Engine.allCases)
    func forms(engine: WAHAStandIn.Engine) async throws {
        let waha = try await WAHAStandIn.start(engine: engine)
        var own = try spoken("3EB0")
        own.fromMe = true
        let payload = waha.payload(of: own, name)
        #expect(payload["from"] as? String == (engine == .webjs ? WAHAStandIn.ownChat : "\(Shop.phone)@c.us"))
        #expect((payload["to"] as? String == nil) == (engine == .noweb))
        await waha.stop()
    }

    @Test("an event refused is posted again with the same id, body and signature")
    func retries() async throws {
        let waha = try await WAHAStandIn.start()
        let receiver = try await WAHAStandIn.start()
        for _ in 0..<2 { receiver.fail(.refuse(status: 503), on: "/webhook") }
        waha.post(to: receiver.baseURL + "/webhook", key: "segredo")
        var way = WAHAStandIn.Way()
        way.retries = 2
        way.retryEvery = .milliseconds(1)
        let delivery = try #require(await waha.say(try spoken("3A01"), to: name, way: way).first)
        #expect(delivery.statuses == [503, 503, 404])
        let calls = receiver.calls(to: "/webhook")
        #expect(calls.count == 3)
        #expect(Set(calls.map(\.body)).count == 1)
        let call = try #require(calls.first)
        #expect(
            WebhookSignature.isValid(
                hex: call.headers["x-webhook-hmac"] ?? "", body: [UInt8](call.body), key: "segredo"))
        #expect(try WAHAEvent(body: call.body) != .ignored(reason: "event"))
        await waha.stop()
        await receiver.stop()
    }

    @Test("a plan of faults is the same for the same seed")
    func plan() {
        func run(_ seed: UInt64) -> [WAHAStandIn.Fault?] {
            var plan = WAHAStandIn.FaultPlan(seed: seed, [.init("/sendText", 0.5, .reset)])
            return (0..<32).map { _ in plan.next(for: "/api/sendText") }
        }
        #expect(run(1) == run(1))
        #expect(run(1) != run(2))
    }

    @Test("the sixth QR code is the last")
    func codes() async throws {
        let waha = try await WAHAStandIn.start()
        let session = try #require(SessionName(name))
        waha.setState(.scanQRCode, of: session)
        for _ in 0..<5 { await waha.showNextCode(of: session) }
        #expect(waha.state(of: session) == .scanQRCode)
        await waha.showNextCode(of: session)
        #expect(waha.state(of: session) == .failed)
        await waha.stop()
    }
}
