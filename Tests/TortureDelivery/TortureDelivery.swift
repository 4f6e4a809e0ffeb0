import Foundation
import Support

/// `make torture-delivery`: the promises about messages, on the shipped binary, under kills, faults and load.
///
/// `torture-delivery [--short] [--only NAME,NAME] [--seed N] [--program PATH]`; ends with 1 when a promise was broken.
/// `torture-delivery --bench [--seconds N] [--program PATH]` measures instead.
@main
struct TortureDelivery {
    static let scenarios: [(name: String, about: String, run: @Sendable (Plan) async throws -> Void)] = [
        ("kills", "events delivered again and again over kill -9", Kills.run),
        ("gaps", "kill -9 at each gap of a send", Gaps.run),
        ("order", "many chats, one of them slow", Order.run),
        ("burst", "five messages in two seconds", Burst.run),
        ("owner", "the owner answers by phone", Human.owner),
        ("echoes", "our own messages come back in every form", Human.echoes),
        ("missed", "messages that no webhook brings", Missed.run),
        ("outage", "WAHA down, slow, resetting, talking nonsense", Outage.run),
        ("sigterm", "SIGTERM under load", Stops.run),
    ]

    static func main() async {
        let arguments = CommandLine.arguments
        func option(_ name: String) -> String? {
            arguments.firstIndex(of: name).flatMap { arguments.indices.contains($0 + 1) ? arguments[$0 + 1] : nil }
        }
        let seed = option("--seed").flatMap { UInt64($0) } ?? UInt64.random(in: 1...999_999)
        let plan = Plan(isShort: arguments.contains("--short"), seed: seed, program: option("--program") ?? beside)
        if arguments.contains("--bench") {
            do {
                return try await DeliveryBench(plan: plan, seconds: option("--seconds").flatMap { Int($0) } ?? 5).run()
            } catch {
                say("the bench could not be run: \(error)")
                exit(1)
            }
        }
        let only = option("--only")?.split(separator: ",").map(String.init)
        say("torture-delivery, seed \(seed)\(plan.isShort ? ", short" : "")")
        for scenario in scenarios where only?.contains(scenario.name) ?? true {
            let begin = ContinuousClock.now
            let before = plan.verdict.count
            say("\n\(scenario.name): \(scenario.about)")
            do {
                try await scenario.run(plan)
            } catch {
                plan.verdict.fail("it could not be run to its end: \(error)")
            }
            let seconds = Int(begin.duration(to: .now) / .seconds(1))
            say(plan.verdict.count == before ? "  kept, in \(seconds) s" : "  BROKEN, in \(seconds) s")
        }
        say("\n" + (plan.verdict.count == 0 ? "every promise was kept" : "\(plan.verdict.count) broken promises"))
        exit(plan.verdict.count == 0 ? 0 : 1)
    }

    /// `auzap`, built beside this program.
    private static var beside: String {
        URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
            .appending(path: "auzap").path
    }
}
