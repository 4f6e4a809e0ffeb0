import Domain

/// What the customer's words do to an offer that is open: yes, no, or a change of it.
struct OfferTalk {
    private let rules: RuleProcessor
    private var reading: MessageReading { rules.reading }
    private var dialogue: Dialogue { rules.dialogue }

    init(_ rules: RuleProcessor) { self.rules = rules }

    /// An old offer is said again with today's price and places before it is acted on.
    private static let fresh: Int64 = 2 * 3600 * 1000

    func answer() throws -> Decision? {
        guard let offer = dialogue.offer else { return nil }
        // "e quanto custa a tosa?" asks; it does not change what was offered. "sim, e onde fica?" still says yes.
        guard !rules.asks || reading.answer == .yes else { return nil }
        let changes = changes(offer)
        if reading.cues.contains(.goAhead), reading.answer != .no, !changes, !reading.isCorrection {
            return try accept(offer)
        }
        let startsAnew = reading.intents.contains { [.cancel, .reschedule].contains($0) } && !changes
        if reading.answer == .yes && (rules.asks || !changes) && !(reading.isCorrection && changes) {
            return try accept(offer)
        }
        if reading.answer == .no && !changes && !startsAnew { return refused(offer) }
        if let request = offer.request, changes || reading.isCorrection {
            return try BookingTalk(rules).advance(rules.merged(into: request))
        }
        switch offer.act {
        case .move(let id, _) where changes, .cancel(let id) where reading.day != nil || reading.time != nil:
            // "quarta às 9h" after "quer mesmo cancelar?" asks for another time, and cancels nothing.
            return try ChangeTalk(rules).move(id, rules.merged(into: Dialogue.Request()))
        default:
            return nil
        }
    }

    private func accept(_ offer: Dialogue.Offer) throws -> Decision {
        // A visit that stands already has neither price nor place to lose.
        let isFresh = offer.isConfirmation || rules.facts.now.since(offer.madeAt) < Self.fresh
        return isFresh ? rules.act(offer) : try again(offer)
    }

    /// True when the message names something else than what was offered: "sim, amanhã às 15h" may only repeat it.
    private func changes(_ offer: Dialogue.Offer) -> Bool {
        let merged = rules.merged(into: offer.request ?? Dialogue.Request())
        if let day = reading.day, !isSame(day, merged.days?.single, offer.act.starts?.day) { return true }
        if let time = reading.time, !isSame(time, merged.clock?.single, offer.act.starts?.time) { return true }
        guard let items = offer.request?.items else { return !reading.services.isEmpty || reading.size != nil }
        let services = Set(items.map(\.serviceID))
        if reading.services.contains(where: { !services.contains($0) }) { return true }
        return merged.items.map(\.petID) != items.map(\.petID) || merged.items.map(\.petName) != items.map(\.petName)
            || reading.size != nil || reading.breed != nil || merged.items.count != items.count
    }

    private func isSame(_ said: DayReading, _ merged: LocalDay?, _ offered: LocalDay?) -> Bool {
        switch said {
        case .on, .ambiguous: merged == offered && offered != nil
        default: false
        }
    }

    private func isSame(_ said: ClockReading, _ merged: LocalTime?, _ offered: LocalTime?) -> Bool {
        switch said {
        case .at, .ambiguous: merged == offered && offered != nil
        default: false
        }
    }

    /// The same offer with what is free and what it costs now.
    func again(_ offer: Dialogue.Offer) throws -> Decision {
        switch offer.act {
        case .book(let request, let starts): return try BookingTalk(rules).advance(request.at(starts))
        case .bookTogether(let request, let starts):
            return try BookingTalk(rules).advance(starts.first.map(request.at) ?? request)
        case .move(let id, let starts): return try ChangeTalk(rules).move(id, Dialogue.Request().at(starts))
        case .cancel(let id): return try ChangeTalk(rules).cancel(id)
        case .cancelTogether(let ids): return try ChangeTalk(rules).cancel(ids)
        case .confirm: return gone()
        }
    }

    /// The calendar changed between offer and yes: says so, with what is free now.
    func overtaken(_ offer: Dialogue.Offer, by refusal: SchedulingError) throws -> Decision {
        switch refusal {
        case _ where refusal.isAboutTime, .cancellationClosed, .cancellationTooLate: return try again(offer)
        default: return gone()
        }
    }

    private func gone() -> Decision {
        var next = dialogue
        next.settle()
        return rules.say(
            Phrase(
                "Não consegui concluir: esse horário ou serviço mudou na loja. Quer tentar de novo?",
                "Isso também mudou na loja nesse meio-tempo. Me diga o serviço e o dia, que eu procuro outro horário."),
            next, action: "offer_gone", reason: "O que foi oferecido não existe mais.")
    }

    private func refused(_ offer: Dialogue.Offer) -> Decision {
        var next = dialogue
        next.offer = nil
        if case .confirm(let id) = offer.act {
            next.task = .moving(id, Dialogue.Request())
            next.expecting = .dayOrTime
            return rules.say(
                Phrase(
                    "Sem problema! Quer remarcar? Me diga o dia e o horário que ficam melhores, ou escreva cancelar.",
                    "Tudo bem. Me diga outro dia e hora para remarcar, ou escreva cancelar."),
                next, action: "ask_time", reason: "O cliente não pode vir: falta saber se remarca ou cancela.")
        }
        guard var request = offer.request else {
            next.settle()
            return rules.say(
                Phrase(
                    "Certo, deixei seu horário como estava. Posso ajudar em algo mais?",
                    "Tudo bem, nada mudou no seu horário. Mais alguma coisa?"),
                next, action: "keep", reason: "O cliente desistiu da mudança.")
        }
        if let starts = offer.act.starts { next.shown = (next.shown ?? []).suffix(40) + [starts] }
        let keepsDay = reading.cues.contains(.notThisHour)
        request.days = keepsDay ? offer.act.starts.map { .init(first: $0.day, last: $0.day) } : nil
        request.clock = nil
        next.task = .booking(request)
        next.expecting = keepsDay ? .time : .dayOrTime
        guard !keepsDay else {
            return rules.say(
                Phrase("Sem problema! Que horário fica melhor?", "Tudo bem. Qual outro horário serve?"), next,
                action: "ask_time", reason: "O cliente não quis essa hora.")
        }
        return rules.say(
            Phrase(
                "Sem problema! Qual dia e horário ficam melhores para você?",
                "Tudo bem. Se quiser outro horário, me diga o dia e a hora."),
            next, action: "ask_time", reason: "O cliente não quis esse horário.")
    }
}

extension Dialogue.Offer {
    /// What a booking was made of; nil for offers about visits that exist.
    var request: Dialogue.Request? {
        switch act {
        case .book(let request, _), .bookTogether(let request, _): request
        case .move, .cancel, .cancelTogether, .confirm: nil
        }
    }
}

extension Dialogue.Offer.Act {
    /// When it would begin; nil for acts without a time of their own.
    var starts: LocalDateTime? {
        switch self {
        case .book(_, let starts), .move(_, let starts): starts
        case .bookTogether(_, let starts): starts.first
        case .cancel, .cancelTogether, .confirm: nil
        }
    }
}

extension Dialogue.Request {
    /// The same at a given time.
    func at(_ starts: LocalDateTime) -> Dialogue.Request {
        var request = self
        request.days = .init(first: starts.day, last: starts.day)
        request.clock = .init(first: starts.time, last: starts.time)
        return request
    }
}
