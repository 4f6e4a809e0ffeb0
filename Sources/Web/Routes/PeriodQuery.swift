import Business
import Domain

/// How a request names the days of a report.
enum PeriodQuery {
    static let days: [Operation.Parameter] = [
        .maybe("startDate", .day, "First day; the period is then ignored"), .maybe("endDate", .day, "Last day"),
    ]

    static func kinds(_ kinds: [ReportPeriod.Kind]) -> [Operation.Parameter] {
        [.maybe("period", .words(kinds.map(\.rawValue)), "The present one of the calendar; month if not given")] + days
    }

    /// - Throws: 400 when the days make no period.
    static func read(_ call: TenantCall) throws -> ReportPeriod.Choice {
        let kind = call.query("period").flatMap { ReportPeriod.Kind(rawValue: $0) } ?? .month
        let choice = ReportPeriod.Choice(kind, first: try call.day("startDate"), last: try call.day("endDate"))
        guard let choice else {
            throw Problem.invalid(
                "Confira os dados enviados.",
                ["endDate: a partir de startDate, no máximo \(ReportPeriod.longest) dias"])
        }
        return choice
    }
}
