import Business
import Domain
import Hummingbird

/// `/api/dashboard`: the shop's figures, each counted from rows.
struct DashboardRoutes: Sendable {
    let dashboard: Dashboard

    var operations: [Operation] {
        [
            Operation(
                .get, "/api/dashboard/stats", "showDashboard", .dashboard, "Today's conversations and all visits",
                may: .readDashboard, answers: [.ok(StatsBody.schema)], run: stats)
        ]
    }

    /// `stats` (conversations) and `data` (visits): two readers look under two keys.
    @Sendable func stats(_ call: TenantCall) async throws -> Response {
        try JSONBody.response(StatsBody(try await dashboard.stats(in: call.scope)))
    }
}

private struct StatsBody: Encodable {
    struct Stats: Encodable {
        let conversationsToday: Int
        let activeConversations: Int
        let messagesToday: Int
        let pendingFollowups: Int
        let escalatedConversations: Int
        /// 0...100; null before the first answer of the day.
        let automationRate: Double?
        let whatsappStatus: WhatsAppSession.Status
        let timestamp: String
    }

    struct Visits: Encodable {
        let total: Int
        let concluidos: Int
        let cancelados: Int
        let pendentes: Int
        let receitaTotal: Double
        let valorMedio: Double
    }

    var success = true
    let stats: Stats
    let data: Visits

    static let schema: Schema = .object(
        .always("success", .boolean),
        .always(
            "stats",
            .object(
                .always("conversationsToday", .integer), .always("activeConversations", .integer),
                .always("messagesToday", .integer), .always("pendingFollowups", .integer),
                .always("escalatedConversations", .integer), .maybe("automationRate", .percent),
                .always("whatsappStatus", .words(WhatsAppSession.Status.self)), .always("timestamp", .moment))),
        .always("data", visits))

    static let visits: Schema = .named(
        "VisitFigures",
        .object(
            .always("total", .integer), .always("concluidos", .integer), .always("cancelados", .integer),
            .always("pendentes", .integer), .always("receitaTotal", .number), .always("valorMedio", .number)))

    init(_ figures: Dashboard.Stats) {
        stats = Stats(
            conversationsToday: figures.conversationsToday, activeConversations: figures.waiting,
            messagesToday: figures.messagesToday, pendingFollowups: figures.waiting,
            escalatedConversations: figures.escalated,
            automationRate: figures.automationRate.map { ($0 * 10).rounded() / 10 }, whatsappStatus: figures.whatsapp,
            timestamp: figures.at.iso8601)
        data = Visits(
            total: figures.total, concluidos: figures.count(.done), cancelados: figures.count(.cancelled),
            pendentes: figures.count(.pending, .confirmed, .inProgress), receitaTotal: figures.revenue.reais,
            valorMedio: figures.averageTicket.reais)
    }
}
