extension TimeParser {
    /// "daqui a 2 horas", "em 5 minutos", "dentro de meia hora", "agora": a moment counted from now.
    func offset(at index: Int) -> Found<TimeItem.Kind>? {
        if let moment = nowPhrase(at: index) { return moment }
        if let next = upcoming(at: index) { return next }
        guard let lead = distanceLead(at: index) else { return inTheFuture(at: index) }
        if word(lead) == "meia", word(lead + 1) == "hora" { return found(minutes: 30, lead + 2) }
        guard let count = number(at: lead), count.value > 0, let minutes = minutes(in: count.next) else { return nil }
        return found(minutes: count.value * minutes, count.next + 1)
    }

    private func nowPhrase(at index: Int) -> Found<TimeItem.Kind>? {
        if ["neste", "nesse"].contains(word(index)), ["momento", "instante"].contains(word(index + 1)) {
            return Found(.moment(now), index + 2)
        }
        guard word(index) == "agora", word(index - 1) != "ate" else { return nil }
        let next = word(index + 1) == "mesmo" ? index + 2 : index + 1
        // "agora não", "agora entendi": a turn of speech.
        return isEnd(next) || next > index + 1 || word(index - 1) == "pra" ? Found(.moment(now), next) : nil
    }

    /// "próximas 3 horas", "próxima hora".
    private func upcoming(at index: Int) -> Found<TimeItem.Kind>? {
        guard ["proximo", "proxima", "proximos", "proximas"].contains(word(index)) else { return nil }
        let count = number(at: index + 1) ?? Found(1, index + 1)
        guard let minutes = minutes(in: count.next), let end = moment(minutes: count.value * minutes) else {
            return nil
        }
        return Found(.span(now, end), count.next + 1)
    }

    /// "3 horas no futuro".
    private func inTheFuture(at index: Int) -> Found<TimeItem.Kind>? {
        guard let count = number(at: index), let minutes = minutes(in: count.next),
            let next = after(count.next + 1, "no", "futuro"), let end = moment(minutes: count.value * minutes)
        else { return nil }
        return Found(.span(now, end), next)
    }

    private func minutes(in index: Int) -> Int? {
        switch word(index) {
        case "min", "mins", "minuto", "minutos": 1
        case "hora", "horas", "h": 60
        default: nil
        }
    }

    private func found(minutes: Int, _ next: Int) -> Found<TimeItem.Kind>? {
        moment(minutes: minutes).map { Found(.moment($0), next) }
    }

    private func moment(minutes: Int) -> LocalDateTime? {
        guard minutes <= 60 * 24 * 60 else { return nil }
        let total = now.wallMinutes + minutes
        let day = Int((Double(total) / 1440).rounded(.down))
        return LocalTime(minutes: total - day * 1440).map { LocalDateTime(day: LocalDay(number: day), time: $0) }
    }
}
