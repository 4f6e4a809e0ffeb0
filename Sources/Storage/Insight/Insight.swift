import Logging

/// Watches the statements of one database: what they cost, how the engine runs them, and which are repeated.
package final class Insight: Sendable {
    package struct Settings: Sendable {
        package enum Plans: Sendable {
            /// Of every statement at its first run, for development and tests.
            case everyStatement
            /// Of statements that took longer than `slow`, at most once an hour each.
            case slowStatements
        }

        package var plans = Plans.slowStatements
        /// A run that takes longer is slow.
        package var slow = Duration.milliseconds(50)
        /// Rows from which on a scan of a table is worth a word.
        package var largeTable = 1000
        /// Look-alike statements inside one request or job that make a warning.
        package var repeats = 10
        /// Most statement texts remembered.
        package var statements = 500

        package init() {}
    }

    package let settings: Settings
    let statementCache = StatementCacheCounters()
    let batches = BatchCounters()
    let repeats: RepeatDetector
    private let ledger: StatementLedger
    private let advisor: PlanAdvisor
    private let uptime: Uptime
    private let logger: Logger
    private let slow: Int64
    private static let hour: Int64 = 3_600_000_000_000

    package init(
        _ settings: Settings = Settings(), logger: Logger = Logger(label: "auzap.queries"),
        clock: some Clock<Duration> = ContinuousClock()
    ) {
        self.settings = settings
        self.logger = logger
        slow = settings.slow.nanoseconds
        ledger = StatementLedger(limit: settings.statements)
        advisor = PlanAdvisor(largeTable: settings.largeTable)
        uptime = Uptime(clock)
        repeats = RepeatDetector(threshold: settings.repeats, logger: logger, uptime: uptime)
    }

    package func report() -> InsightReport {
        let hits = statementCache.hits.load(ordering: .relaxed)
        let misses = statementCache.misses.load(ordering: .relaxed)
        return InsightReport(
            statements: ledger.all.map(\.report).sorted { $0.totalMilliseconds > $1.totalMilliseconds },
            statementCache: StatementCacheReport(
                hits: hits, misses: misses, evictions: statementCache.evictions.load(ordering: .relaxed),
                hitRate: hits == 0 ? 0 : Double(hits) / Double(hits + misses)),
            batches: batches.report, repeats: repeats.report)
    }
}

/// What an engine's connection tells, and asks.
extension Insight {
    /// Nanoseconds on the clock that statements are measured by.
    var now: Int64 { uptime.now }

    func record(of text: String, isSystem: Bool) -> StatementRecord? { ledger.record(of: text, isSystem: isSystem) }

    func record(id: String) -> StatementRecord? { ledger.all.first { $0.id == id } }

    /// Counts one run.
    ///
    /// - Returns: True when the connection should take the statement's plan now, and hand it to `note(plan:)`.
    func note(_ record: StatementRecord, nanoseconds: Int64, rows: Int) -> Bool {
        let isSlow = nanoseconds > slow
        record.note(nanoseconds: nanoseconds, rows: rows, isSlow: isSlow)
        switch settings.plans {
        case .everyStatement: return record.claimPlan(at: now, olderThan: isSlow ? Self.hour : .max)
        case .slowStatements: return isSlow && record.claimPlan(at: now, olderThan: Self.hour)
        }
    }

    /// Keeps a statement's plan with what is to be said about it, and logs that.
    ///
    /// - Parameter hasRows: Whether a table has at least so many rows.
    func note(plan: [String], of record: StatementRecord, nanoseconds: Int64, hasRows: (String, Int) -> Bool) {
        let isSlow = nanoseconds > slow
        let advice = advisor.advice(
            on: plan, for: record.outline, isSystem: record.isSystem, isSlow: isSlow, hasRows: hasRows)
        record.setPlan(plan, advice: advice)
        let milliseconds = Logger.MetadataValue.stringConvertible(nanoseconds / 1_000_000)
        if isSlow {
            logger.warning("slow statement", metadata: ["statement": "\(record.id)", "milliseconds": milliseconds])
        }
        for item in advice {
            var metadata: Logger.Metadata = [
                "statement": "\(record.id)", "table": "\(item.table ?? "?")", "plan": "\(item.line)",
            ]
            if let suggestion = item.suggestion { metadata["suggestion"] = "\(suggestion)" }
            logger.warning("\(item.kind.rawValue)", metadata: metadata)
        }
    }
}

/// A driver whose connections report to an `Insight`.
package protocol ObservedDriver: SQLDriver {
    var insight: Insight { get }
}

/// A session that can say how its engine would run a statement, without running it.
protocol PlanningSession: SQLSession {
    /// Takes a statement's plan and hands it to `Insight.note(plan:)`.
    ///
    /// - Parameter nanoseconds: How long its run took.
    /// - Throws: As preparing the text itself would: the wall judges it the same.
    func explain(_ record: StatementRecord, after nanoseconds: Int64) throws
}
