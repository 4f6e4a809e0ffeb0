import Foundation
import Support

/// Turns of fifty kilobytes that try to make the agent work for long.
struct HostileTurns {
    /// Milliseconds of processor time that one of them may take in a release build.
    private static let goal = 100.0

    private static let texts: [(name: String, text: String)] = [
        ("emoji", String(repeating: "😀", count: 12_500)),
        ("combining marks", "e" + String(repeating: "\u{301}", count: 25_000)),
        ("marked letters", String(repeating: "a\u{301}\u{302}", count: 10_000)),
        ("one letter", String(repeating: "a", count: 50_000)),
        ("nested brackets", String(repeating: "(a+)+", count: 10_000)),
        ("dates", String(repeating: "1/", count: 25_000)), ("hours", String(repeating: "às 3 ", count: 8_300)),
        ("wishes", String(repeating: "quero quanto banho não ", count: 2_000)),
        ("pets", String(repeating: "banho pro Rex e pra Mel, ", count: 2_000)),
        ("families", String(repeating: "👨‍👩‍👧‍👦", count: 2_000)), ("line breaks", String(repeating: "\n?", count: 25_000)),
        ("questions", String(repeating: "vacina carteira preço tosa? ", count: 1_800)),
    ]

    /// - Returns: True when each took no longer than it may.
    func run() async throws -> Bool {
        print("\na turn of fifty kilobytes, processor time")
        let customer = ConversationCase.Customer(name: "Ana", phone: "5511900000001")
        var isQuick = true
        for (name, text) in Self.texts {
            let shop = try await AgentShop(now: "2026-11-24T09:00")
            let cost = try await ConversationRun.cost(of: text, from: customer, in: shop)
            let milliseconds = Double(cost.cpu) / 1_000_000
            isQuick = isQuick && milliseconds < Self.goal
            print(
                "  \(name.padding(toLength: 20, withPad: " ", startingAt: 0)) \(String(format: "%.1f", milliseconds)) ms"
            )
        }
        #if DEBUG
            return true
        #else
            return isQuick
        #endif
    }
}
