import Domain

/// Moving and cancelling visits that exist.
struct ChangeTalk {
    private let rules: RuleProcessor
    private var facts: RecallCustomer.Facts { rules.facts }

    init(_ rules: RuleProcessor) { self.rules = rules }

    /// Finds the visit that is meant, and goes on with it.
    func begin(_ change: Dialogue.Change) throws -> Decision {
        try choose(change, rules.merged(into: Dialogue.Request()))
    }

    func choose(_ change: Dialogue.Change, _ request: Dialogue.Request) throws -> Decision {
        let open = try facts.tutor.map { try rules.context.upcoming(of: $0.id) } ?? []
        let meant = narrowed(open, by: request, change)
        if meant.count == 1 { return try go(change, meant[0], request) }
        guard !open.isEmpty else {
            var next = rules.dialogue
            next.settle()
            return rules.say(
                "Não encontrei nenhum horário marcado para você. Quer marcar um?", next, action: "no_visit",
                reason: "O cliente não tem visita em aberto.")
        }
        let listed = Array((meant.isEmpty ? open : meant).prefix(9))
        var next = rules.dialogue
        next.offer = nil
        next.task = .choosingVisit(change, request)
        next.options = listed.map { .visit($0.appointment.id) }
        next.expecting = .choice(count: listed.count)
        return rules.say(
            "Qual deles?\n\(Wording.numbered(listed.map(describe)))", next, action: "ask_visit",
            reason: "Há mais de uma visita em aberto.")
    }

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
        let time = TimeTalk(
            rules, minutes: visit.appointment.slot.minutes, moved: id, subject: subject, under: { .moving(id, $0) })
        return try time.settle(request) { starts in
            let today = rules.today
            guard starts != visit.appointment.slot.starts else { return unchanged(describe(visit)) }
            let change =
                "de \(Wording.starts(visit.appointment.slot.starts, today: today)) "
                + "para \(Wording.starts(starts, today: today))"
            let text =
                "\(subject): posso mudar \(change)? O valor continua \(visit.appointment.price.formatted)."
            return offer(.move(id, starts), text: text, summary: "\(subject), \(change)", task: .moving(id, request))
        }
    }

    func cancel(_ id: Appointment.ID) throws -> Decision {
        guard let visit = try rules.context.visit(id), visit.appointment.status.isOpen else {
            return try begin(.cancel)
        }
        if let refusal = rules.context.refusalToCancel(visit.appointment) { return refused(refusal, visit) }
        return offer(
            .cancel(id), text: "Quer mesmo cancelar \(describe(visit))?", summary: "cancelar \(describe(visit))",
            task: .cancelling(id))
    }

    /// The shop's people may still cancel what the customer no longer can.
    private func refused(_ refusal: SchedulingError, _ visit: AppointmentDetails) -> Decision {
        let why =
            if case .cancellationTooLate(let notice) = refusal {
                "por aqui eu só cancelo com pelo menos \(Wording.length(notice)) de antecedência"
            } else { "os cancelamentos são feitos pela equipe" }
        return rules.handOver(
            "\(describe(visit)): \(why). Estou passando sua conversa para a equipe resolver com você.",
            action: "hand_over", reason: "A loja não deixa o cliente cancelar esta visita sozinho.")
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
            // "só mudar para as 16h" keeps the day.
            if request.days == nil, request.clock?.single != nil {
                request.days = .init(first: visit.appointment.slot.day, last: visit.appointment.slot.day)
            }
            return try move(visit.appointment.id, request)
        }
    }

    private func unchanged(_ visit: String) -> Decision {
        var next = rules.dialogue
        next.settle()
        return rules.say(
            "Já está marcado assim: \(visit).", next, action: "keep", reason: "O horário pedido é o que já estava.")
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

    private func offer(_ act: Dialogue.Offer.Act, text: String, summary: String, task: Dialogue.Task) -> Decision {
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
