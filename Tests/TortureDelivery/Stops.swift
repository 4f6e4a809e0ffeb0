import Domain
import Foundation
import Support
import Synchronization

/// Told to stop again and again while messages pour in: it ends in time, and nothing is lost or done twice.
enum Stops {
    static func run(_ plan: Plan) async throws {
        let rounds = plan.isShort ? 5 : 50
        let each = 40
        let scene = try await Scene.open(plan)
        scene.waha.manner.pace = .milliseconds(5)
        var slowest = Duration.zero
        var customer = 0
        for round in 0..<rounds {
            let events = (customer..<customer + each).map { scene.message(Scene.question, from: $0) }
            customer += each
            let done = Atomic(0)
            async let lost = Postman.deliver(events, to: scene.server, connections: 8) {
                done.add(1, ordering: .relaxed)
            }
            while done.load(ordering: .relaxed) < each / 3 { try await Task.sleep(for: .milliseconds(1)) }
            let time = try await scene.server.stop()
            plan.verdict.expect(time != nil, "round \(round): it did not end with 0 in time")
            plan.verdict.expect((time ?? .zero) < .seconds(10), "round \(round): it took \(time ?? .zero)")
            slowest = max(slowest, time ?? .zero)
            try await scene.server.start()
            let missed = await lost
            plan.verdict.expect(missed == 0, "round \(round): \(missed) deliveries were never answered")
        }
        try await scene.settle(count: customer)
        let texts = scene.textsByChat
        _ = try await scene.server.stop()
        try await Kills.check(plan, scene, texts, customer)
        say(
            "  \(rounds) times under load: the slowest end took \(Int(slowest / .milliseconds(1))) ms; "
                + "\(texts.values.reduce(0, +)) replies to \(texts.count) chats of \(customer)")
        await scene.waha.stop()
    }
}
