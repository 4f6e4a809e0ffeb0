extension TimeParser {
    /// "3 cachorros", "2 anos": what follows the number says it is a count.
    func isCountedThing(_ index: Int, after start: Int) -> Bool {
        let next = word(index)
        if next.isEmpty { return mark(index) == "%" || mark(index) == "$" || mark(index) == "/" }
        if Self.counted.contains(next) || next == "de" && Self.months[word(index + 1)] != nil { return true }
        // Without the accent, "as duas" is also "both".
        return word(start) == "duas" && (start == 0 || !tokens[start - 1].hasGrave)
            && !Self.afterTwoOClock.contains(next)
    }

    /// True when the number beside `index` is an amount: "R$ 15", "15 reais", "50%".
    func isMoney(around index: Int) -> Bool {
        if mark(index - 1) == "$" || mark(index - 1) == "+" { return true }
        guard tokens.indices.contains(index), tokens[index].kind == .number else { return false }
        var next = index + 1
        if mark(next) == "." || mark(next) == ",", isGlued(next), digits(next + 1) != nil { next += 2 }
        return ["$", "%"].contains(mark(next)) || Self.currencies.contains(word(next))
            || ["us", "r"].contains(word(index - 1)) || tokens[index].digits > 4
            || isPhone(index)
    }

    /// True when digits are glued on by hyphens: "98765-4321".
    private func isPhone(_ index: Int) -> Bool {
        func joins(_ other: Int, through dash: Int) -> Bool {
            mark(dash) == "-" && tokens.indices.contains(other) && tokens[other].kind == .number
                && tokens[other].digits >= 4 && tokens[index].digits >= 3
        }
        return joins(index + 2, through: index + 1) || joins(index - 2, through: index - 1)
    }

    private static let currencies: Set<String> = ["reais", "real", "conto", "contos", "pila", "pilas", "mil"]
    private static let counted: Set<String> = [
        "ano", "anos", "mes", "meses", "dia", "dias", "semana", "semanas", "kg", "kgs", "quilo", "quilos", "kilo",
        "kilos", "cachorro", "cachorros", "cachorra", "gato", "gatos", "gata", "pet", "pets", "filhotes", "vez",
        "vezes", "banho", "tosa", "unha", "unhas", "x", "caezinhos", "shihtzu", "poodles", "pessoas", "minutos", "min",
        "meninas", "meninos", "filhas", "patas", "orelhas", "bichos", "animais", "dogs", "reais", "opcoes", "g",
        "segundos", "primeiras", "ultimas",
    ]
    private static let afterTwoOClock: Set<String> = [
        "da", "de", "do", "e", "em", "na", "no", "ou", "pode", "hoje", "amanha", "h", "horas", "ta", "tem", "por",
        "segunda", "terca", "quarta", "quinta", "sexta", "sabado", "domingo", "ok", "a", "ate", "pm", "am", "pra",
    ]
}
