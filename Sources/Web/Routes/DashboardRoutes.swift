import Business
import Domain
import Hummingbird

/// `/api/dashboard`: the first page's figures, each counted from rows.
struct DashboardRoutes: Sendable {
    let dashboard: Dashboard
    let reports: Reports

    var operations: [Operation] {
        [
            Operation(
                .get, "/api/dashboard/stats", "showDashboard", .dashboard, "Today's conversations and all visits",
                may: .readDashboard, answers: [.ok(StatsBody.schema)], run: stats),
            Operation(
                .get, "/api/dashboard/impact", "showImpact", .dashboard, "What the agent's work of some days is worth",
                may: .readDashboard, query: [.days(usual: 30)], answers: [.ok(ImpactBody.schema)], run: impact),
            Operation(
                .get, "/api/dashboard/overnight", "showOvernight", .dashboard, "What happened in the latest night",
                may: .readDashboard, answers: [.ok(OvernightBody.schema)], run: overnight),
            Operation(
                .get, "/api/dashboard/actions", "listActions", .dashboard, "What happened last, newest first",
                may: .readDashboard, query: [.maybe("limit", .integer, "1 to 100, 20 if not given")],
                answers: [.ok(ActionsBody.schema)], run: actions),
            Operation(
                .get, "/api/dashboard/revenue-timeline", "showRevenueTimeline", .dashboard,
                "Revenue of today by hour, or of the last days by day", may: .readDashboard,
                query: [.days(usual: 1)], answers: [.ok(TimelineBody.schema)], run: timeline),
            Operation(
                .get, "/api/dashboard/automation", "showAutomation", .dashboard,
                "How many contacts the agent served alone", may: .readDashboard, query: [.days(usual: 30)],
                answers: [.ok(AutomationBody.schema)], run: automation),
        ]
    }

    /// `stats` (conversations) and `data` (visits): two readers look under two keys. Kept as text: writing it costs
    /// more than looking it up.
    @Sendable func stats(_ call: TenantCall) async throws -> Response {
        JSONBody.response(
            text: try await dashboard.text(in: call.scope) { try JSONBody.text(StatsBody($0)) })
    }

    @Sendable func impact(_ call: TenantCall) async throws -> Response {
        try JSONBody.response(
            ImpactBody(impact: .init(try await reports.impact(days: call.number("days") ?? 30, in: call.scope))))
    }

    @Sendable func overnight(_ call: TenantCall) async throws -> Response {
        try JSONBody.response(OvernightBody(overnight: .init(try await reports.overnight(in: call.scope))))
    }

    @Sendable func actions(_ call: TenantCall) async throws -> Response {
        let actions = try await reports.actions(limit: call.page(usual: 20).limit, in: call.scope)
        return try JSONBody.response(ActionsBody(actions: actions.map(ActionsBody.Action.init)))
    }

    @Sendable func timeline(_ call: TenantCall) async throws -> Response {
        let days = call.number("days") ?? 1
        guard days > 1 else {
            let day = try await reports.dayRevenue(of: nil, in: call.scope)
            return try JSONBody.response(
                TimelineBody(
                    timeline: day.hours.enumerated().map { hour, sum in
                        .init(time: "\(hour < 10 ? "0" : "")\(hour):00", value: sum.reais)
                    }))
        }
        let sums = try await reports.dailyRevenue(days: days, in: call.scope)
        return try JSONBody.response(
            TimelineBody(timeline: sums.map { .init(time: $0.day.dayAndMonth, value: $0.revenue.reais) }))
    }

    @Sendable func automation(_ call: TenantCall) async throws -> Response {
        let contacts = try await reports.contacts(days: call.number("days") ?? 30, in: call.scope)
        return try JSONBody.response(AutomationBody(contacts))
    }
}

extension Operation.Parameter {
    /// How many days to look back, today among them.
    static func days(usual: Int, _ name: String = "days") -> Operation.Parameter {
        .maybe(
            name, .integer, "Days up to today, 1 to 400, \(usual) if not given; out of range is taken to the nearest")
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
        @OrNull var automationRate: Double?
        let whatsappStatus: WhatsAppSession.Status
        let timestamp: String
    }

    var success = true
    let stats: Stats
    let data: VisitFiguresBody

    static let schema: Schema = .object(
        .always("success", .boolean),
        .always(
            "stats",
            .object(
                .always("conversationsToday", .integer), .always("activeConversations", .integer),
                .always("messagesToday", .integer), .always("pendingFollowups", .integer),
                .always("escalatedConversations", .integer),
                .always("automationRate", .percent.orNull, "Of today's answers; null before the first"),
                .always("whatsappStatus", .words(WhatsAppSession.Status.self)), .always("timestamp", .moment))),
        .always("data", VisitFiguresBody.schema))

    init(_ figures: Dashboard.Stats) {
        stats = Stats(
            conversationsToday: figures.conversationsToday, activeConversations: figures.waiting,
            messagesToday: figures.messagesToday, pendingFollowups: figures.waiting,
            escalatedConversations: figures.escalated, automationRate: figures.automationRate,
            whatsappStatus: figures.whatsapp, timestamp: figures.at.iso8601)
        data = VisitFiguresBody(figures.visits)
    }
}

/// Visits in six figures.
struct VisitFiguresBody: Encodable {
    let total: Int
    let concluidos: Int
    let cancelados: Int
    let pendentes: Int
    let receitaTotal: Double
    let valorMedio: Double

    static let schema: Schema = .named(
        "VisitFigures",
        .object(
            .always("total", .integer), .always("concluidos", .integer), .always("cancelados", .integer),
            .always("pendentes", .integer), .always("receitaTotal", .number), .always("valorMedio", .number)))

    init(_ tally: VisitTally) {
        total = tally.total
        concluidos = tally.count(.done)
        cancelados = tally.count(.cancelled)
        pendentes = tally.count(.pending, .confirmed, .inProgress)
        receitaTotal = tally.revenue.reais
        valorMedio = tally.averageTicket.reais
    }
}

private struct ImpactBody: Encodable {
    struct Figures: Encodable {
        let hoursWorked: Double
        let economicValue: Double
        let salesClosed: Int
        let daysOfWorkSaved: Double
        let contacts: Int
        let days: Int
        let assumptions: Assumptions
        let timestamp: String

        init(_ impact: Impact) {
            hoursWorked = impact.hours.hundredths
            economicValue = impact.value.hundredths
            salesClosed = impact.bookings
            daysOfWorkSaved = impact.daysOfWork.hundredths
            contacts = impact.contacts
            days = impact.days
            assumptions = impact.assumptions
            timestamp = impact.at.iso8601
        }
    }

    var success = true
    let impact: Figures

    static let schema: Schema = .object(
        .always("success", .boolean),
        .always(
            "impact",
            .object(
                .always("hoursWorked", .number, "Contacts in minutes of a person's work"),
                .always("economicValue", .number, "Those hours in reais"),
                .always("salesClosed", .integer, "Visits that the agent booked"), .always("daysOfWorkSaved", .number),
                .always("contacts", .integer, "Chats by day in which the agent answered"), .always("days", .integer),
                .always("assumptions", Assumptions.schema, "The company's own; see the settings"),
                .always("timestamp", .moment))))
}

private struct OvernightBody: Encodable {
    struct Figures: Encodable {
        let clientsServed: Int
        let bookingsConfirmed: Int
        let salesValue: Double
        let followupsSent: Int
        let start: String
        let end: String
        let timestamp: String

        init(_ night: Overnight) {
            clientsServed = night.chats
            bookingsConfirmed = night.bookings
            salesValue = night.revenue.reais
            followupsSent = night.followUps
            start = night.from.iso8601
            end = night.until.iso8601
            timestamp = night.at.iso8601
        }
    }

    var success = true
    let overnight: Figures

    static let schema: Schema = .object(
        .always("success", .boolean),
        .always(
            "overnight",
            .object(
                .always("clientsServed", .integer, "Chats that the agent answered"),
                .always("bookingsConfirmed", .integer, "Visits written down that night, which stand"),
                .always("salesValue", .number, "What those of them that are finished brought in"),
                .always("followupsSent", .integer, "Reminders and follow-ups of the agent"),
                .always("start", .moment), .always("end", .moment), .always("timestamp", .moment))))
}

private struct ActionsBody: Encodable {
    struct Action: Encodable {
        let id: String
        let type: String
        let title: String
        let subtitle: String
        let highlight: String
        let created_at: String

        init(_ action: ShopAction) {
            id = action.id
            type = action.kind.rawValue
            title = action.title
            subtitle = action.subtitle
            highlight = action.highlight
            created_at = action.at.iso8601
        }
    }

    var success = true
    let actions: [Action]

    static let schema: Schema = .object(
        .always("success", .boolean),
        .always(
            "actions",
            .list(
                .object(
                    .always("id", .text), .always("type", .words(ShopAction.Kind.self)), .always("title", .text),
                    .always("subtitle", .text), .always("highlight", .text), .always("created_at", .moment)))))
}

private struct TimelineBody: Encodable {
    struct Point: Encodable {
        let time: String
        let value: Double
    }

    var success = true
    let timeline: [Point]

    static let schema: Schema = .object(
        .always("success", .boolean),
        .always(
            "timeline",
            .list(.object(.always("time", .text, "\"14:00\", or \"02/03\" by day"), .always("value", .number)))))
}

private struct AutomationBody: Encodable {
    var success = true
    let automated: Double
    let manual: Double
    let total: Int

    static let schema: Schema = .object(
        .always("success", .boolean), .always("automated", .percent), .always("manual", .percent),
        .always("total", .integer, "Chats by day in which the shop answered; zero leaves nothing to share"))

    init(_ contacts: Contacts) {
        automated = .percent(contacts.automatic, of: contacts.total)
        manual = .percent(contacts.manual, of: contacts.total)
        total = contacts.total
    }
}
