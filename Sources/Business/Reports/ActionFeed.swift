import Domain
import Storage

/// One thing that happened in the shop, as the first page lists it.
package struct ShopAction: Sendable, Hashable {
    package enum Kind: String, Sendable, CaseIterable {
        case booking, message, client, sale
    }

    package let kind: Kind
    /// Unique in the list: the kind and the row's own id.
    package let id: String
    package let title: String
    package let subtitle: String
    package let highlight: String
    package let at: Moment

    init(_ kind: Kind, _ row: Int64, _ title: String, _ subtitle: String, _ highlight: String, at: Moment) {
        self.kind = kind
        id = "\(kind.rawValue)-\(row)"
        self.title = title
        self.subtitle = subtitle
        self.highlight = highlight
        self.at = at
    }

    init(booking visit: AppointmentDetails) {
        let slot = visit.appointment.slot
        self.init(
            .booking, visit.appointment.id.rawValue, "Agendamento",
            "\(visit.serviceName) · \(visit.pet.name) (\(visit.tutorName))",
            "\(slot.day.dayAndMonth) às \(slot.start)", at: visit.appointment.createdAt)
    }

    init(message turn: TalksDAO.Shown) {
        self.init(
            .message, turn.reply.id.rawValue, "Resposta do agente", String(turn.reply.body.prefix(160)),
            turn.tutorName ?? "Cliente", at: turn.reply.sentAt)
    }

    init(client tutor: Tutor) {
        self.init(
            .client, tutor.id.rawValue, "Novo cliente", tutor.name, tutor.phone?.digits ?? "", at: tutor.createdAt)
    }

    init(sale: ReportsDAO.Sale) {
        self.init(
            .sale, sale.id.rawValue, "Atendimento concluído",
            "\(sale.serviceName) · \(sale.petName) (\(sale.tutorName))", sale.price.formatted, at: sale.changedAt)
    }
}

extension Reports {
    /// The newest bookings, answers, customers and sales together, newest first.
    ///
    /// - Parameter limit: 1...100.
    package func actions(limit: Int, in scope: TenantScope) async throws -> [ShopAction] {
        try await read(scope) { desk in
            let reports = ReportsDAO(desk.tx)
            var actions = try reports.newestBookings(limit: limit).map(ShopAction.init(booking:))
            actions += try TalksDAO(desk.tx).newestTurns(limit: limit).map(ShopAction.init(message:))
            actions += try reports.newestCustomers(limit: limit).map(ShopAction.init(client:))
            actions += try reports.newestSales(limit: limit).map(ShopAction.init(sale:))
            return Array(actions.sorted { ($0.at, $0.id) > ($1.at, $1.id) }.prefix(limit))
        }
    }
}
