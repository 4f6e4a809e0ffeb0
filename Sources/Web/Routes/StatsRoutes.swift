import Business
import Domain
import Hummingbird

/// `/api/stats`: figures over days, customers, services and talks, each under `data`.
struct StatsRoutes: Sendable {
    let reports: Reports

    var operations: [Operation] {
        [overview, overview.also(at: "/api/stats/overview", as: "showOverviewAlias")] + rest
    }

    private var overview: Operation {
        Operation(
            .get, "/api/stats/dashboard", "showOverview", .statistics, "Customers, visits and revenue at a glance",
            may: .readDashboard,
            answers: [.ok(Schema.data(OverviewBody.schema).with(.always("cached", .boolean)))], run: overview)
    }

    private var rest: [Operation] {
        [
            Operation(
                .get, "/api/stats/appointments", "showVisitReport", .statistics, "The visits of a period",
                may: .readDashboard, query: PeriodQuery.kinds(ReportPeriod.Kind.allCases),
                answers: [.ok(.data(VisitReportBody.schema))], run: visits),
            Operation(
                .get, "/api/stats/revenue", "showRevenueReport", .statistics, "The revenue of a period, in steps",
                may: .readReports,
                query: PeriodQuery.kinds(ReportPeriod.Kind.allCases) + [
                    .maybe("groupBy", .words(["day", "week", "month"]), "Length of a step; day if not given")
                ], answers: [.ok(.data(RevenueReportBody.schema))], run: revenue),
            Operation(
                .get, "/api/stats/clients", "showClientsReport", .statistics, "Who the customers are, who spent most",
                may: .readReports, answers: [.ok(.data(ClientsReportBody.schema))], run: clients),
            Operation(
                .get, "/api/stats/services", "showServicesReport", .statistics, "All visits by service",
                may: .readReports, answers: [.ok(.data(ServicesReportBody.schema))], run: services),
            Operation(
                .get, "/api/stats/conversations", "showTalkReport", .statistics,
                "What customers wanted in the last 30 days", may: .readDashboard,
                answers: [.ok(.data(TalkReportBody.schema))], run: conversations),
            Operation(
                .get, "/api/stats/night-activity", "showNightActivity", .statistics,
                "What happened in the latest night", may: .readDashboard,
                answers: [.ok(.data(NightBody.schema))], run: night),
            Operation(
                .get, "/api/stats/impact", "showAgentImpact", .statistics,
                "What the agent's work of some days is worth",
                may: .readDashboard, query: [.days(usual: 30)], answers: [.ok(.data(AgentImpactBody.schema))],
                run: impact),
            Operation(
                .get, "/api/stats/revenue-timeline", "showHourlyRevenue", .statistics, "A day's revenue by hour",
                may: .readDashboard, query: [.maybe("date", .day, "The day; today if not given")],
                answers: [.ok(.data(HourlyRevenueBody.schema))], run: timeline),
            Operation(
                .get, "/api/stats/automation", "showContactShare", .statistics,
                "How many contacts the agent served alone", may: .readDashboard, query: [.days(usual: 30)],
                answers: [.ok(.data(ContactShareBody.schema))], run: automation),
        ]
    }

    private struct CachedBody: Encodable {
        var success = true
        let data: OverviewBody
        let cached: Bool
    }

    @Sendable func overview(_ call: TenantCall) async throws -> Response {
        let (figures, isCached) = try await reports.overview(in: call.scope)
        return try JSONBody.response(CachedBody(data: OverviewBody(figures), cached: isCached))
    }

    @Sendable func visits(_ call: TenantCall) async throws -> Response {
        let report = try await reports.visits(try PeriodQuery.read(call), in: call.scope)
        return try JSONBody.response(DataBody(data: VisitReportBody(report, kind: call.query("period") ?? "month")))
    }

    @Sendable func revenue(_ call: TenantCall) async throws -> Response {
        let step = call.query("groupBy").flatMap { ReportPeriod.Kind(rawValue: $0) } ?? .day
        let report = try await reports.revenue(try PeriodQuery.read(call), by: step, in: call.scope)
        return try JSONBody.response(
            DataBody(data: RevenueReportBody(report, kind: call.query("period") ?? "month", step: step)))
    }

    @Sendable func clients(_ call: TenantCall) async throws -> Response {
        try JSONBody.response(DataBody(data: ClientsReportBody(try await reports.clients(in: call.scope))))
    }

    @Sendable func services(_ call: TenantCall) async throws -> Response {
        try JSONBody.response(DataBody(data: ServicesReportBody(try await reports.services(in: call.scope))))
    }

    @Sendable func conversations(_ call: TenantCall) async throws -> Response {
        let report = try await reports.talks(hours: 30 * 24, in: call.scope)
        return try JSONBody.response(DataBody(data: TalkReportBody(report)))
    }

    @Sendable func night(_ call: TenantCall) async throws -> Response {
        try JSONBody.response(DataBody(data: NightBody(try await reports.overnight(in: call.scope))))
    }

    @Sendable func impact(_ call: TenantCall) async throws -> Response {
        let impact = try await reports.impact(days: call.number("days") ?? 30, in: call.scope)
        return try JSONBody.response(DataBody(data: AgentImpactBody(impact)))
    }

    @Sendable func timeline(_ call: TenantCall) async throws -> Response {
        let day = try await reports.dayRevenue(of: try call.day("date"), in: call.scope)
        return try JSONBody.response(DataBody(data: HourlyRevenueBody(day)))
    }

    @Sendable func automation(_ call: TenantCall) async throws -> Response {
        let contacts = try await reports.contacts(days: call.number("days") ?? 30, in: call.scope)
        return try JSONBody.response(DataBody(data: ContactShareBody(contacts)))
    }
}
