import Business
import Domain

/// Finds a time that suits, for a new visit or a moved one.
struct TimeTalk {
    private let rules: RuleProcessor
    private let visits: VisitsTogether
    private let wish: Availability.Wish
    private let subject: String
    private let under: (Dialogue.Request) -> Dialogue.Task
    private var context: FetchContext { rules.context }
    private var today: LocalDay { rules.today }
    private var minutes: Int { visits.minutes }

    /// - Parameters:
    ///   - visits: Lengths of the visits that are sought a place; one when a visit is moved.
    ///   - moved: The visit that leaves its own place when it moves.
    ///   - subject: "Banho de Thor", for the sentences.
    ///   - under: The task that goes on while a time is sought.
    init(
        _ rules: RuleProcessor, visits: VisitsTogether, moved: Appointment.ID?, subject: String,
        under: @escaping (Dialogue.Request) -> Dialogue.Task
    ) {
        self.rules = rules
        self.visits = visits
        wish = Availability.Wish(
            visits.parts.count == 1 ? visits.parts[0].service : nil, moving: moved, tutor: rules.facts.tutor?.id)
        self.subject = subject
        self.under = under
    }

    /// Calls `offer` with free places, or asks for what is missing with free times to choose from.
    func settle(_ request: Dialogue.Request, offer: ([Slot]) throws -> Decision) throws -> Decision {
        if case .past(let day) = rules.reading.day {
            let why = "\(Wording.capitalized(Wording.day(day, today: today))) já passou."
            return alternatives(why, try nextFree(after: today), request)
        }
        if let problem = problemWithDay() { return ask(problem, request) }
        if case .impossible = rules.reading.time {
            return ask(
                Phrase("Esse horário não existe. Que horas fica bom?", "Que horário seria? O dia vai de 0h a 23h59."),
                request)
        }
        guard let day = request.days?.single, let time = request.clock?.single else {
            return try suggest(request)
        }
        let starts = LocalDateTime(day: day, time: time)
        switch try place(at: starts) {
        case .success(let slots): return try offer(slots)
        case .failure(let refusal): return try refuse(refusal, starts, request)
        }
    }

    /// What was listed before, when others are asked for.
    private var seen: Set<LocalDateTime> {
        rules.reading.cues.contains(.other) ? Set(rules.dialogue.shown ?? []) : []
    }

    private func place(at starts: LocalDateTime) throws -> Result<[Slot], SchedulingError> {
        guard visits.parts.count == 1 else { return try context.place(visits, at: starts, for: wish) }
        let slot = Slot(day: starts.day, start: starts.time, minutes: minutes)
        return try context.refusal(of: slot, for: wish).map { .failure($0) } ?? .success([slot])
    }

    /// Free starts from a day on, earliest first.
    private func free(from day: LocalDay, days: Int) throws -> [LocalDateTime] {
        guard visits.parts.count == 1 else { return try context.starts(for: visits, from: day, days: days, wish) }
        return try context.freeSlots(from: day, days: days, minutes: minutes, for: wish).map(\.starts)
    }

    private func nearest(to starts: LocalDateTime) throws -> [LocalDateTime] {
        let wanted = Slot(day: starts.day, start: starts.time, minutes: visits.firstMinutes)
        guard visits.parts.count == 1 else {
            let first = min(max(starts.day, today), context.lastBookableDay)
            return try free(from: first, days: 14)
                .map { Slot(day: $0.day, start: $0.time, minutes: wanted.minutes) }
                .nearest(to: wanted, count: 3).map(\.starts)
        }
        return try context.alternatives(to: wanted, for: wish).map(\.starts)
    }

    private func problemWithDay() -> Phrase? {
        switch rules.reading.day {
        case .impossible:
            return Phrase(
                "Essa data não existe no calendário. Qual dia você quer?",
                "Também não achei essa data no calendário. Pode me dizer o dia de novo?")
        case .weekdayConflict(let date, let said):
            let fact = "Dia \(Self.date(date)) cai \(Self.on(date.weekday)), não \(Self.on(said))."
            return Phrase(
                "\(fact) Qual dos dois você prefere?",
                "\(fact) Fica \(said.portugueseName) ou fica o dia \(Self.date(date))?")
        default: return nil
        }
    }

    // MARK: - Not enough said: list what is free

    private func suggest(_ request: Dialogue.Request) throws -> Decision {
        let days = request.days ?? .init(first: today, last: context.lastBookableDay)
        // A fortnight is as far as a list of a few times ever looks; a single day stays that day.
        let count = min(days.last.days(since: days.first) + 1, 14)
        let free = try free(from: days.first, days: count)
            .filter { starts in (request.clock?.contains(starts.time) ?? true) && !seen.contains(starts) }
        let picked = days.single == nil ? Self.spread(free) : Self.evenly(free, count: 5)
        if picked.isEmpty {
            return try nothingFree(in: days, request)
        }
        let what = days.single.map { "\(subject), \(Wording.day($0, today: today))" } ?? subject
        let lines = picked.map { starts in
            days.single == nil ? Wording.starts(starts, today: today) : Wording.time(starts.time)
        }
        let list = Wording.numbered(lines)
        return ask(
            Phrase(
                "\(what). Horários livres:\n\(list)\nQual prefere? Se quiser outro dia ou hora, é só dizer.",
                "\(what). Estes são os horários livres:\n\(list)\n"
                    + "Pode responder com o número, ou com outro dia e hora."), request, options: picked)
    }

    private func nothingFree(in days: Dialogue.DaySpan, _ request: Dialogue.Request) throws -> Decision {
        let what =
            if let day = days.single {
                isClosed(day)
                    ? closed(day)
                    : "Não tenho \(seen.isEmpty ? "mais" : "outro") horário livre "
                        + "\(request.clock == nil ? "" : "nessa hora, ")\(Wording.day(day, today: today))."
            } else { "Não tenho \(seen.isEmpty ? "" : "outro ")horário livre nesses dias." }
        return alternatives(what, try nextFree(after: days.first), request)
    }

    // MARK: - Said, and not possible

    private func refuse(
        _ refusal: SchedulingError, _ starts: LocalDateTime, _ request: Dialogue.Request
    ) throws -> Decision {
        let day = Wording.day(starts.day, today: today)
        let why =
            switch refusal {
            case .past: "Esse horário já passou."
            case .tooSoon(let notice): "Preciso de pelo menos \(Wording.length(notice)) de antecedência."
            case .tooFar(let last): "Por enquanto marco só até \(Wording.day(last, today: today))."
            case .closed where isClosed(starts.day), .holiday: closed(starts.day)
            case .closed:
                "\(Wording.capitalized(day)) atendemos das \(Wording.windows(context.hours[starts.day.weekday])), "
                    + "e \(visits.parts.count == 1 ? "o serviço leva" : "juntos os serviços levam até") "
                    + "\(Wording.length(minutes))."
            case .blocked(_, let reason):
                "Nesse dia não atendemos\(reason.isEmpty ? "" : " (\(reason))")."
            case .dayFull: "\(Wording.capitalized(day)) já está com a agenda completa."
            case _ where visits.parts.count > 1:
                "\(Wording.capitalized(Wording.starts(starts, today: today))) não tenho lugar para "
                    + "\(visits.parts.count == 2 ? "os dois" : "todos")."
            default: "\(Wording.capitalized(Wording.starts(starts, today: today))) já está ocupado."
            }
        return alternatives(why, try nearest(to: starts), request)
    }

    private func isClosed(_ day: LocalDay) -> Bool {
        context.hours[day.weekday].isEmpty || context.holiday(on: day) != nil
    }

    private func closed(_ day: LocalDay) -> String {
        let why = context.holiday(on: day).map { ": é feriado (\($0.portugueseName))" } ?? ""
        return "\(Wording.capitalized(Wording.day(day, today: today))) estamos fechados\(why)."
    }

    private func nextFree(after day: LocalDay) throws -> [LocalDateTime] {
        return Self.spread(try free(from: max(day, today), days: 14).filter { !seen.contains($0) })
    }

    private func alternatives(_ why: String, _ free: [LocalDateTime], _ request: Dialogue.Request) -> Decision {
        var open = request
        open.days = nil
        open.clock = nil
        guard !free.isEmpty else {
            return ask(
                Phrase(
                    "\(why) Não encontrei outro horário livre por perto. Quer tentar outro dia?",
                    "\(why) Também não vejo outro lugar nos próximos dias. Que outro dia serve?"), open)
        }
        let list = Wording.numbered(free.map { Wording.starts($0, today: today) })
        return ask(
            Phrase(
                "\(why) Tenho estes horários livres:\n\(list)\nAlgum serve?",
                "\(why) O que tenho livre por perto:\n\(list)\nQual deles fica bom?"), open, options: free)
    }

    private func ask(_ text: Phrase, _ request: Dialogue.Request, options: [LocalDateTime] = []) -> Decision {
        var next = rules.dialogue
        next.offer = nil
        next.task = under(request)
        next.options = options.map { .time($0) }
        if !options.isEmpty { next.shown = (next.shown ?? []).suffix(40) + options }
        next.expecting = options.isEmpty ? .dayOrTime : .choice(count: options.count)
        return rules.say(
            text, next, action: options.isEmpty ? "ask_time" : "offer_times",
            reason: options.isEmpty ? "Falta um dia ou horário que dê." : "Mostrei horários livres da agenda.")
    }

    /// The first of each day, up to three days.
    private static func spread(_ starts: [LocalDateTime]) -> [LocalDateTime] {
        var seen: Set<LocalDay> = []
        return Array(starts.filter { seen.insert($0.day).inserted }.prefix(3))
    }

    private static func evenly(_ slots: [LocalDateTime], count: Int) -> [LocalDateTime] {
        guard slots.count > count else { return slots }
        return (0..<count).map { slots[$0 * (slots.count - 1) / (count - 1)] }
    }

    private static func date(_ day: LocalDay) -> String {
        let (_, month, date) = day.civil
        return "\(date)/\(month)"
    }

    private static func on(_ day: Weekday) -> String {
        day == .saturday || day == .sunday ? "num \(day.portugueseName)" : "numa \(day.portugueseName)"
    }
}
