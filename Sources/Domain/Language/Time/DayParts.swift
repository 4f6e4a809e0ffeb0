extension TimeParser {
    /// What "de manhã", "hoje cedo", "esta noite", "depois do almoço" name: a part of a day, today's where it says so.
    struct PartPhrase {
        var kind: TimeItem.Kind
        var isToday = false
    }

    func partPhrase(at index: Int) -> Found<PartPhrase>? {
        edgeOfPart(at: index) ?? meal(at: index) ?? namedPart(at: index)
    }

    private func namedPart(at index: Int) -> Found<PartPhrase>? {
        if word(index) == "cedo", Self.beforeEarly.contains(word(index - 1)) {
            return Found(PartPhrase(kind: .part(.morning)), index + 1)
        }
        guard let part = Self.parts[word(index)] else { return nil }
        let before = word(index - 1)
        guard !["boa", "bom", "mais", "muito", "tao", "meia"].contains(before), word(index + 1) != "demais" else {
            return nil
        }
        let isToday = Self.demonstratives.contains(before)
        guard isToday || Self.beforePart.contains(before) || isAlone(index) else { return nil }
        return Found(PartPhrase(kind: .part(part), isToday: isToday), index + 1)
    }

    /// A bare "manhã" counts when it is the whole sentence, or when a time was asked for.
    private func isAlone(_ index: Int) -> Bool {
        if hint == .clock || hint == .either { return true }
        let startsSentence = index == 0 || isEnd(index - 1) || word(index - 1) == "ou"
        return startsSentence && (isEnd(index + 1) || word(index + 1) == "ou")
    }

    /// "fim da tarde", "final do dia", "começo da manhã", "primeiro horário".
    private func edgeOfPart(at index: Int) -> Found<PartPhrase>? {
        guard ["de", "da", "do"].contains(word(index + 1)) else { return nil }
        let isStart = ["comeco", "inicio", "comecinho"].contains(word(index))
        guard isStart || ["fim", "final", "finalzinho", "finzinho"].contains(word(index)) else { return nil }
        let hours: (Int, Int)
        switch (word(index + 2), isStart) {
        case ("manha", true): hours = (6, 9)
        case ("manha", false): hours = (10, 12)
        case ("tarde", true): hours = (12, 15)
        case ("tarde", false), ("dia", false): hours = (16, 18)
        case ("noite", true): hours = (18, 20)
        default: return nil
        }
        guard let start = LocalTime(hour: hours.0), let end = LocalTime(hour: hours.1) else { return nil }
        return Found(PartPhrase(kind: .times(start, end)), index + 3)
    }

    /// "antes do almoço", "depois do almoço".
    private func meal(at index: Int) -> Found<PartPhrase>? {
        guard word(index + 1) == "do" || word(index + 1) == "de", ["almoco", "almocar"].contains(word(index + 2))
        else { return nil }
        switch word(index) {
        case "depois": return Found(PartPhrase(kind: .part(.afternoon)), index + 3)
        case "antes": return Found(PartPhrase(kind: .part(.morning)), index + 3)
        default: return nil
        }
    }

    static let parts: [String: DayPart] = [
        "madrugada": .dawn, "manha": .morning, "tarde": .afternoon, "noite": .night, "manhazinha": .morning,
    ]
    private static let demonstratives: Set<String> = [
        "esta", "essa", "nesta", "nessa", "desta", "dessa", "hoje",
    ]
    private static let beforePart: Set<String> = [
        "de", "da", "pela", "a", "na", "amanha", "qualquer", "periodo", "segunda", "terca", "quarta", "quinta", "sexta",
        "sabado", "domingo", "feira", "so", "pra", "toda", "parte", "depois",
    ]
    private static let beforeEarly: Set<String> = [
        "bem", "hoje", "amanha", "logo", "de", "segunda", "terca", "quarta", "quinta", "sexta", "sabado",
        "domingo", "feira",
    ]
}
