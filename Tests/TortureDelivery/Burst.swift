import Foundation
import Support

/// Five messages within two seconds are one question.
enum Burst {
    static func run(_ plan: Plan) async throws {
        let scene = try await Scene.open(plan, ["QUIET_WINDOW_MS": "1500"])
        let words = ["Oi", "tudo bem?", "queria saber", "quanto custa o banho", "pro meu poodle"]
        let postman = Postman(scene.server)
        for word in words {
            await postman.deliver(scene.message(word, from: 0))
            try await Task.sleep(for: .milliseconds(400))
        }
        try await scene.settle(count: 1, quiet: .seconds(4), within: .seconds(30))
        let texts = scene.waha.texts.map(\.text)
        plan.verdict.expect(texts.count == 1, "\(texts.count) replies to one burst")
        plan.verdict.expect(texts.first?.contains("R$") == true, "the reply does not answer the question: \(texts)")
        say("  5 messages in 2 s: \(texts.count) reply")
        await scene.end()
    }
}
