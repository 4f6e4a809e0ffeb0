import Domain

/// Moving and cancelling visits that exist.
struct ChangeTalk {
    private let rules: RuleProcessor
    private var facts: RecallCustomer.Facts { rules.facts }

    init(_ rules: RuleProcessor) { self.rules = rules }

    /// Finds the visit that is meant, and goes on with it.
    func begin(_ change: Dialogue.Change) throws -> Decision {
        var request = Dialogue.Request()
        // One visit is changed at a time; two that are named are asked about.
        if rules.reading.visits.isEmpty { request = rules.merged(into: request) }
        return try choose(change, request)
    }

    func choose(_ change: Dialogue.Change, _ request: Dialogue.Request) throws -> Decision {
        let open = try facts.tutor.map { try rules.context.upcoming(of: $0.id) } ?? []
        let meant = narrowed(open, by: request, change)
        if meant.count == 1 { return try go(change, meant[0], request) }
        guard !open.isEmpty else {
            var next = rules.dialogue
            next.settle()
            return rules.say(
                Self.nothingBooked, next, action: "no_visit", reason: "O cliente não tem visita em aberto.")
        }
        if change == .cancel, rules.reading.cues.contains(.all), meant.count > 1 {
            return try cancel(meant.map(\.appointment.id))
        }
        let listed = Array((meant.isEmpty ? open : meant).prefix(9))
        var next = rules.dialogue
        next.offer = nil
        next.task = .choosingVisit(change, request)
        next.options = listed.map { .visit($0.appointment.id) }
        next.expecting = .choice(count: listed.count)
        let list = Wording.numbered(listed.map(describe))
        return rules.say(
            Phrase("Qual deles?", "Você tem estes horários. De qual está falando?").between("", "\n\(list)"), next,
            action: "ask_visit", reason: "Há mais de uma visita em aberto.")
    }

    static let nothingBooked = Phrase(
        "Não encontrei nenhum horário marcado para você. Quer marcar um?",
        "Não há horário seu na agenda. Se quiser, marco um: qual serviço e que dia?")

    func move(_ id: Appointment.ID, _ request: Dialogue.Request) throws -> Decision {
        guard let visit = try rules.context.visit(id), visit.appointment.status.isOpen else {
            return try begin(.move)
        }
        let subject = BookingTalk.subject(visit.serviceName, visit.pet.name)
        var request = request
        // "passa pra quarta" keeps the hour.
        if request.days?.single != nil, request.clock == nil {
            request.clock = .init(first: visit.appointment.slot.start, last: visit.appointment.slot.start)
        }
        let length = VisitsTogether.Part(minutes: visit.appointment.slot.minutes, pet: 0)
        let time = TimeTalk(
            rules, visits: VisitsTogether([length]), moved: id, subject: subject, under: { .moving(id, $0) })
        return try time.settle(request) { slots in
            let (today, starts) = (rules.today, slots[0].starts)
            guard starts != visit.appointment.slot.starts else { return unchanged(describe(visit)) }
            let change =
                "de \(Wording.starts(visit.appointment.slot.starts, today: today)) "
                + "para \(Wording.starts(starts, today: today))"
            let price = visit.appointment.price.formatted
            let text = Phrase(
                "\(subject): posso mudar \(change)? O valor continua \(price).",
                "Está livre. Mudo \(subject) \(change)? O valor continua \(price).")
            return offer(.move(id, starts), text: text, summary: "\(subject), \(change)", task: .moving(id, request))
        }
    }

    /// Free times other than those that were shown.
    func suggest(_ id: Appointment.ID, _ request: Dialogue.Request) throws -> Decision {
        guard request.days?.single != nil, request.clock == nil else { return try move(id, request) }
        var request = request
        // Any hour of the day, not the visit's own.
        request.clock = .init(first: .midnight, last: .endOfDay)
        return try move(id, request)
    }

    /// Several visits with one yes.
    func cancel(_ ids: [Appointment.ID]) throws -> Decision {
        let visits = try ids.compactMap { try rules.context.visit($0) }.filter(\.appointment.status.isOpen)
        guard visits.count > 1 else { return try visits.first.map { try cancel($0.appointment.id) } ?? begin(.cancel) }
        for visit in visits {
            if let refusal = rules.context.refusalToCancel(visit.appointment) { return refused(refusal, visit) }
        }
        let list = visits.map { "• \(describe($0))" }.joined(separator: "\n")
        return offer(
            .cancelTogether(visits.map(\.appointment.id)),
            text: Phrase("Quer mesmo cancelar todos estes?", "Cancelo estes, é isso?").between("", "\n\(list)"),
            summary: "cancelar \(Wording.list(visits.map(describe)))", task: .choosingVisit(.cancel, Dialogue.Request())
        )
    }

    func cancel(_ id: Appointment.ID) throws -> Decision {
        guard let visit = try rules.context.visit(id), visit.appointment.status.isOpen else {
            return try begin(.cancel)
        }
        if let refusal = rules.context.refusalToCancel(visit.appointment) { return refused(refusal, visit) }
        return offer(
            .cancel(id),
            text: Phrase("Quer mesmo cancelar \(describe(visit))?", "Posso cancelar \(describe(visit))?"),
            summary: "cancelar \(describe(visit))",
            task: .cancelling(id))
    }

    /// The shop's people may still cancel what the customer no longer can.
    private func refused(_ refusal: SchedulingError, _ visit: AppointmentDetails) -> Decision {
        let why =
            if case .cancellationTooLate(let notice) = refusal {
                "por aqui eu só cancelo com pelo menos \(Wording.length(notice)) de antecedência"
            } else { "os cancelamentos são feitos pela equipe" }
        return rules.handOver(
            Phrase(
                "\(describe(visit)): \(why). Estou passando sua conversa para a equipe resolver com você.",
                "\(describe(visit)): \(why). A equipe fala com você por aqui."),
            reason: "A loja não deixa o cliente cancelar esta visita sozinho.")
    }

    private func go(
        _ change: Dialogue.Change, _ visit: AppointmentDetails, _ request: Dialogue.Request
    ) throws -> Decision {
        switch change {
        case .cancel: return try cancel(visit.appointment.id)
        case .move:
            var request = request
            // "quero remarcar o de sexta" names the visit, not the new day.
            if request.days?.single == visit.appointment.slot.day && request.clock == nil { request.days = nil }
            // "só mudar para as 16h" and "mudar o horário" keep the day.
            let keepsDay = request.clock?.single != nil || rules.reading.cues.contains(.hourOnly)
            if request.days == nil, keepsDay {
                request.days = .init(first: visit.appointment.slot.day, last: visit.appointment.slot.day)
            }
            guard request.clock == nil, rules.reading.cues.contains(.hourOnly) else {
                return try move(visit.appointment.id, request)
            }
            return try suggest(visit.appointment.id, request)
        }
    }

    private func unchanged(_ visit: String) -> Decision {
        var next = rules.dialogue
        next.settle()
        return rules.say(
            Phrase("Já está marcado assim: \(visit).", "É esse mesmo o seu horário: \(visit)."), next, action: "keep",
            reason: "O horário pedido é o que já estava.")
    }

    /// The visits that fit what was said about pet, service and, for a cancellation, the day.
    private func narrowed(
        _ visits: [AppointmentDetails], by request: Dialogue.Request, _ change: Dialogue.Change
    ) -> [AppointmentDetails] {
        guard visits.count > 1 else { return visits }
        return visits.filter { visit in
            (request.petID == nil || request.petID == visit.pet.id)
                && (request.serviceID == nil || request.serviceID == visit.appointment.serviceID)
                && (change == .move || request.days?.single == nil
                    || request.days?.single == visit.appointment.slot.day)
        }
    }

    private func offer(_ act: Dialogue.Offer.Act, text: Phrase, summary: String, task: Dialogue.Task) -> Decision {
        var next = rules.dialogue
        next.task = task
        next.options = []
        next.expecting = .confirmation
        next.offer = .init(id: rules.makeOfferID(), act: act, summary: summary, madeAt: facts.now)
        return rules.say(
            text, next, action: "offer", reason: "Falta o sim do cliente para mudar a agenda.", offer: summary)
    }

    private func describe(_ visit: AppointmentDetails) -> String { Wording.visit(visit, today: rules.today) }
}
