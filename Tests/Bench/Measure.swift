import Foundation

/// Times work by the processor it uses and by the clock on the wall.
struct Measure: Sendable {
    /// Nanoseconds of processor time, all threads, each time.
    let cpu: Double
    /// Nanoseconds on the wall each time.
    let wall: Double
    var perSecond: Double { 1e9 / wall }

    /// The best of `rounds` runs of `body`, each doing the work `times` times: what disturbs only ever slows.
    static func best(rounds: Int = 5, times: Int, _ body: () async throws -> Void) async rethrows -> Measure {
        var best: Measure?
        for _ in 0..<rounds {
            let (cpuBefore, wallBefore) = (processorTime(), wallTime())
            try await body()
            let found = Measure(
                cpu: Double(processorTime() - cpuBefore) / Double(times),
                wall: Double(wallTime() - wallBefore) / Double(times))
            if best.map({ found.wall < $0.wall }) ?? true { best = found }
        }
        return best ?? Measure(cpu: 0, wall: 0)
    }

    private static func processorTime() -> UInt64 { time(CLOCK_PROCESS_CPUTIME_ID) }
    private static func wallTime() -> UInt64 { time(CLOCK_MONOTONIC) }

    private static func time(_ clock: clockid_t) -> UInt64 {
        var now = timespec()
        clock_gettime(clock, &now)
        return UInt64(now.tv_sec) * 1_000_000_000 + UInt64(now.tv_nsec)
    }
}

/// Lines of the result, for people and, at the end, as one JSON object for programs.
final class Report {
    private var figures: [String: Double] = [:]

    func section(_ title: String) { print("\n\(title)") }

    func figure(_ name: String, _ value: Double, _ unit: String, goal: String = "") {
        figures[name] = value
        let number = value >= 1000 ? String(Int(value)) : String(format: "%.2f", value)
        let text = "  \(name)".padding(toLength: 58, withPad: " ", startingAt: 0)
        print("\(text) \(number) \(unit)\(goal.isEmpty ? "" : "   goal \(goal)")")
    }

    func end() throws {
        let data = try JSONSerialization.data(withJSONObject: figures, options: [.sortedKeys])
        print("\n" + String(decoding: data, as: UTF8.self))
    }
}
