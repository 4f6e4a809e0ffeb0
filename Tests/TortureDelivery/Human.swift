import Domain
import Foundation
import Support

/// Who is a human and who is ourselves.
enum Human {
    /// The owner answers by phone: the agent is silent in that chat and no other, until it is resumed.
    static func owner(_ plan: Plan) async throws {
        for engine in WAHAStandIn.Engine.allCases {
            let scene = try await Scene.open(plan, engine: engine)
            let postman = Postman(scene.server)
            await postman.deliver(scene.message(Scene.question, from: 0))
            try await scene.settle(count: 1, quiet: .seconds(1), within: .seconds(30))
            var own = WAHAStandIn.Spoken(
                "Oi, aqui é a Paula, vou te atender.", in: Scene.chat(0), bareID: "3AFFEE", at: SystemClock().now)
            own.fromMe = true
            await postman.deliver(scene.waha.event(own, of: Scene.session))
            await postman.deliver(scene.message(Scene.question, from: 0))
            await postman.deliver(scene.message(Scene.question, from: 1))
            try await scene.settle(count: 2, quiet: .seconds(2), within: .seconds(30))
            let (owned, other) = (scene.waha.texts(to: Scene.chat(0)).count, scene.waha.texts(to: Scene.chat(1)).count)
            plan.verdict.expect(owned == 1, "\(engine.rawValue): \(owned - 1) replies into the owner's talk")
            plan.verdict.expect(other == 1, "\(engine.rawValue): the other chat got \(other) replies")
            try await Scene.call(scene.server, "/api/conversations/\(Scene.chat(0))/resume", [:], scene.token)
            await postman.deliver(scene.message(Scene.question, from: 0))
            try await scene.settle(count: 2 + owned, quiet: .seconds(1), within: .seconds(30))
            let after = scene.waha.texts(to: Scene.chat(0)).count
            plan.verdict.expect(after == owned + 1, "\(engine.rawValue): \(after - owned) replies after it was resumed")
            say("  \(engine.rawValue): \(owned - 1) replies while the owner talks, \(after - owned) when resumed")
            await scene.end()
        }
    }

    /// Ten of our own echoes in every form never pause the agent.
    static func echoes(_ plan: Plan) async throws {
        for engine in WAHAStandIn.Engine.allCases {
            let scene = try await Scene.open(plan, engine: engine)
            let postman = Postman(scene.server)
            var expected = 0
            for (place, form) in WAHAStandIn.EchoForm.allCases.enumerated() {
                await postman.deliver(scene.message(Scene.question, from: place))
                expected += 1
                try await scene.settle(count: expected, quiet: .milliseconds(300), within: .seconds(30))
                guard let text = scene.waha.texts.last(where: { $0.chat == Scene.chat(place) }) else { continue }
                for _ in 0..<10 {
                    await postman.deliver(
                        scene.waha.event(WAHAStandIn.spoken(text, as: form), of: Scene.session))
                }
                await postman.deliver(scene.message(Scene.question, from: place))
                expected += 1
                do {
                    try await scene.settle(count: expected, quiet: .milliseconds(300), within: .seconds(20))
                } catch {
                    plan.verdict.fail("\(engine.rawValue): paused by our own echo, form \(form.rawValue)")
                    expected -= 1
                }
            }
            say("  \(engine.rawValue): ten echoes in each of \(WAHAStandIn.EchoForm.allCases.count) forms")
            await scene.end()
        }
    }
}
