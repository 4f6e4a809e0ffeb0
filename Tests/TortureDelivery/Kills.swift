import Domain
import Foundation
import Support
import Synchronization

/// Each event delivered five times over eight connections, the server killed at random moments meanwhile.
enum Kills {
    static func run(_ plan: Plan) async throws {
        let (count, copies, kills) = plan.isShort ? (200, 5, 5) : (1000, 5, 20)
        let scene = try await Scene.open(plan)
        var numbers = plan.numbers(1)
        let events = (0..<count).map { scene.message(Scene.question, from: $0) }
        let deliveries = (0..<copies).flatMap { _ in events }.shuffled(using: &numbers)
        let done = Atomic(0)
        let moments = (0..<kills).map { _ in Int.random(in: 0..<deliveries.count * 9 / 10, using: &numbers) }.sorted()
        let killer = Task {
            for moment in moments {
                while done.load(ordering: .relaxed) < moment { try await Task.sleep(for: .milliseconds(2)) }
                try await scene.server.killAndStart()
            }
        }
        let lost = await Postman.deliver(deliveries, to: scene.server, connections: 8) {
            done.add(1, ordering: .relaxed)
        }
        try await killer.value
        plan.verdict.expect(lost == 0, "\(lost) deliveries were never answered 200")
        try await scene.settle(count: count)
        let texts = scene.textsByChat
        _ = try await scene.server.stop()
        try await check(plan, scene, texts, count)
        say(
            "  \(count) events, \(deliveries.count) deliveries over 8 connections, \(kills) kill -9: "
                + "\(texts.values.reduce(0, +)) replies to \(texts.count) chats")
        await scene.waha.stop()
    }

    static func check(_ plan: Plan, _ scene: Scene, _ texts: [ChatID: Int], _ count: Int) async throws {
        let twice = texts.filter { $0.value > 1 }
        plan.verdict.expect(twice.isEmpty, "\(twice.count) chats were answered more than once")
        plan.verdict.expect(texts.count == count, "\(count - texts.count) chats were not answered")
        let facts = try await scene.server.ask(
            """
            SELECT (SELECT count(*) FROM messages WHERE author = 'customer'),
                   (SELECT count(*) FROM messages WHERE author = 'agent'),
                   (SELECT count(*) FROM outbox WHERE state <> 'sent'),
                   (SELECT count(*) FROM jobs)
            """)
        let wanted = ["\(count)", "\(count)", "0", "0"]
        plan.verdict.expect(
            facts == [wanted], "messages, replies, unsent, jobs: \(facts.first ?? []) instead of \(wanted)")
    }
}
