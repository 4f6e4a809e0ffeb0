import Foundation
import Support

/// What an evaluation found, by kind of conversation.
struct EvalReport {
    private struct Line {
        var scripts: Set<String> = []
        var failed: Set<String> = []
        var runs = 0
        var turns = 0
    }

    /// Milliseconds of processor time that all but one turn in a hundred stay under, in a release build.
    private static let cpuGoal = 5.0

    private var lines: [String: Line] = [:]
    /// By conversation: of each turn the cheapest play. What else the machine does only ever adds.
    private var cheapest: [String: [ConversationRun.Cost]] = [:]
    private var costs: [ConversationRun.Cost] { cheapest.values.flatMap(\.self) }

    var passed: Bool { !lines.isEmpty && lines.values.allSatisfy(\.failed.isEmpty) && isQuick }

    private var isQuick: Bool {
        #if DEBUG
            true
        #else
            milliseconds(0.99) <= Self.cpuGoal
        #endif
    }

    mutating func add(_ run: ConversationRun, of script: ConversationCase) {
        var line = lines[script.kind, default: Line()]
        line.scripts.insert(script.name)
        line.runs += 1
        line.turns += run.costs.count
        let before = cheapest[script.name] ?? run.costs
        cheapest[script.name] = zip(before, run.costs).map { $0.cpu < $1.cpu ? $0 : $1 }
        if !run.faults.isEmpty, line.failed.insert(script.name).inserted {
            print("✘ \(script.name)")
            for fault in run.faults { print("    \(fault)") }
            for said in run.transcript { print("    \(said)") }
        }
        lines[script.kind] = line
    }

    func show() {
        print("\n" + Self.row("kind", "conversations", "passed", "runs", "turns"))
        for kind in ["simple", "hard", "hostile"] {
            guard let line = lines[kind] else { continue }
            print(row(kind, line))
        }
        let all = lines.values.reduce(into: Line()) { sum, line in
            sum.scripts.formUnion(line.scripts)
            sum.failed.formUnion(line.failed)
            sum.runs += line.runs
            sum.turns += line.turns
        }
        print(row("all", all))
        let statements = costs.map(\.statements).sorted()
        print(
            """

            processor time a turn, the cheapest of its plays: p50 \(Self.text(milliseconds(0.5))) ms, p99 \(Self.text(milliseconds(0.99))) ms, \
            longest \(Self.text(milliseconds(1))) ms (goal: p99 ≤ \(Self.text(Self.cpuGoal)) ms in a release build)
            statements a turn: p50 \(Self.percentile(0.5, of: statements) ?? 0), most \(statements.last ?? 0)
            """)
    }

    private func milliseconds(_ part: Double) -> Double {
        Double(Self.percentile(part, of: costs.map(\.cpu).sorted()) ?? 0) / 1_000_000
    }

    private static func percentile<T>(_ part: Double, of sorted: [T]) -> T? {
        sorted.isEmpty ? nil : sorted[min(sorted.count - 1, Int(Double(sorted.count) * part))]
    }

    private func row(_ kind: String, _ line: Line) -> String {
        Self.row(
            kind, "\(line.scripts.count)", "\(line.scripts.count - line.failed.count)", "\(line.runs)", "\(line.turns)")
    }

    private static func row(_ cells: String...) -> String {
        cells.map { $0.padding(toLength: 15, withPad: " ", startingAt: 0) }.joined()
    }

    private static func text(_ number: Double) -> String { String(format: "%.2f", number) }
}
