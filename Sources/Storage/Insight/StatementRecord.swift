import Synchronization

/// What is known of one statement text since the start, over all connections. Counting takes no lock.
final class StatementRecord: Sendable {
    struct Plan: Sendable {
        let lines: [String]
        let advice: [PlanAdvice]
    }

    /// Sixteen hexadecimal digits, the same in every process for the same text.
    let id: String
    /// The text as it was first prepared.
    let text: String
    /// On one line, lists of binds shortened.
    let folded: String
    let isSystem: Bool
    let outline: StatementOutline

    private let count = Atomic(0)
    private let total = Atomic<Int64>(0)
    private let longest = Atomic<Int64>(0)
    private let rows = Atomic(0)
    private let slow = Atomic(0)
    private let plannedAt = Atomic(Int64.min)
    private let plan = Mutex<Plan?>(nil)

    init(text: String, words: [SQLWord], folded: String, isSystem: Bool) {
        self.text = text
        self.folded = folded
        self.isSystem = isSystem
        outline = StatementOutline(words)
        id = Self.digest((isSystem ? "system " : "company ") + folded)
    }

    func note(nanoseconds: Int64, rows more: Int, isSlow: Bool) {
        count.add(1, ordering: .relaxed)
        total.add(nanoseconds, ordering: .relaxed)
        rows.add(more, ordering: .relaxed)
        longest.max(nanoseconds, ordering: .relaxed)
        if isSlow { slow.add(1, ordering: .relaxed) }
    }

    /// True for one caller, when no plan was taken yet or the last one is older than `age` nanoseconds.
    func claimPlan(at now: Int64, olderThan age: Int64) -> Bool {
        let last = plannedAt.load(ordering: .relaxed)
        guard last == .min || now - last >= age else { return false }
        return plannedAt.compareExchange(expected: last, desired: now, ordering: .relaxed).exchanged
    }

    /// In nanoseconds.
    var longestRun: Int64 { longest.load(ordering: .relaxed) }

    func setPlan(_ lines: [String], advice: [PlanAdvice]) {
        plan.withLock { $0 = Plan(lines: lines, advice: advice) }
    }

    var lastPlan: Plan? { plan.withLock { $0 } }

    var report: StatementReport {
        let plan = lastPlan
        return StatementReport(
            id: id, text: folded, tables: outline.tables, isWrite: outline.isWrite, isSystem: isSystem,
            count: count.load(ordering: .relaxed), slowCount: slow.load(ordering: .relaxed),
            totalMilliseconds: Double(total.load(ordering: .relaxed)) / 1e6,
            longestMilliseconds: Double(longest.load(ordering: .relaxed)) / 1e6, rows: rows.load(ordering: .relaxed),
            plan: plan?.lines ?? [], advice: plan?.advice ?? [])
    }

    /// FNV-1a, 64 bits.
    private static func digest(_ text: String) -> String {
        let hash = text.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
