import Business
import Domain

/// Finds a time that suits, for a new visit or a moved one.
struct TimeTalk {
    private let rules: RuleProcessor
    private let minutes: Int
    private let wish: Availability.Wish
    private let subject: String
    private let under: (Dialogue.Request) -> Dialogue.Task
    private var context: FetchContext { rules.context }
    private var today: LocalDay { rules.today }

    /// - Parameters:
    ///   - service: What is to be done; nil for what the moved visit is about.
    ///   - moved: The visit that leaves its own place when it moves.
    ///   - subject: "Banho de Thor", for the sentences.
    ///   - under: The task that goes on while a time is sought.
    init(
        _ rules: RuleProcessor, service: PetService.ID? = nil, minutes: Int, moved: Appointment.ID?, subject: String,
        under: @escaping (Dialogue.Request) -> Dialogue.Task
    ) {
        self.rules = rules
        self.minutes = minutes
        wish = Availability.Wish(service, moving: moved, tutor: rules.facts.tutor?.id)
        self.subject = subject
        self.under = under
    }

    /// Calls `offer` with a free start, or asks for what is missing with free times to choose from.
    func settle(_ request: Dialogue.Request, offer: (LocalDateTime) throws -> Decision) throws -> Decision {
        if case .past(let day) = rules.reading.day {
            let why = "\(Wording.capitalized(Wording.day(day, today: today))) já passou."
            return alternatives(why, try nextFree(after: today), request)
        }
        if let problem = problemWithDay() { return ask(problem, request, options: []) }
        if case .impossible = rules.reading.time {
            return ask("Esse horário não existe. Que horas fica bom?", request, options: [])
        }
        guard let day = request.days?.single, let time = request.clock?.single else {
            return try suggest(request)
        }
        let slot = Slot(day: day, start: time, minutes: minutes)
        guard let refusal = try context.refusal(of: slot, for: wish) else { return try offer(slot.starts) }
        return try refuse(refusal, slot: slot, request)
    }

    private func problemWithDay() -> String? {
        switch rules.reading.day {
        case .impossible: return "Essa data não existe no calendário. Qual dia você quer?"
        case .weekdayConflict(let date, let said):
            return "Dia \(Self.date(date)) cai \(Self.on(date.weekday)), não \(Self.on(said)). "
                + "Qual dos dois você prefere?"
        default: return nil
        }
    }

    // MARK: - Not enough said: list what is free

    private func suggest(_ request: Dialogue.Request) throws -> Decision {
        let days = request.days ?? .init(first: today, last: context.lastBookableDay)
        // A fortnight is as far as a list of a few times ever looks; a single day stays that day.
        let count = min(days.last.days(since: days.first) + 1, 14)
        let free = try context.freeSlots(from: days.first, days: count, minutes: minutes, for: wish)
            .filter { slot in request.clock?.contains(slot.start) ?? true }
        let picked = days.single == nil ? Self.spread(free) : Self.evenly(free, count: 5)
        if picked.isEmpty {
            return try nothingFree(in: days, request)
        }
        let intro =
            if let day = days.single { "\(subject), \(Wording.day(day, today: today)). Horários livres:" } else {
                "\(subject). Horários livres:"
            }
        let lines = picked.map { slot in
            days.single == nil ? Wording.starts(slot.starts, today: today) : Wording.time(slot.start)
        }
        return ask(
            "\(intro)\n\(Wording.numbered(lines))\nQual prefere? Se quiser outro dia ou hora, é só dizer.", request,
            options: picked.map(\.starts))
    }

    private func nothingFree(in days: Dialogue.DaySpan, _ request: Dialogue.Request) throws -> Decision {
        let later = try nextFree(after: days.first)
        let what =
            if let day = days.single {
                isClosed(day)
                    ? closed(day)
                    : "Não tenho mais horário livre \(request.clock == nil ? "" : "nessa hora, ")"
                        + "\(Wording.day(day, today: today))."
            } else { "Não tenho horário livre nesses dias." }
        return alternatives(what, later, request)
    }

    // MARK: - Said, and not possible

    private func refuse(
        _ refusal: SchedulingError, slot: Slot, _ request: Dialogue.Request
    ) throws -> Decision {
        let day = Wording.day(slot.day, today: today)
        let why =
            switch refusal {
            case .past: "Esse horário já passou."
            case .tooSoon(let notice): "Preciso de pelo menos \(Wording.length(notice)) de antecedência."
            case .tooFar(let last): "Por enquanto marco só até \(Wording.day(last, today: today))."
            case .closed where isClosed(slot.day), .holiday: closed(slot.day)
            case .closed:
                "\(Wording.capitalized(day)) atendemos das \(Wording.windows(context.hours[slot.day.weekday])), "
                    + "e o serviço leva \(Wording.length(minutes))."
            case .blocked(_, let reason):
                "Nesse dia não atendemos\(reason.isEmpty ? "" : " (\(reason))")."
            case .dayFull: "\(Wording.capitalized(day)) já está com a agenda completa."
            default: "\(Wording.capitalized(Wording.starts(slot.starts, today: today))) já está ocupado."
            }
        return alternatives(why, try context.alternatives(to: slot, for: wish), request)
    }

    private func isClosed(_ day: LocalDay) -> Bool {
        context.hours[day.weekday].isEmpty || context.holiday(on: day) != nil
    }

    private func closed(_ day: LocalDay) -> String {
        let why = context.holiday(on: day).map { ": é feriado (\($0.portugueseName))" } ?? ""
        return "\(Wording.capitalized(Wording.day(day, today: today))) estamos fechados\(why)."
    }

    private func nextFree(after day: LocalDay) throws -> [Slot] {
        Self.spread(try context.freeSlots(from: max(day, today), days: 14, minutes: minutes, for: wish))
    }

    private func alternatives(_ why: String, _ slots: [Slot], _ request: Dialogue.Request) -> Decision {
        var open = request
        open.days = nil
        open.clock = nil
        guard !slots.isEmpty else {
            return ask("\(why) Não encontrei outro horário livre por perto. Quer tentar outro dia?", open, options: [])
        }
        let lines = slots.map { Wording.starts($0.starts, today: today) }
        return ask(
            "\(why) Tenho estes horários livres:\n\(Wording.numbered(lines))\nAlgum serve?", open,
            options: slots.map(\.starts))
    }

    private func ask(_ text: String, _ request: Dialogue.Request, options: [LocalDateTime]) -> Decision {
        var next = rules.dialogue
        next.offer = nil
        next.task = under(request)
        next.options = options.map { .time($0) }
        next.expecting = options.isEmpty ? .dayOrTime : .choice(count: options.count)
        return rules.say(
            text, next, action: options.isEmpty ? "ask_time" : "offer_times",
            reason: options.isEmpty ? "Falta um dia ou horário que dê." : "Mostrei horários livres da agenda.")
    }

    /// The first of each day, up to three days, then filled up with later ones of the first day.
    private static func spread(_ slots: [Slot]) -> [Slot] {
        var seen: Set<LocalDay> = []
        let firsts = slots.filter { seen.insert($0.day).inserted }.prefix(3)
        return Array(firsts)
    }

    private static func evenly(_ slots: [Slot], count: Int) -> [Slot] {
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
