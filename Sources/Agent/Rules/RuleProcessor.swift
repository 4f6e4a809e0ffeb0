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
        if let urgent = UrgentTalk(self).answer() { return urgent }
        if facts.text.isEmpty { return cannotRead() }
        if let called = UrgentTalk(self).answerToPersonOffered() { return called }
        if let others = try others() { return others }
        if let answered = try OfferTalk(self).answer() { return answered }
        if let chosen = try ChoiceTalk(self).answer() { return chosen }
        if let task = try task() { return task.saying(first: InformationTalk(self).aside()) }
        return try InformationTalk(self).answer() ?? KnowledgeTalk(self).answer() ?? UnknownTalk(self).answer()
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
            Phrase(
                "Ainda não consigo \(what) por aqui. Pode me escrever o que você precisa?",
                "Por aqui eu só leio texto. Me escreve em poucas palavras, ou digite \"atendente\" para falar com a equipe."
            ),
            dialogue, action: "ask_text", reason: "A mensagem não tem texto.")
    }

    /// True when the message mainly wants to know something.
    var asks: Bool {
        switch reading.intents.first {
        case .askPrice, .askService, .askHours, .askLocation, .question: true
        default: false
        }
    }

    /// - Parameter reason: For the owner who asks why.
    func act(_ offer: Dialogue.Offer, reason: String = "O cliente disse sim à proposta.") -> Decision {
        Decision(
            step: .act(offer), dialogue: dialogue, record: record(action: "accept_offer", reason: reason),
            aside: InformationTalk(self).aside())
    }

    // MARK: - What is wanted, and what is under way

    /// "tem outro?", "mais cedo?": more free times for what is under way.
    private func others() throws -> Decision? {
        guard !reading.cues.isDisjoint(with: [.other, .earlier, .later]), reading.day == nil, reading.time == nil,
            reading.intents.allSatisfy({ [.unknown, .question, .bookService, .reschedule].contains($0) })
        else { return nil }
        let listed = dialogue.options.compactMap { if case .time(let starts) = $0 { starts } else { nil } }
        let pivot = dialogue.offer?.act.starts ?? listed.first
        guard let pivot, pivot.day >= today else { return nil }
        var request = dialogue.offer?.request ?? request(of: dialogue.task)
        let isOneDay = dialogue.offer != nil || Set(listed.map(\.day)).count == 1
        if isOneDay, request.days == nil || dialogue.offer != nil {
            request.days = .init(first: pivot.day, last: pivot.day)
        }
        request.clock = clock(beside: pivot, of: dialogue.offer == nil ? request : .init())
        var next = self
        if let starts = dialogue.offer?.act.starts {
            next = RuleProcessor(
                facts: facts.showing(starts), context: context, reading: reading, makeOfferID: makeOfferID)
        }
        switch dialogue.offer?.act {
        case .move(let id, _): return try ChangeTalk(next).suggest(id, request)
        case .cancel, .cancelTogether, .confirm: return nil
        case .book, .bookTogether, nil: break
        }
        if case .moving(let id, _) = dialogue.task { return try ChangeTalk(next).suggest(id, request) }
        guard case .booking = dialogue.task else { return nil }
        return try BookingTalk(next).advance(request)
    }

    private func clock(beside pivot: LocalDateTime, of request: Dialogue.Request) -> Dialogue.ClockSpan? {
        if reading.cues.contains(.earlier), let last = LocalTime(minutes: pivot.time.minutes - 1) {
            return .init(first: .midnight, last: last)
        }
        if reading.cues.contains(.later), let first = LocalTime(minutes: pivot.time.minutes + 1) {
            return .init(first: first, last: .endOfDay)
        }
        return request.clock?.single == nil ? request.clock : nil
    }

    /// A yes to an offer that was let go: it is made again.
    private func resumed() throws -> Decision? {
        guard reading.answer == .yes || reading.cues.contains(.goAhead), !saysSomething, dialogue.offer == nil,
            dialogue.options.isEmpty, let request = bookingUnderWay, request.days?.single != nil,
            request.clock?.single != nil
        else { return nil }
        return try BookingTalk(self).advance(request)
    }

    private func task() throws -> Decision? {
        if let resumed = try resumed() { return resumed }
        for intent in reading.intents {
            switch intent {
            case .cancel: return try ChangeTalk(self).begin(.cancel)
            case .reschedule: return try ChangeTalk(self).begin(.move)
            case .bookService
            where reading.cues.contains(.ownVisits) && reading.services.isEmpty && reading.time == nil:
                continue
            case .bookService:
                return try BookingTalk(self).advance(merged(into: bookingUnderWay ?? dialogue.topic ?? .init()))
            case .askPrice, .askHours, .askLocation, .askService, .followUp: return nil
            default: continue
            }
        }
        guard saysSomething, !reading.cues.contains(.ownVisits) else { return nil }
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
    var saysSomething: Bool {
        reading.day != nil || reading.time != nil || !reading.services.isEmpty || !reading.pets.isEmpty
            || reading.newPetName != nil || reading.size != nil || reading.species != nil || reading.breed != nil
    }

    // MARK: - Shared by the talks

    func request(of task: Dialogue.Task?) -> Dialogue.Request {
        switch task {
        case .booking(let request), .moving(_, let request), .choosingVisit(_, let request): request
        case .cancelling, nil: Dialogue.Request()
        }
    }

    /// A request with what this message adds; what is said now wins over what was said before.
    func merged(into earlier: Dialogue.Request) -> Dialogue.Request {
        RequestMerge(
            reading: reading, dialogue: dialogue, hours: context.hours, today: today,
            lastDay: context.lastBookableDay
        ).into(earlier)
    }

    func say(_ text: Phrase, _ next: Dialogue, action: String, reason: String, offer: String? = nil) -> Decision {
        var next = next
        if action != "not_understood" { next.misses = 0 }
        next.offersPerson = nil
        let words = text.after(dialogue.lastReply)
        next.lastReply = words
        return Decision(
            step: .say(words), dialogue: next, record: record(action: action, reason: reason, offer: offer))
    }

    func handOver(_ text: Phrase, reason: String) -> Decision {
        var next = dialogue
        next.settle()
        next.offersPerson = nil
        let words = text.after(dialogue.lastReply)
        next.lastReply = words
        return Decision(
            step: .handOver(words, minutes: facts.company.settings.humanMinutes), dialogue: next,
            record: record(action: "hand_over", reason: reason))
    }

    private func record(action: String, reason: String, offer: String? = nil) -> DecisionRecord {
        DecisionRecord(
            intents: reading.intents, slots: ReadingSummary.slots(of: reading, facts: facts), action: action,
            reason: reason, offer: offer)
    }
}

extension RecallCustomer.Facts {
    /// The same with one more time that was shown already.
    fileprivate func showing(_ starts: LocalDateTime) -> RecallCustomer.Facts {
        var facts = self
        facts.dialogue.shown = (facts.dialogue.shown ?? []).suffix(40) + [starts]
        return facts
    }
}
