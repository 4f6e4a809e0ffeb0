import Business
import Domain
import Hummingbird

/// `/api/dashboard`: the shop's figures, each counted from rows.
struct DashboardRoutes: Sendable {
    let dashboard: Dashboard

    func add(to api: RouterGroup<TenantContext>) {
        api.group("dashboard").get("stats", use: stats)
    }

    /// 200 with `stats` (today's conversations) and `data` (visits), which two readers look for under two keys.
    @Sendable func stats(_ request: Request, context: TenantContext) async throws -> Response {
        try JSONBody.response(StatsBody(try await dashboard.stats(in: context.scope)))
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
