import Business
import Domain
import Storage

/// Reminds customers of their visits and asks them to confirm.
///
/// Whether a reminder is still right is decided in the transaction that queues it, by what the visit, the chat and
/// the shop's settings say then; the message and the job's end are one write.
struct ReminderWorker: Sendable {
    let database: Database
    let clock: any ShopClock
    let makeOfferID: @Sendable () -> String

    /// What a decision record calls a reminder.
    static let action = "reminder"

    func run(_ job: Job) async throws {
        let payload = try JobQueue.decode(Reminders.Payload.self, from: job)
        try await database.write(job.scope) { tx in
            guard let next = try work(payload, in: tx) else { return try JobQueue(tx).complete(job.id) }
            try JobQueue(tx).goOn(job.id, payload: next.payload, at: next.at)
        }
    }

    private typealias Next = (payload: Reminders.Payload, at: Moment)

    /// - Returns: What is left to do; nil when the visit needs no more reminders.
    private func work(_ payload: Reminders.Payload, in tx: TenantTransaction) throws -> Next? {
        let now = clock.now
        guard let company = try CompaniesDAO(tx).current(), company.isActive,
            let visit = try AppointmentsDAO(tx).details(payload.visitID), visit.appointment.status.isOpen,
            visit.appointment.slot.starts == payload.starts,
            now < company.settings.zone.moment(of: payload.starts)
        else { return nil }
        let settings = company.settings
        let plan = ReminderPlan(
            of: payload.starts, settings.reminders, hours: settings.contactHours, zone: settings.zone)
        guard plan.isDue(at: now, after: payload.told) else { return following(payload, settings) }
        let first = FirstWord(database: database, settings: settings, now: now)
        switch try first.way(to: visit.appointment.tutorID, in: tx) {
        case .open(let chat, let dialogue):
            try remind(visit, of: company, by: first, in: chat, dialogue, tx)
            return following(.init(visitID: payload.visitID, starts: payload.starts, told: now), settings)
        case .later(let moment):
            return (payload, moment)
        case .closed:
            // The customer may write before the next one is due.
            return following(.init(visitID: payload.visitID, starts: payload.starts, told: now), settings)
        }
    }

    private func following(_ payload: Reminders.Payload, _ settings: CompanySettings) -> Next? {
        // What was due until now was sent, or is switched off.
        var last = payload.told
        while let wake = Reminders.wake(for: payload.starts, after: last, settings) {
            if wake > clock.now { return (payload, wake) }
            last = wake
        }
        return nil
    }

    private func remind(
        _ visit: AppointmentDetails, of company: Company, by first: FirstWord, in chat: Conversation,
        _ dialogue: Dialogue, _ tx: TenantTransaction
    ) throws {
        let summary = Wording.visit(visit, today: company.settings.zone.wall(at: first.now).day)
        let text =
            "\(Wording.hello(visit.tutorName)) Aqui é da \(company.name). Passando para lembrar: \(summary). "
            + "Podemos confirmar? Responda sim, ou me avise por aqui se não puder vir."
        let offer = Dialogue.Offer(
            id: makeOfferID(), act: .confirm(visit.appointment.id), summary: summary, madeAt: first.now)
        try first.say(
            text, offering: offer, action: Self.action, reason: "Lembrete da visita marcada.", in: chat, dialogue, tx)
    }
}
