import Domain
import Storage

/// Decides a turn by rules alone: no key, no model, the same answer every time.
///
/// Prices and times come from the database of this turn; a write happens only through an offer and a clear yes.
struct RuleProcessor {
    let facts: RecallCustomer.Facts
    let context: FetchContext
    let reading: MessageReading
    /// A fresh key for an offer.
    let makeOfferID: () -> String

    var dialogue: Dialogue { facts.dialogue }
    var today: LocalDay { context.now.day }

    func decide() throws -> Decision {
        if let urgent = urgent() { return urgent }
        if facts.text.isEmpty { return cannotRead() }
        if let answered = try answerToOffer() { return answered }
        if let chosen = try choice() { return chosen }
        if let task = try task() { return task }
        return try information() ?? unknown()
    }

    // MARK: - Before anything else

    private func urgent() -> Decision? {
        switch reading.intents.first {
        case .emergency:
            handOver(
                "Isso pode ser urgente. Leve o pet agora ao veterinário ou plantão mais próximo. "
                    + "Estou passando sua conversa para a equipe da loja.",
                action: "hand_over", reason: "Parece uma emergência: a conversa foi para a equipe.")
        case .askHuman:
            handOver(
                "Claro! Estou passando sua conversa para uma pessoa da equipe, que responde por aqui.",
                action: "hand_over", reason: "O cliente pediu para falar com uma pessoa.")
        case .complaint:
            handOver(
                "Sinto muito por isso. Estou passando sua conversa para a equipe da loja, "
                    + "para resolver com você por aqui.",
                action: "hand_over", reason: "É uma reclamação: a conversa foi para a equipe.")
        case .optOut:
            optOut()
        default:
            nil
        }
    }

    private func optOut() -> Decision {
        var kept = dialogue
        kept.settle()
        kept.hasOptedOut = true
        return say(
            "Tudo bem, não vou mandar mensagens por conta própria. Se precisar de algo, é só chamar.", kept,
            action: "opt_out", reason: "O cliente pediu para não receber mensagens.")
    }

    private func cannotRead() -> Decision {
        let what =
            switch facts.waiting.last?.kind {
            case .audio: "ouvir áudios"
            case .image, .video: "ver fotos e vídeos"
            case .location, .contact: "abrir localizações e contatos"
            default: "abrir arquivos"
            }
        return say(
            "Ainda não consigo \(what) por aqui. Pode me escrever o que você precisa?", dialogue, action: "ask_text",
            reason: "A mensagem não tem texto.")
    }

    // MARK: - An open offer

    private func answerToOffer() throws -> Decision? {
        guard let offer = dialogue.offer else { return nil }
        // "e quanto custa a tosa?" asks; it does not change what was offered. "sim, e onde fica?" still says yes.
        guard !asks || reading.answer == .yes else { return nil }
        let changes = reading.day != nil || reading.time != nil || !reading.services.isEmpty || reading.size != nil
        let startsAnew = reading.intents.contains { [.cancel, .reschedule].contains($0) } && !changes
        if reading.answer == .yes && (asks || !changes) && !reading.isCorrection {
            // An old offer is said again with today's price and places before it is acted on. A visit that stands
            // already has neither to lose.
            let isFresh = offer.isConfirmation || facts.now.since(offer.madeAt) < 2 * 3600 * 1000
            return isFresh ? act(offer) : try again(offer)
        }
        if reading.answer == .no && !changes && !startsAnew { return refused(offer) }
        if case .book(let request, _) = offer.act, changes || reading.isCorrection {
            return try BookingTalk(self).advance(merged(into: request))
        }
        switch offer.act {
        case .move(let id, _) where changes, .cancel(let id) where reading.day != nil || reading.time != nil:
            // "quarta às 9h" after "quer mesmo cancelar?" asks for another time, and cancels nothing.
            return try ChangeTalk(self).move(id, merged(into: Dialogue.Request()))
        default:
            return nil
        }
    }

    /// True when the message mainly wants to know something.
    private var asks: Bool {
        switch reading.intents.first {
        case .askPrice, .askService, .askHours, .askLocation, .question: true
        default: false
        }
    }

    func act(_ offer: Dialogue.Offer, reason: String = "O cliente disse sim à proposta.") -> Decision {
        Decision(step: .act(offer), dialogue: dialogue, record: record(action: "accept_offer", reason: reason))
    }

    private func again(_ offer: Dialogue.Offer) throws -> Decision {
        switch offer.act {
        case .book(let request, let starts):
            var request = request
            request.days = .init(first: starts.day, last: starts.day)
            request.clock = .init(first: starts.time, last: starts.time)
            return try BookingTalk(self).advance(request)
        case .move(let id, let starts):
            var request = Dialogue.Request()
            request.days = .init(first: starts.day, last: starts.day)
            request.clock = .init(first: starts.time, last: starts.time)
            return try ChangeTalk(self).move(id, request)
        case .cancel(let id):
            return try ChangeTalk(self).cancel(id)
        case .confirm:
            return gone()
        }
    }

    /// The calendar changed between offer and yes: says so, with what is free now.
    func overtaken(_ offer: Dialogue.Offer, by refusal: SchedulingError) throws -> Decision {
        switch refusal {
        case _ where refusal.isAboutTime, .cancellationClosed, .cancellationTooLate:
            return try again(offer)
        default:
            return gone()
        }
    }

    private func gone() -> Decision {
        var next = dialogue
        next.settle()
        return say(
            "Não consegui concluir: esse horário ou serviço mudou na loja. Quer tentar de novo?", next,
            action: "offer_gone", reason: "O que foi oferecido não existe mais.")
    }

    private func refused(_ offer: Dialogue.Offer) -> Decision {
        var next = dialogue
        next.offer = nil
        switch offer.act {
        case .book(var request, _):
            request.days = nil
            request.clock = nil
            next.task = .booking(request)
            next.expecting = .dayOrTime
            return say(
                "Sem problema! Qual dia e horário ficam melhores para você?", next, action: "ask_time",
                reason: "O cliente não quis esse horário.")
        case .confirm(let id):
            next.task = .moving(id, Dialogue.Request())
            next.expecting = .dayOrTime
            return say(
                "Sem problema! Quer remarcar? Me diga o dia e o horário que ficam melhores, ou escreva cancelar.", next,
                action: "ask_time", reason: "O cliente não pode vir: falta saber se remarca ou cancela.")
        case .move, .cancel:
            next.settle()
            return say(
                "Certo, deixei seu horário como estava. Posso ajudar em algo mais?", next, action: "keep",
                reason: "O cliente desistiu da mudança.")
        }
    }

    // MARK: - A choice from a list

    private func choice() throws -> Decision? {
        if reading.choice == nil && reading.answer == .yes && !saysSomething && dialogue.options.count > 1 {
            return say(
                "Qual das opções? Pode responder só com o número, de 1 a \(dialogue.options.count).", dialogue,
                action: "ask_choice", reason: "O cliente disse sim a uma lista.")
        }
        let only = dialogue.options.count == 1 && reading.answer == .yes ? 1 : nil
        guard let number = reading.choice ?? only, dialogue.options.indices.contains(number - 1) else { return nil }
        switch (dialogue.options[number - 1], dialogue.task) {
        case (.service(let id), let task):
            var request = request(of: task)
            request.serviceID = id
            return try BookingTalk(self).advance(merged(into: request))
        case (.pet(let id), let task):
            var request = request(of: task)
            request.petID = id
            request.petName = nil
            return try BookingTalk(self).advance(merged(into: request))
        case (.time(let starts), .moving(let id, var request)):
            request.days = .init(first: starts.day, last: starts.day)
            request.clock = .init(first: starts.time, last: starts.time)
            return try ChangeTalk(self).move(id, request)
        case (.time(let starts), let task):
            var request = request(of: task)
            request.days = .init(first: starts.day, last: starts.day)
            request.clock = .init(first: starts.time, last: starts.time)
            return try BookingTalk(self).advance(request)
        case (.visit(let id), .choosingVisit(.cancel, _)):
            return try ChangeTalk(self).cancel(id)
        case (.visit(let id), .choosingVisit(.move, let request)):
            return try ChangeTalk(self).move(id, merged(into: request))
        case (.visit, _):
            return nil
        }
    }

    func request(of task: Dialogue.Task?) -> Dialogue.Request {
        switch task {
        case .booking(let request), .moving(_, let request), .choosingVisit(_, let request): request
        case .cancelling, nil: Dialogue.Request()
        }
    }

    // MARK: - What is wanted, and what is under way

    private func task() throws -> Decision? {
        for intent in reading.intents {
            switch intent {
            case .cancel: return try ChangeTalk(self).begin(.cancel)
            case .reschedule: return try ChangeTalk(self).begin(.move)
            case .bookService:
                return try BookingTalk(self).advance(merged(into: bookingUnderWay ?? dialogue.topic ?? .init()))
            case .askPrice, .askHours, .askLocation, .askService: return nil
            default: continue
            }
        }
        guard saysSomething else { return nil }
        switch dialogue.task {
        case .booking(let request): return try BookingTalk(self).advance(merged(into: request))
        case .moving(let id, let request): return try ChangeTalk(self).move(id, merged(into: request))
        case .choosingVisit(let change, let request):
            return try ChangeTalk(self).choose(change, merged(into: request))
        case .cancelling, nil:
            let namesTime = reading.day != nil || reading.time != nil
            // "na verdade queria quinta", said after a booking, is about that booking.
            if reading.isCorrection, namesTime { return try ChangeTalk(self).begin(.move) }
            guard namesTime, !reading.services.isEmpty || dialogue.topic != nil else { return nil }
            return try BookingTalk(self).advance(merged(into: dialogue.topic ?? .init()))
        }
    }

    private var bookingUnderWay: Dialogue.Request? {
        if case .booking(let request) = dialogue.task { return request }
        return nil
    }

    /// True when the message carries a fact that a visit needs.
    private var saysSomething: Bool {
        reading.day != nil || reading.time != nil || !reading.services.isEmpty || !reading.pets.isEmpty
            || reading.newPetName != nil || reading.size != nil || reading.species != nil || reading.breed != nil
    }

    private func information() throws -> Decision? { try InformationTalk(self).answer() }

    private func unknown() -> Decision {
        var next = dialogue
        next.misses += 1
        if let offer = dialogue.offer, next.misses == 1 {
            // A later "sim" must answer a question that was just asked.
            return say(
                "Não entendi bem. \(offer.summary): posso confirmar? Responda sim ou não.", next,
                action: "not_understood", reason: "Não reconheci o pedido; repeti a proposta em aberto.")
        }
        next.offer = nil
        if next.misses > 1 {
            return say(
                "Ainda não entendi, desculpe. Se preferir, escreva \"atendente\" que eu chamo uma pessoa da loja.",
                next, action: "not_understood", reason: "Não entendi duas vezes seguidas.")
        }
        return say(
            "Não entendi bem. Posso marcar, remarcar ou cancelar um horário e informar preços e horários. "
                + "Do que você precisa?",
            next, action: "not_understood", reason: "Não reconheci o pedido.")
    }

    // MARK: - Shared by the talks

    /// A request with what this message adds; what is said now wins over what was said before.
    func merged(into earlier: Dialogue.Request) -> Dialogue.Request {
        var request = earlier
        if let service = reading.services.first { request.serviceID = service }
        if let pet = reading.pets.first {
            request.petID = pet
            request.petName = nil
        } else if let name = reading.newPetName {
            request.petID = nil
            request.petName = name
        }
        request.species = reading.species ?? request.species
        request.size = reading.size ?? request.size
        request.breed = reading.breed ?? request.breed
        if let span = TimeSpans.days(reading.day, lastDay: context.lastBookableDay, today: today) {
            request.days = span
        }
        if let span = TimeSpans.clock(reading.time, hours: context.hours, day: request.days?.single) {
            request.clock = span
        }
        return request
    }

    func say(_ text: String, _ next: Dialogue, action: String, reason: String, offer: String? = nil) -> Decision {
        var next = next
        if action != "not_understood" { next.misses = 0 }
        // Said twice in a row, a sentence sounds like a machine that does not listen.
        let words = text == dialogue.lastReply ? "Repetindo, para não errar. " + text : text
        next.lastReply = words
        return Decision(
            step: .say(words), dialogue: next, record: record(action: action, reason: reason, offer: offer))
    }

    func handOver(_ text: String, action: String, reason: String) -> Decision {
        var next = dialogue
        next.settle()
        next.lastReply = text
        return Decision(
            step: .handOver(text, minutes: facts.company.settings.humanMinutes), dialogue: next,
            record: record(action: action, reason: reason))
    }

    func record(action: String, reason: String, offer: String? = nil) -> DecisionRecord {
        DecisionRecord(
            intents: reading.intents, slots: ReadingSummary.slots(of: reading, facts: facts), action: action,
            reason: reason, offer: offer)
    }
}
