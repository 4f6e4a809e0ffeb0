import Domain
import Foundation
import Support

/// `torture-delivery --bench [--seconds N]`: what taking messages in and answering them costs. The load, and a WAHA that
/// answers at once, come from this machine too.
struct DeliveryBench: Sendable {
    let plan: Plan
    let seconds: Int

    func run() async throws {
        say("Webhooks, signed, each answered after an fsync; 64 connections for the most, 16 for 200 a second")
        say(Self.row("", "/s", "p50 ms", "p99 ms", "CPU µs", "MB", "failed", "goal"))
        try await intake()
        try await steady()
        try await endToEnd()
        for chats in [1000, 10_000] { try await waiting(chats) }
    }

    private static func row(_ name: String, _ values: String..., goal: String = "") -> String {
        func padded(_ text: String, _ width: Int) -> String {
            String(repeating: " ", count: max(0, width - text.count)) + text
        }
        let start = name + String(repeating: " ", count: max(0, 44 - name.count))
        return start + values.map { padded($0, 9) }.joined() + (goal.isEmpty ? "" : "   " + goal)
    }

    private func requests(_ scene: Scene, _ count: Int, chats: Int) -> [[UInt8]] {
        (0..<count).map { Load.request(scene.message(Scene.question, from: $0 % chats)) }
    }

    /// Taking in alone: no turn begins while it is measured.
    private func intake() async throws {
        let scene = try await Scene.open(plan, ["QUIET_WINDOW_MS": "60000", "LOG_LEVEL": "error"])
        let load = Load(port: scene.server.port)
        let first = await load.run(requests(scene, 2000, chats: 1000), connections: 64)
        let batch = requests(scene, max(1000, first.rate * seconds), chats: 1000)
        let before = scene.server.processorTime
        let seen = await load.run(batch, connections: 64)
        let cost = (scene.server.processorTime - before) / Double(max(1, seen.waits.count)) * 1e6
        report("taking in, as many as go", scene, seen, cost, ">= 5000/s, p99 < 50 ms, <= 80 µs")
        await scene.end()
    }

    /// With everything at work: turns and replies too.
    private func steady() async throws {
        let scene = try await Scene.open(plan, ["LOG_LEVEL": "error"])
        let load = Load(port: scene.server.port)
        let batch = requests(scene, 200 * seconds, chats: 1000)
        let before = scene.server.processorTime
        let seen = await load.run(batch, connections: 16, rate: 200)
        let cost = (scene.server.processorTime - before) / Double(max(1, seen.waits.count)) * 1e6
        report("200 a second, answered meanwhile", scene, seen, cost, "p99 < 50 ms")
        await scene.end()
    }

    private func endToEnd() async throws {
        let scene = try await Scene.open(plan, ["LOG_LEVEL": "error"])
        let count = 400 * seconds
        let batch = requests(scene, count, chats: count)
        let begin = ContinuousClock.now
        let before = scene.server.processorTime
        let seen = await Load(port: scene.server.port).run(batch, connections: 16)
        while scene.waha.textCount < count, begin.duration(to: .now) < .seconds(300) {
            try await Task.sleep(for: .milliseconds(5))
        }
        let time = begin.duration(to: .now) / .seconds(1)
        let done = scene.waha.textCount
        let cost = (scene.server.processorTime - before) / Double(max(1, done)) * 1e6
        say(
            Self.row(
                "from webhook to reply, \(count) chats", "\(Int(Double(done) / time))", "", "",
                "\(Int(cost))", "\(Int(scene.server.memory))", "\(count - done + seen.failed)"))
        await scene.end()
    }

    /// Every reply hangs at WAHA; the others wait behind them.
    private func waiting(_ chats: Int) async throws {
        let scene = try await Scene.open(plan, ["LOG_LEVEL": "error"])
        let before = scene.server.memory
        scene.waha.manner.pace = .seconds(600)
        let seen = await Load(port: scene.server.port).run(requests(scene, chats, chats: chats), connections: 16)
        try await Task.sleep(for: .seconds(5))
        let now = scene.server.memory
        say(
            Self.row(
                "\(chats) chats waiting for a slow WAHA", "", "", "", "", "\(Int(now))", "\(seen.failed)",
                goal: "\(Int(before)) MB before; 1000 in < 150 MB"))
        scene.server.child?.send(SIGKILL)
        await scene.waha.stop()
    }

    private func report(_ name: String, _ scene: Scene, _ seen: Load.Seen, _ cost: Double, _ goal: String) {
        func two(_ value: Double) -> String { String(format: "%.2f", value) }
        say(
            Self.row(
                name, "\(seen.rate)", two(seen.percentile(0.5)), two(seen.percentile(0.99)), "\(Int(cost))",
                "\(Int(scene.server.memory))", "\(seen.failed)", goal: goal))
    }
}
