import Business
import Domain
import Hummingbird
import Storage

/// `/api/reports`: finished visits one by one, by service and by customer, also as a file for spreadsheets.
struct ReportRoutes: Sendable {
    let reports: Reports

    private enum Kind: String, CaseIterable {
        case revenue, services, clients
    }

    var operations: [Operation] {
        [
            sales, sales.also(at: "/api/stats/reports", as: "showSalesReportAlias"),
            Operation(
                .get, "/api/reports/dashboard", "showPeriodSummary", .statistics, "The visits of the last days",
                may: .readReports, query: [.days(usual: 30, "period")],
                answers: [.ok(.data(PeriodSummaryBody.schema))], run: summary),
        ]
    }

    private var sales: Operation {
        Operation(
            .get, "/api/reports", "showSalesReport", .statistics, "Finished visits of a period, in one of three views",
            may: .readReports,
            query: [
                .maybe("type", .words(Kind.self), "revenue if not given"),
                .maybe("format", .words(["json", "csv"]), "json if not given; csv holds every row"),
            ] + PeriodQuery.days + Page.parameters,
            answers: [.ok(SalesReportBody.schema, or: "text/csv")], run: sales)
    }

    @Sendable func sales(_ call: TenantCall) async throws -> Response {
        let kind = call.query("type").flatMap { Kind(rawValue: $0) } ?? .revenue
        let report = try await reports.sales(try PeriodQuery.read(call), in: call.scope)
        if call.query("format") == "csv" { return Self.file(report, kind) }
        let page = call.page(usual: 1000, most: 10_000)
        return try JSONBody.response(SalesReportBody(report, Self.details(report, kind), page))
    }

    private static func details(_ report: SalesReport, _ kind: Kind) -> [SalesReportBody.Detail] {
        switch kind {
        case .revenue: report.sales.map(SalesReportBody.Detail.init(sale:))
        case .services: report.byService.map(SalesReportBody.Detail.init(service:))
        case .clients: report.byCustomer.map(SalesReportBody.Detail.init(client:))
        }
    }

    private static func file(_ report: SalesReport, _ kind: Kind) -> Response {
        let amount = CSVBody.amount
        func rows(_ groups: [SalesReport.Group]) -> [[String]] {
            groups.map { [$0.name, "\($0.count)", amount($0.revenue.reais), amount($0.averageTicket.reais)] }
        }
        let table: (title: String, header: [String], rows: [[String]]) =
            switch kind {
            case .revenue:
                (
                    "receita", ["Data", "Cliente", "Serviço", "Valor"],
                    report.sales.map { ["\($0.day)", $0.tutorName, $0.serviceName, amount($0.price.reais)] }
                )
            case .services: ("servicos", ["Serviço", "Quantidade", "Receita", "Ticket médio"], rows(report.byService))
            case .clients:
                ("clientes", ["Cliente", "Atendimentos", "Total gasto", "Ticket médio"], rows(report.byCustomer))
            }
        let name = "\(table.title)-\(report.period.first)-a-\(report.period.last).csv"
        return CSVBody.response(table.header, table.rows, name: name)
    }

    @Sendable func summary(_ call: TenantCall) async throws -> Response {
        let report = try await reports.visits(days: call.number("period") ?? 30, in: call.scope)
        return try JSONBody.response(DataBody(data: PeriodSummaryBody(report)))
    }
}

private struct SalesReportBody: Encodable {
    struct Stats: Encodable {
        let totalRevenue: Double
        let totalServices: Int
        let totalClients: Int
        let avgTicket: Double
    }

    /// One row of any of the three views; what a view does not have is left out.
    struct Detail: Encodable {
        var date: LocalDay?
        var clientName: String?
        var serviceName: String?
        var value: Double?
        var quantity: Int?
        var totalRevenue: Double?
        var serviceCount: Int?
        var totalSpent: Double?
        var avgTicket: Double?

        init(sale: ReportsDAO.Sale) {
            date = sale.day
            clientName = sale.tutorName
            serviceName = sale.serviceName
            value = sale.price.reais
        }

        init(service: SalesReport.Group) {
            serviceName = service.name
            quantity = service.count
            totalRevenue = service.revenue.reais
            avgTicket = service.averageTicket.reais
        }

        init(client: SalesReport.Group) {
            clientName = client.name
            serviceCount = client.count
            totalSpent = client.revenue.reais
            avgTicket = client.averageTicket.reais
        }
    }

    var success = true
    let stats: Stats
    let details: [Detail]
    let total: Int
    let pagination: Page.Body
    let startDate: LocalDay
    let endDate: LocalDay

    static let schema: Schema = .object(
        .always("success", .boolean),
        .always(
            "stats",
            .object(
                .always("totalRevenue", .number), .always("totalServices", .integer, "Finished visits"),
                .always("totalClients", .integer), .always("avgTicket", .number))),
        .always(
            "details",
            .list(
                .object(
                    .maybe("date", .day, "revenue"), .maybe("clientName", .text, "revenue, clients"),
                    .maybe("serviceName", .text, "revenue, services"), .maybe("value", .number, "revenue"),
                    .maybe("quantity", .integer, "services"), .maybe("totalRevenue", .number, "services"),
                    .maybe("serviceCount", .integer, "clients"), .maybe("totalSpent", .number, "clients"),
                    .maybe("avgTicket", .number, "services, clients")))),
        .always("total", .integer, "Rows in all"), .always("pagination", Page.Body.schema),
        .always("startDate", .day), .always("endDate", .day))

    init(_ report: SalesReport, _ rows: [Detail], _ page: Page) {
        stats = Stats(
            totalRevenue: report.revenue.reais, totalServices: report.sales.count, totalClients: report.customers,
            avgTicket: report.averageTicket.reais)
        details = Array(rows.dropFirst(page.offset).prefix(page.limit))
        total = rows.count
        pagination = page.body(total: total, shown: details.count)
        startDate = report.period.first
        endDate = report.period.last
    }
}

private struct PeriodSummaryBody: Encodable {
    struct Metrics: Encodable {
        let totalClients: Int
        let totalAppointments: Int
        let totalRevenue: Double
        let avgTicket: Double
        let cancelledCount: Int
        let completedCount: Int
        let cancellationRate: Double
    }
    struct Day: Encodable {
        let date: LocalDay
        let revenue: Double
    }
    struct Service: Encodable {
        let service_name: String
        let count: Int
        let revenue: Double
    }

    let metrics: Metrics
    let revenueByDay: [Day]
    let topServices: [Service]

    static let schema: Schema = .object(
        .always(
            "metrics",
            .object(
                .always("totalClients", .integer, "With a visit in the period"),
                .always("totalAppointments", .integer), .always("totalRevenue", .number),
                .always("avgTicket", .number), .always("cancelledCount", .integer),
                .always("completedCount", .integer), .always("cancellationRate", .percent))),
        .always("revenueByDay", .list(.object(.always("date", .day), .always("revenue", .number)))),
        .always(
            "topServices",
            .list(
                .object(.always("service_name", .text), .always("count", .integer), .always("revenue", .number)))))

    init(_ report: VisitReport) {
        let tally = report.tally
        metrics = Metrics(
            totalClients: report.customers, totalAppointments: tally.total, totalRevenue: tally.revenue.reais,
            avgTicket: tally.averageTicket.reais, cancelledCount: tally.count(.cancelled),
            completedCount: tally.count(.done), cancellationRate: tally.cancellationRate)
        revenueByDay = report.days.map { Day(date: $0.day, revenue: $0.revenue.reais) }
        topServices = report.popular.map {
            Service(service_name: $0.name, count: $0.visits, revenue: $0.revenue.reais)
        }
    }
}
