import Domain
import Foundation
import Support

/// Messages of which no webhook ever comes: this server was away, or WAHA was and forgot its tries. They are fetched from
/// the history and answered, each once.
enum Missed {
    static func run(_ plan: Plan) async throws {
        for engine in WAHAStandIn.Engine.allCases {
            let scene = try await Scene.open(plan, engine: engine)
            try await scene.noteConnected()
            let count = plan.isShort ? 5 : 20
            scene.server.child?.send(SIGKILL)
            _ = try await scene.server.child?.waitForEnd()
            try await lose(scene, 0..<count)
            try await scene.server.start()
            try await scene.settle(count: count, quiet: .seconds(2), within: .seconds(60))

            let port = scene.waha.port
            await scene.waha.stop()
            try await lose(scene, count..<2 * count)
            try await Task.sleep(for: .seconds(2))
            try await scene.waha.open(port: port)
            // What a WAHA that starts tells; of the messages it knows nothing any more.
            scene.waha.post(to: scene.server.baseURL + "/webhook", key: Server.secret)
            if let name = SessionName(Scene.session) {
                await scene.waha.change(.starting, of: name)
                await scene.waha.change(.working, of: name)
            }
            try await scene.settle(count: 2 * count, quiet: .seconds(2), within: .seconds(90))
            let wrong = scene.textsByChat.filter { $0.value != 1 }
            plan.verdict.expect(wrong.isEmpty, "\(engine.rawValue): \(wrong.count) chats were not answered once")
            say(
                "  \(engine.rawValue): \(count) messages lost while the server was down, \(count) while WAHA was: "
                    + "\(scene.waha.textCount) replies")
            await scene.end()
        }
    }

    private static func lose(_ scene: Scene, _ customers: Range<Int>) async throws {
        for customer in customers {
            var spoken = WAHAStandIn.Spoken(
                Scene.question, in: Scene.chat(customer), bareID: "3ALOST\(customer)", at: SystemClock().now)
            spoken.name = "Cliente \(customer)"
            await scene.waha.say(spoken, to: Scene.session, isPosted: false)
        }
    }
}
