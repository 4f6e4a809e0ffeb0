import Business
import Domain

struct OverviewBody: Encodable {
    private struct Customers: Encodable {
        let total: Int
        let vip: Int
        let vipPercentage: Double
    }
    private struct Visits: Encodable {
        let total: Int
        let pending: Int
        let confirmed: Int
        let completed: Int
    }
    private struct Revenue: Encodable {
        let currentMonth: Double
        let lastMonth: Double
        @OrNull var growth: Double?
        let growthFormatted: String
    }
    private struct Chats: Encodable {
        let last24h: Int
    }

    private let tutors: Customers
    private let appointments: Visits
    private let revenue: Revenue
    private let conversations: Chats
    private let timestamp: String

    static let schema: Schema = .object(
        .always(
            "tutors",
            .object(.always("total", .integer), .always("vip", .integer), .always("vipPercentage", .percent))),
        .always(
            "appointments",
            .object(
                .always("total", .integer), .always("pending", .integer), .always("confirmed", .integer),
                .always("completed", .integer))),
        .always(
            "revenue",
            .object(
                .always("currentMonth", .number), .always("lastMonth", .number),
                .always("growth", .number.orNull, "In percent; null when last month had no revenue"),
                .always("growthFormatted", .text))),
        .always("conversations", .object(.always("last24h", .integer))), .always("timestamp", .moment))

    init(_ figures: Overview) {
        tutors = Customers(
            total: figures.customers, vip: figures.vip, vipPercentage: .percent(figures.vip, of: figures.customers))
        appointments = Visits(
            total: figures.visits.total, pending: figures.visits.count(.pending),
            confirmed: figures.visits.count(.confirmed), completed: figures.visits.count(.done))
        revenue = Revenue(
            currentMonth: figures.thisMonth.reais, lastMonth: figures.lastMonth.reais, growth: figures.growth,
            growthFormatted: figures.growth.map { "\($0)%" } ?? "–")
        conversations = Chats(last24h: figures.chats)
        timestamp = figures.at.iso8601
    }
}

struct AgentImpactBody: Encodable {
    private let horasTrabalhadasIA: Double
    private let valorEconomico: Double
    private let vendasFechadas: Int
    private let diasEconomizados: Double
    private let contatos: Int
    private let dias: Int
    private let assumptions: Assumptions

    static let schema: Schema = .object(
        .always("horasTrabalhadasIA", .number), .always("valorEconomico", .number),
        .always("vendasFechadas", .integer, "Visits that the agent booked"), .always("diasEconomizados", .number),
        .always("contatos", .integer, "Chats by day in which the agent answered"), .always("dias", .integer),
        .always("assumptions", Assumptions.schema, "The company's own; see the settings"))

    init(_ impact: Impact) {
        horasTrabalhadasIA = impact.hours.hundredths
        valorEconomico = impact.value.hundredths
        vendasFechadas = impact.bookings
        diasEconomizados = impact.daysOfWork.hundredths
        contatos = impact.contacts
        dias = impact.days
        assumptions = impact.assumptions
    }
}

struct NightBody: Encodable {
    private struct Span: Encodable {
        let start: String
        let end: String
    }

    private let period: Span
    private let clientesAtendidos: Int
    private let agendamentosConfirmados: Int
    private let vendasFechadas: Double
    private let followupsEnviados: Int

    static let schema: Schema = .object(
        .always("period", .object(.always("start", .moment), .always("end", .moment))),
        .always("clientesAtendidos", .integer), .always("agendamentosConfirmados", .integer),
        .always("vendasFechadas", .number, "In reais"), .always("followupsEnviados", .integer))

    init(_ night: Overnight) {
        period = Span(start: night.from.iso8601, end: night.until.iso8601)
        clientesAtendidos = night.chats
        agendamentosConfirmados = night.bookings
        vendasFechadas = night.revenue.reais
        followupsEnviados = night.followUps
    }
}

struct ContactShareBody: Encodable {
    private let totalAtendimentos: Int
    private let automatico: Int
    private let manual: Int
    private let taxaAutomacao: Double
    private let percentualAutomatico: Double
    private let percentualManual: Double

    static let schema: Schema = .object(
        .always("totalAtendimentos", .integer), .always("automatico", .integer), .always("manual", .integer),
        .always("taxaAutomacao", .percent), .always("percentualAutomatico", .percent),
        .always("percentualManual", .percent))

    init(_ contacts: Contacts) {
        totalAtendimentos = contacts.total
        automatico = contacts.automatic
        manual = contacts.manual
        percentualAutomatico = .percent(contacts.automatic, of: contacts.total)
        percentualManual = .percent(contacts.manual, of: contacts.total)
        taxaAutomacao = percentualAutomatico
    }
}

struct TalkReportBody: Encodable {
    private struct Mood: Encodable {
        let positivo: Int
        @OrNull var neutro: Int?
        let negativo: Int
    }
    private struct Wants: Encodable {
        let agendamento: Int
        let cancelamento: Int
        let informacao: Int
        let reclamacao: Int
    }

    private let total: Int
    private let sentimento: Mood
    private let intencao: Wants
    @OrNull private var qualidadeMedia: Double?

    static let schema: Schema = .object(
        .always("total", .integer, "Chats with a message"),
        .always(
            "sentimento",
            .object(
                .always("positivo", .integer, "Turns with praise"),
                .always("neutro", .integer.orNull, "Not measured: null"),
                .always("negativo", .integer, "Turns with a complaint"))),
        .always(
            "intencao",
            .object(
                .always("agendamento", .integer), .always("cancelamento", .integer), .always("informacao", .integer),
                .always("reclamacao", .integer))),
        .always("qualidadeMedia", .number.orNull, "Not measured: null"))

    init(_ report: TalkReport) {
        total = report.chats
        sentimento = Mood(positivo: report.praise, neutro: nil, negativo: report.complaints)
        intencao = Wants(
            agendamento: report.booking, cancelamento: report.cancelling, informacao: report.asking,
            reclamacao: report.complaints)
        _qualidadeMedia = OrNull(wrappedValue: nil)
    }
}
