import Logging
import Synchronization

/// Remembers and logs statements that were repeated inside one request or job; bounded.
final class RepeatDetector: Sendable {
    private struct Key: Hashable {
        let label: String
        let text: String
    }

    private struct Found {
        var report: RepeatReport
        var loggedAt: Int64
    }

    /// Times inside one request or job that make a warning.
    let threshold: Int
    private let logger: Logger
    private let uptime: Uptime
    private let found = Mutex(LRUTable<Key, Found>())
    private static let limit = 200
    /// A request that repeats itself does so each time: its warning is logged again after a minute.
    private static let quiet: Int64 = 60_000_000_000

    init(threshold: Int, logger: Logger, uptime: Uptime) {
        self.threshold = max(2, threshold)
        self.logger = logger
        self.uptime = uptime
    }

    func warn(label: String, text: String, _ seen: QueryTrace.Seen) {
        let words = SQLWord.split(text)
        let outline = StatementOutline(words)
        let key = Key(label: label, text: SQLWord.folded(words))
        let now = uptime.now
        let (report, isDue) = found.withLock { found in
            let known = found.use(key)
            let report = RepeatReport(
                label: label, text: key.text, table: outline.tables.first ?? "", site: seen.site.description,
                count: max(seen.count, known?.report.count ?? 0), scopes: (known?.report.scopes ?? 0) + 1,
                suggestion: Self.suggestion(for: outline))
            let isDue = known.map { now - $0.loggedAt >= Self.quiet } ?? true
            found.set(Found(report: report, loggedAt: isDue ? now : known?.loggedAt ?? now), for: key)
            if found.count > Self.limit { found.removeOldest() }
            return (report, isDue)
        }
        guard isDue else { return }
        logger.warning(
            "look-alike statements in one scope",
            metadata: [
                "scope": "\(label)", "table": "\(report.table)", "count": "\(seen.count)", "site": "\(report.site)",
                "statement": "\(report.text)", "suggestion": "\(report.suggestion)",
            ])
    }

    var report: [RepeatReport] { found.withLock { $0.oldestFirst.map(\.value.report).reversed() } }

    private static func suggestion(for outline: StatementOutline) -> String {
        let table = outline.tables.first ?? "the table"
        if outline.isWrite { return "write the rows of \(table) in one statement (VALUES (…), (…) or WHERE id IN (…))" }
        return "read the rows of \(table) in one statement (JOIN or WHERE id IN (…)), or together by Database.load"
    }
}
