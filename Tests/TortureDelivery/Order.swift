import Domain
import Foundation
import Support

/// Many chats at once, one of them a hundred times slower: in each chat everything happens in order, and nobody else
/// waits for the slow one.
enum Order {
    private static let slow = 0
    private static let pace = Duration.milliseconds(5)

    static func run(_ plan: Plan) async throws {
        let (chats, rounds, group) = plan.isShort ? (50, 12, 2) : (100, 50, 5)
        // Nobody is taken for a machine here, however fast they write.
        let scene = try await Scene.open(plan, ["LOOP_REPLIES": "0"])
        scene.waha.manner.pace = pace
        var numbers = plan.numbers(3)
        // By turns without and with a slow chat, so that what else the machine does falls on both alike.
        var (alone, beside): ([[Double]], [[Double]]) = ([], [])
        for start in stride(from: 1, through: rounds, by: group) {
            let isSlow = (start / group) % 2 == 1
            scene.waha.manner.paces = isSlow ? [Scene.chat(slow): pace * 100] : [:]
            let part = start...min(rounds, start + group - 1)
            let waits = try await write(scene, rounds: part, chats: chats, &numbers)
            if isSlow { beside.append(waits) } else { alone.append(waits) }
        }
        scene.waha.manner.paces = [:]
        try await settle(scene)
        let (before, after) = (middle(alone), middle(beside))
        plan.verdict.expect(before > 0 && after > 0, "nobody was answered in time to be measured")
        // On a busy machine some milliseconds come and go by themselves, the more so in a short run.
        let most = plan.isShort ? before * 2 + 30 : max(before * 1.2, before + 15)
        plan.verdict.expect(after <= most, "p99 of the others grew from \(before) to \(after) ms")
        let sent = scene.waha.texts
        _ = try await scene.server.stop()
        try await check(plan, scene, sent, chats: chats, rounds: rounds)
        say(
            "  \(chats) chats × \(rounds) messages, one chat slowed 100×: p50 \(percentile(beside.flatMap { $0 }, 0.5)) ms, "
                + "p99 of the others \(before) ms alone, \(after) ms beside it; \(sent.count) replies")
        await scene.waha.stop()
    }

    /// Writes the numbered messages of some rounds, shuffled between chats, and measures how long the replies of all but
    /// the slow chat take, in milliseconds.
    private static func write(
        _ scene: Scene, rounds: ClosedRange<Int>, chats: Int, _ numbers: inout SeededNumbers
    ) async throws -> [Double] {
        let postmen = (0..<8).map { _ in Postman(scene.server) }
        var asked: [ChatID: [ContinuousClock.Instant]] = [:]
        let first = scene.waha.textCount
        let begin = ContinuousClock.now
        var place = 0
        for round in rounds {
            for chat in (0..<chats).shuffled(using: &numbers) {
                // Ten milliseconds apart: within what two small processors answer without a queue.
                try await Task.sleep(until: begin + .milliseconds(place * 10), clock: .continuous)
                place += 1
                await postmen[place % 8].deliver(scene.message("Quanto custa a tosa? Pergunta \(round)", from: chat))
                asked[Scene.chat(chat), default: []].append(.now)
            }
        }
        try await Task.sleep(for: .seconds(1))
        var waits: [Double] = []
        for text in scene.waha.texts.dropFirst(first) where text.chat != Scene.chat(slow) {
            guard let at = asked[text.chat]?.last(where: { $0 <= text.received }) else { continue }
            waits.append(at.duration(to: text.received) / .milliseconds(1))
        }
        return waits
    }

    private static func settle(_ scene: Scene) async throws {
        try await scene.settle(count: 1, quiet: .seconds(4), within: .seconds(120))
    }

    /// The 99th percentile of the middle one of several runs, in milliseconds.
    private static func middle(_ runs: [[Double]]) -> Double {
        let sorted = runs.map { percentile($0, 0.99) }.sorted()
        return sorted.isEmpty ? 0 : sorted[sorted.count / 2]
    }

    private static func percentile(_ values: [Double], _ part: Double) -> Double {
        let sorted = values.sorted()
        guard !sorted.isEmpty else { return 0 }
        return (sorted[min(sorted.count - 1, Int(Double(sorted.count) * part))] * 10).rounded() / 10
    }

    private static func check(
        _ plan: Plan, _ scene: Scene, _ sent: [WAHAStandIn.Text], chats: Int, rounds: Int
    ) async throws {
        let answered = try await scene.server.ask(
            "SELECT count(*), sum(is_answered) FROM messages WHERE author = 'customer'")
        let all = "\(chats * rounds)"
        plan.verdict.expect(answered == [[all, all]], "messages and answered: \(answered) instead of \(all)")
        // A message may join the turn before it, but most have a reply of their own.
        plan.verdict.expect(
            sent.count >= chats * rounds / 2, "only \(sent.count) replies to \(chats * rounds) messages")
        // In each chat the messages are kept in the order in which they came, and replies left in that of their turns.
        let numbers = try await scene.server.ask(
            "SELECT conversation_id, body FROM messages WHERE author = 'customer' ORDER BY conversation_id, id")
        let kept = Dictionary(grouping: numbers) { $0[0] }
            .mapValues { $0.compactMap { row in row[1].split(separator: " ").last.flatMap { Int($0) } } }
        plan.verdict.expect(kept.count == chats, "\(kept.count) chats are kept")
        for numbers in kept.values where numbers != Array(1...rounds) {
            plan.verdict.fail("messages of a chat are out of order: \(numbers)")
        }
        let ids = try await scene.server.ask(
            "SELECT conversation_id, wa_id FROM messages WHERE author = 'agent' ORDER BY conversation_id, id")
        let turns = Dictionary(grouping: ids) { $0[0] }.mapValues { $0.map { $0[1] } }
        let left = Set(Dictionary(grouping: sent, by: \.chat).mapValues { $0.map(\.id.bare) }.values)
        for turn in turns.values where !left.contains(turn) {
            plan.verdict.fail("replies of a chat left out of order, or not once: \(turn.count)")
        }
    }
}
