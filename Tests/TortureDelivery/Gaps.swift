import Domain
import Foundation
import Support

/// The server is killed while each call of a send hangs, and after an answer that was lost, on every engine.
enum Gaps {
    private static let calls = [
        "/api/sendSeen", "/api/startTyping", "/api/stopTyping", "/new-message-id", "/api/sendText",
    ]

    static func run(_ plan: Plan) async throws {
        for engine in WAHAStandIn.Engine.allCases {
            let scene = try await Scene.open(plan, engine: engine)
            var customer = 0
            for call in calls {
                let path = call.hasPrefix("/api") ? call : "/api/\(Scene.session)" + call
                try await hang(scene, path, customer, plan)
                customer += 1
            }
            try await lose(scene, customer, plan)
            say(
                "  \(engine.rawValue): killed at \(calls.count) gaps and after a lost answer; "
                    + "\(scene.waha.texts.count) replies to \(scene.textsByChat.count) chats")
            await scene.end()
        }
        try await blind(plan)
    }

    private static func hang(_ scene: Scene, _ path: String, _ customer: Int, _ plan: Plan) async throws {
        let before = scene.waha.calls(to: path).count
        scene.waha.fail(.delay(.seconds(60)), on: path)
        await Postman(scene.server).deliver(scene.message(Scene.question, from: customer))
        _ = try await scene.waha.waitForCalls(to: path, count: before + 1)
        try await scene.server.killAndStart()
        try await once(scene, customer, "killed at \(path)", plan)
    }

    private static func lose(_ scene: Scene, _ customer: Int, _ plan: Plan) async throws {
        let before = scene.waha.textCount
        scene.waha.fail(.loseAnswer)
        await Postman(scene.server).deliver(scene.message(Scene.question, from: customer))
        _ = try await scene.waha.waitForTexts(count: before + 1)
        try await scene.server.killAndStart()
        try await once(scene, customer, "killed after a lost answer", plan)
    }

    private static func once(_ scene: Scene, _ customer: Int, _ what: String, _ plan: Plan) async throws {
        try await scene.settle(count: customer + 1, quiet: .seconds(2), within: .seconds(60))
        let count = scene.waha.texts(to: Scene.chat(customer)).count
        plan.verdict.expect(count == 1, "\(scene.waha.engine.rawValue), \(what): \(count) replies")
    }

    /// Where no history can be read nobody can know whether a lost send arrived: told, not judged.
    private static func blind(_ plan: Plan) async throws {
        let scene = try await Scene.open(plan, engine: .webjs)
        scene.waha.manner.keepsHistory = false
        scene.waha.fail(.loseAnswer)
        await Postman(scene.server).deliver(scene.message(Scene.question, from: 0))
        _ = try await scene.waha.waitForTexts(count: 1)
        try await scene.server.killAndStart()
        try await Task.sleep(for: .seconds(5))
        say(
            "  without a history to read, after a lost answer: \(scene.waha.texts.count) replies (1 is the promise kept "
                + "by luck or by parking, 2 is a message sent twice)")
        await scene.end()
    }
}
