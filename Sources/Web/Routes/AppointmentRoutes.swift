import Business
import Domain
import Hummingbird
import Storage

/// `/api/appointments`: the shop's calendar.
struct AppointmentRoutes: Sendable {
    let booking: Booking

    var operations: [Operation] { reading + changing }

    private var reading: [Operation] {
        [
            Operation(
                .get, "/api/appointments", "listAppointments", .appointments, "Visits by day and time",
                may: .readAgenda, query: Self.filters + Page.parameters,
                answers: [.ok(.page(of: AppointmentBody.schema))], run: list),
            Operation(
                .get, "/api/appointments/special/today", "listTodaysAppointments", .appointments,
                "Today's visits that are still to be served", may: .readAgenda,
                answers: [.ok(.all(of: AppointmentBody.schema))], run: today),
            Operation(
                .get, "/api/appointments/special/stats", "countAppointments", .appointments,
                "Visits and revenue over some days", may: .readDashboard,
                query: [.maybe("dataInicio", .day, "First day"), .maybe("dataFim", .day, "Last day")],
                answers: [.ok(.data(VisitFiguresBody.schema))], run: stats),
            Operation(
                .get, "/api/appointments/{id}", "showAppointment", .appointments, "One visit", may: .readAgenda,
                answers: [.ok(.data(AppointmentBody.schema))], run: show),
            Operation(
                .get, "/api/appointments/{id}/history", "showAppointmentHistory", .appointments,
                "What became of a visit, by whose hand, oldest first", may: .readAgenda,
                answers: [.ok(.all(of: VisitChangeBody.schema))], run: history),
        ]
    }

    private static let filters: [Operation.Parameter] = [
        .maybe("status", .text(1...120, example: "pendente,confirmado"), "One or more statuses, separated by commas"),
        .maybe("dataInicio", .day, "First day"), .maybe("dataFim", .day, "Last day"),
        .maybe("serviceId", .id, "Only this service"), .maybe("tutorId", .id, "Only this customer"),
        .maybe("chatId", .text(1...100), "Only this chat"),
        .maybe("professionalId", .id, "Only this professional's"),
        .maybe("ordem", .words(["asc", "desc"]), "By day and time: earliest first unless told"),
    ]

    @Sendable func list(_ call: TenantCall) async throws -> Response {
        let page = call.page(usual: 1000, most: 1000)
        let found = try await booking.list(
            try Self.filter(call), limit: page.limit, offset: page.offset, in: call.scope)
        return JSONBody.list(rows(found.visits, call), total: found.total, page)
    }

    private static func filter(_ call: TenantCall) throws -> AppointmentsDAO.Filter {
        var filter = AppointmentsDAO.Filter()
        if let text = call.query("status") {
            filter.statuses = try text.split(separator: ",").map { word in
                guard let status = Appointment.Status(rawValue: String(word)) else {
                    throw Problem.invalid(
                        "Confira os dados enviados.", ["status: um ou mais destes: \(Appointment.Status.known)"])
                }
                return status
            }
        }
        filter.firstDay = try call.day("dataInicio")
        filter.lastDay = try call.day("dataFim")
        filter.serviceID = call.query("serviceId").flatMap { PetService.ID(text: $0) }
        filter.tutorID = call.query("tutorId").flatMap { Tutor.ID(text: $0) }
        filter.chatID = call.query("chatId").flatMap { ChatID($0) }
        filter.professionalID = call.query("professionalId").flatMap { Professional.ID(text: $0) }
        filter.isBackwards = call.query("ordem") == "desc"
        return filter
    }

    @Sendable func today(_ call: TenantCall) async throws -> Response {
        let found = try await booking.today(in: call.scope)
        return JSONBody.list(rows(found, call), total: found.count)
    }

    private func rows(_ visits: [AppointmentDetails], _ call: TenantCall) -> [AppointmentRow] {
        visits.map { AppointmentRow(visit: $0, company: call.scope.companyID) }
    }

    @Sendable func stats(_ call: TenantCall) async throws -> Response {
        let figures = try await booking.figures(
            from: try call.day("dataInicio"), to: try call.day("dataFim"), in: call.scope)
        return try JSONBody.response(DataBody(data: VisitFiguresBody(figures)))
    }

    /// 404 alike for a visit that does not exist and one of another company.
    @Sendable func show(_ call: TenantCall) async throws -> Response {
        guard let visit = try await booking.details(try call.id(), in: call.scope) else { throw Problem.notFound }
        return JSONBody.data(AppointmentRow(visit: visit, company: call.scope.companyID))
    }

    @Sendable func history(_ call: TenantCall) async throws -> Response {
        guard let lines = try await booking.history(of: try call.id(), in: call.scope) else { throw Problem.notFound }
        let bodies = lines.map(VisitChangeBody.init)
        return try JSONBody.response(ListBody(data: bodies, total: bodies.count))
    }
}

extension Appointment.Status {
    static let known = allCases.map(\.rawValue).joined(separator: ", ")
}
