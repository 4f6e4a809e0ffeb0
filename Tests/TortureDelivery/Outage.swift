import Domain
import Foundation
import Support

/// WAHA down, slow, resetting and talking nonsense: messages are taken in all the while, and answered afterwards.
enum Outage {
    static func run(_ plan: Plan) async throws {
        let scene = try await Scene.open(plan, ["SEND_RETRY_SECONDS": "1,1,2,2,4,4,8,8,8,30"])
        let (chats, each) = plan.isShort ? (40, 3) : (200, 5)
        let port = scene.waha.port
        try await warmUp(scene)
        let before = scene.server.memory
        await scene.waha.stop()
        let slowest = try await write(scene, chats: chats, each: each, plan)
        // Seconds with pauses of seconds stand for ten minutes with pauses of minutes.
        try await Task.sleep(for: .seconds(plan.isShort ? 4 : 8))
        let open = try await scene.server.metric("auzap_outbound_suspended_hosts")
        let grown = scene.server.memory - before
        plan.verdict.expect(
            open == 1, "/metrics shows \(open.map { "\($0)" } ?? "no") suspended host while WAHA is down")
        plan.verdict.expect(grown < 80, "memory grew by \(Int(grown)) MB while WAHA was down")
        try await scene.waha.open(port: port)
        try await recover(scene, chats, plan, "down")
        say(
            "  down: \(chats * each) messages taken in, the slowest in \(slowest) ms; memory + \(Int(grown)) MB; "
                + "suspended hosts in /metrics: \(Int(open ?? 0))")
        let faults: [(String, WAHAStandIn.Fault)] = [
            ("resetting", .reset), ("garbage", .reply(status: 200, body: Data("<html>502</html>".utf8))),
            ("engine errors", .engineError), ("slow", .delay(.milliseconds(1500))), ("losing answers", .loseAnswer),
        ]
        for (place, (name, fault)) in faults.enumerated() {
            try await under(fault, name, scene, first: (place + 1) * 1000, plan)
        }
        await scene.end()
    }

    private static func warmUp(_ scene: Scene) async throws {
        for customer in 900..<930 { await Postman(scene.server).deliver(scene.message(Scene.question, from: customer)) }
        try await scene.settle(count: 30, quiet: .seconds(1), within: .seconds(60))
    }

    /// - Returns: The slowest answer to a webhook, in milliseconds.
    private static func write(_ scene: Scene, chats: Int, each: Int, _ plan: Plan) async throws -> Int {
        let postman = Postman(scene.server)
        var slowest = 0.0
        for round in 0..<each {
            for chat in 0..<chats {
                let time = await postman.deliver(
                    scene.message("\(Scene.question) \(round)", from: chat), within: .seconds(5))
                plan.verdict.expect(time != nil, "a message was not taken in while WAHA was away")
                slowest = max(slowest, (time ?? .zero) / .milliseconds(1))
            }
        }
        plan.verdict.expect(slowest < 1000, "a message was taken in only after \(Int(slowest)) ms")
        return Int(slowest)
    }

    private static func recover(_ scene: Scene, _ chats: Int, _ plan: Plan, _ what: String) async throws {
        let begin = ContinuousClock.now
        while begin.duration(to: .now) < .seconds(150) {
            if (0..<chats).allSatisfy({ !scene.waha.texts(to: Scene.chat($0)).isEmpty }) { break }
            try await Task.sleep(for: .milliseconds(200))
        }
        try await scene.settle(count: 1, quiet: .seconds(6), within: .seconds(120))
        let texts = scene.textsByChat
        let missing = (0..<chats).count { texts[Scene.chat($0)] == nil }
        plan.verdict.expect(missing == 0, "\(what): \(missing) chats were not answered after it had recovered")
    }

    private static func under(
        _ fault: WAHAStandIn.Fault, _ name: String, _ scene: Scene, first: Int, _ plan: Plan
    ) async throws {
        let count = plan.isShort ? 10 : 40
        scene.waha.follow(
            WAHAStandIn.FaultPlan(
                seed: plan.seed, ["/sendText", "/new-message-id", "/sendSeen"].map { .init($0, 0.3, fault) }))
        let before = scene.waha.textCount
        let events = (0..<count).map { scene.message(Scene.question, from: first + $0) }
        let lost = await Postman.deliver(events, to: scene.server, connections: 4)
        plan.verdict.expect(lost == 0, "\(name): \(lost) messages were not taken in")
        try await Task.sleep(for: .seconds(3))
        scene.waha.follow(nil)
        try await scene.settle(count: before + count, quiet: .seconds(4), within: .seconds(90))
        let texts = scene.textsByChat
        let wrong = (0..<count).count { texts[Scene.chat(first + $0)] != 1 }
        plan.verdict.expect(wrong == 0, "\(name): \(wrong) of \(count) chats did not get exactly one reply")
        say("  \(name), 30 % of the calls: \(count) messages, \(scene.waha.textCount - before) replies")
    }
}
