import Business
import Domain
import Storage

struct VisitReportBody: Encodable {
    private struct Period: Encodable {
        let start: LocalDay
        let end: LocalDay
        let type: String
    }
    private struct Summary: Encodable {
        let total: Int
        let pendente: Int
        let confirmado: Int
        let concluido: Int
        let cancelado: Int
        let receitaTotal: Double
        let ticketMedio: Double
        let clientesUnicos: Int
        let taxaCancelamento: Double
    }
    private struct Popular: Encodable {
        let servico: String
        let total_agendamentos: Int
        let receita: Double
    }
    private struct Hour: Encodable {
        let hora: Int
        let total: Int
    }

    private let period: Period
    private let summary: Summary
    private let popularServices: [Popular]
    private let hourDistribution: [Hour]

    static let schema: Schema = .object(
        .always(
            "period",
            .object(.always("start", .day), .always("end", .day), .always("type", .words(ReportPeriod.Kind.self)))),
        .always(
            "summary",
            .object(
                .always("total", .integer), .always("pendente", .integer), .always("confirmado", .integer),
                .always("concluido", .integer), .always("cancelado", .integer), .always("receitaTotal", .number),
                .always("ticketMedio", .number), .always("clientesUnicos", .integer),
                .always("taxaCancelamento", .percent))),
        .always(
            "popularServices",
            .list(
                .object(
                    .always("servico", .text), .always("total_agendamentos", .integer), .always("receita", .number)))),
        .always(
            "hourDistribution", .list(.object(.always("hora", .integer(0...24)), .always("total", .integer)))))

    init(_ report: VisitReport, kind: String) {
        let tally = report.tally
        period = Period(start: report.period.first, end: report.period.last, type: kind)
        summary = Summary(
            total: tally.total, pendente: tally.count(.pending), confirmado: tally.count(.confirmed),
            concluido: tally.count(.done), cancelado: tally.count(.cancelled), receitaTotal: tally.revenue.reais,
            ticketMedio: tally.averageTicket.reais, clientesUnicos: report.customers,
            taxaCancelamento: tally.cancellationRate)
        popularServices = report.popular.map {
            Popular(servico: $0.name, total_agendamentos: $0.visits, receita: $0.revenue.reais)
        }
        hourDistribution = report.hours.map { Hour(hora: $0.hour, total: $0.visits) }
    }
}

struct RevenueReportBody: Encodable {
    private struct Summary: Encodable {
        let totalReceita: Double
        let totalAgendamentos: Int
        let ticketMedioGeral: Double
    }
    private struct Step: Encodable {
        let periodo: String
        let receita: Double
        let agendamentos: Int
        let ticketMedio: Double
    }

    private let period: String
    private let groupBy: String
    private let start: LocalDay
    private let end: LocalDay
    private let summary: Summary
    private let timeline: [Step]

    static let schema: Schema = .object(
        .always("period", .words(ReportPeriod.Kind.self)), .always("groupBy", .words(ReportPeriod.Kind.self)),
        .always("start", .day), .always("end", .day),
        .always(
            "summary",
            .object(
                .always("totalReceita", .number), .always("totalAgendamentos", .integer, "Finished visits"),
                .always("ticketMedioGeral", .number))),
        .always(
            "timeline",
            .list(
                .object(
                    .always("periodo", .text, "First day of the step, or the month: 2026-03"),
                    .always("receita", .number), .always("agendamentos", .integer, "Finished visits"),
                    .always("ticketMedio", .number)))))

    init(_ report: RevenueReport, kind: String, step: ReportPeriod.Kind) {
        period = kind
        groupBy = step.rawValue
        start = report.period.first
        end = report.period.last
        let tally = report.tally
        summary = Summary(
            totalReceita: tally.revenue.reais, totalAgendamentos: tally.count(.done),
            ticketMedioGeral: tally.averageTicket.reais)
        timeline = report.steps.map {
            let day = $0.first.description
            return Step(
                periodo: step == .month ? String(day.prefix(7)) : day, receita: $0.tally.revenue.reais,
                agendamentos: $0.tally.count(.done), ticketMedio: $0.tally.averageTicket.reais)
        }
    }
}

struct ClientsReportBody: Encodable {
    private struct Summary: Encodable {
        let total: Int
        let vip: Int
        let active: Int
        let inactive: Int
        let newThisMonth: Int
        let withPets: Int
        let avgPetsPerClient: Double
        let vipPercentage: Double
    }
    private struct Client: Encodable {
        let id: Tutor.ID
        let nome: String
        @OrNull var telefone: String?
        let isVip: Bool
        let totalAgendamentos: Int
        let valorTotalGasto: Double
    }

    private let summary: Summary
    private let topClients: [Client]

    static let schema: Schema = .object(
        .always(
            "summary",
            .object(
                .always("total", .integer), .always("vip", .integer),
                .always("active", .integer, "With a visit, neither cancelled nor missed, in the last 90 days"),
                .always("inactive", .integer), .always("newThisMonth", .integer), .always("withPets", .integer),
                .always("avgPetsPerClient", .number), .always("vipPercentage", .percent))),
        .always(
            "topClients",
            .list(
                .object(
                    .always("id", .id), .always("nome", .text), .always("telefone", .text.orNull),
                    .always("isVip", .boolean), .always("totalAgendamentos", .integer),
                    .always("valorTotalGasto", .number)))))

    init(_ report: ClientsReport) {
        let counts = report.counts
        summary = Summary(
            total: counts.total, vip: counts.vip, active: report.active, inactive: report.inactive,
            newThisMonth: counts.new, withPets: counts.withPets, avgPetsPerClient: report.petsPerClient,
            vipPercentage: .percent(counts.vip, of: counts.total))
        topClients = report.top.map {
            Client(
                id: $0.id, nome: $0.name, telefone: $0.phone?.digits, isVip: $0.isVIP,
                totalAgendamentos: $0.tally.total, valorTotalGasto: $0.tally.revenue.reais)
        }
    }
}

struct ServicesReportBody: Encodable {
    private struct Summary: Encodable {
        let totalReceita: Double
        let totalAgendamentos: Int
        let servicosAtivos: Int
    }
    private struct Service: Encodable {
        let id: PetService.ID
        let nome: String
        @OrNull var categoria: String?
        @OrNull var subcategoria: String?
        let totalAgendamentos: Int
        let concluidos: Int
        let cancelados: Int
        let receitaTotal: Double
        let precoMedio: Double
        @OrNull var avaliacaoMedia: Double?
        let taxaCancelamento: Double
    }

    private let summary: Summary
    private let services: [Service]

    static let schema: Schema = .object(
        .always(
            "summary",
            .object(
                .always("totalReceita", .number), .always("totalAgendamentos", .integer),
                .always("servicosAtivos", .integer))),
        .always(
            "services",
            .list(
                .object(
                    .always("id", .id), .always("nome", .text),
                    .always("categoria", .text.orNull, "Services have none: null"),
                    .always("subcategoria", .text.orNull, "Services have none: null"),
                    .always("totalAgendamentos", .integer), .always("concluidos", .integer),
                    .always("cancelados", .integer), .always("receitaTotal", .number),
                    .always("precoMedio", .number, "Of finished visits"),
                    .always("avaliacaoMedia", .number.orNull, "Not measured: null"),
                    .always("taxaCancelamento", .percent)))))

    init(_ report: [FiguresDAO.Service]) {
        let tally = report.map(\.tally).reduce(VisitTally(), +)
        summary = Summary(
            totalReceita: tally.revenue.reais, totalAgendamentos: tally.total,
            servicosAtivos: report.count(where: \.isActive))
        services = report.map {
            Service(
                id: $0.id, nome: $0.name, categoria: nil, subcategoria: nil, totalAgendamentos: $0.tally.total,
                concluidos: $0.tally.count(.done), cancelados: $0.tally.count(.cancelled),
                receitaTotal: $0.tally.revenue.reais, precoMedio: $0.tally.averageTicket.reais, avaliacaoMedia: nil,
                taxaCancelamento: $0.tally.cancellationRate)
        }
    }
}

struct HourlyRevenueBody: Encodable {
    private struct Hour: Encodable {
        let hora: Int
        let receita: Double
    }

    private let date: LocalDay
    private let totalReceita: Double
    private let timeline: [Hour]

    static let schema: Schema = .object(
        .always("date", .day), .always("totalReceita", .number),
        .always("timeline", .list(.object(.always("hora", .integer(0...23)), .always("receita", .number)), upTo: 24)))

    init(_ revenue: DayRevenue) {
        date = revenue.day
        totalReceita = revenue.total.reais
        timeline = revenue.hours.enumerated().map { Hour(hora: $0, receita: $1.reais) }
    }
}
