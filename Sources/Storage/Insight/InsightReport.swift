/// What the database knows of its own work since the start, for `GET /api/admin/queries` and `auzap explain`.
package struct InsightReport: Sendable, Codable {
    /// Those that took the most time together first.
    package let statements: [StatementReport]
    package let statementCache: StatementCacheReport
    package let batches: BatchReport
    /// Look-alike statements inside one request or job, the latest first.
    package let repeats: [RepeatReport]
}

/// One statement text, over all its runs.
package struct StatementReport: Sendable, Codable, Identifiable {
    package let id: String
    /// On one line, lists of binds shortened to `(?…)`. Values are never part of it.
    package let text: String
    package let tables: [String]
    package let isWrite: Bool
    /// True for statements outside the tenant wall.
    package let isSystem: Bool
    package let count: Int
    /// Runs that took longer than they may.
    package let slowCount: Int
    package let totalMilliseconds: Double
    package let longestMilliseconds: Double
    /// Rows returned or changed, all runs together.
    package let rows: Int
    /// The engine's plan, one step a line, indented by depth; empty until one was taken.
    package let plan: [String]
    package let advice: [PlanAdvice]
}

package struct StatementCacheReport: Sendable, Codable, Hashable {
    package let hits: Int
    package let misses: Int
    package let evictions: Int
    /// 0...1; 0 before the first statement.
    package let hitRate: Double
}

package struct BatchReport: Sendable, Codable, Hashable {
    /// Transactions made, and reads asked for. The difference is what batching saved.
    package let batches: Int
    package let reads: Int
    /// Most rows read in one.
    package let largest: Int
}

package struct RepeatReport: Sendable, Codable, Hashable {
    /// The request or job.
    package let label: String
    package let text: String
    package let table: String
    /// Where the transaction was asked for: "Business/Catalog.swift:19".
    package let site: String
    /// Most times inside one request or job.
    package let count: Int
    /// Requests or jobs in which it happened.
    package let scopes: Int
    package let suggestion: String
}
