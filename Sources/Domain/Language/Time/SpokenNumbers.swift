extension TimeParser {
    /// A whole number at `index`, in digits (up to four) or in words (up to 59, "dois mil e vinte").
    func number(at index: Int) -> Found<Int>? {
        if let token = digits(index) { return token.digits <= 4 ? Found(token.value, index + 1) : nil }
        guard let value = Self.cardinals[word(index)] else { return nil }
        if value == 2, word(index + 1) == "mil" { return thousands(at: index) }
        // "vinte e um", but "vinte e trinta" is 20:30 and stays apart.
        if value >= 20, value % 10 == 0, word(index + 1) == "e", let unit = Self.cardinals[word(index + 2)],
            (1...9).contains(unit)
        {
            return Found(value + unit, index + 3)
        }
        return Found(value, index + 1)
    }

    private func thousands(at index: Int) -> Found<Int> {
        guard word(index + 2) == "e", let rest = number(at: index + 3), rest.value < 100 else {
            return Found(2000, index + 2)
        }
        return Found(2000 + rest.value, rest.next)
    }

    /// "primeiro", "vigésimo segundo", "1º", "10o" at `index`.
    func ordinal(at index: Int) -> Found<Int>? {
        if let token = digits(index), token.digits <= 2, ["o", "a"].contains(word(index + 1)), isGlued(index + 1) {
            return Found(token.value, index + 2)
        }
        guard let value = Self.ordinals[word(index)] else { return nil }
        if value >= 20, let unit = Self.ordinals[word(index + 1)], unit < 10 {
            return Found(value + unit, index + 2)
        }
        return Found(value, index + 1)
    }

    static let cardinals: [String: Int] = [
        "zero": 0, "um": 1, "uma": 1, "dois": 2, "duas": 2, "tres": 3, "quatro": 4, "cinco": 5, "seis": 6, "sete": 7,
        "oito": 8, "nove": 9, "dez": 10, "onze": 11, "doze": 12, "treze": 13, "quatorze": 14, "catorze": 14,
        "quinze": 15, "dezesseis": 16, "dezasseis": 16, "dezessete": 17, "dezoito": 18, "dezenove": 19, "vinte": 20,
        "trinta": 30, "quarenta": 40, "cinquenta": 50,
    ]

    static let ordinals: [String: Int] = [
        "primeiro": 1, "primeira": 1, "segundo": 2, "segunda": 2, "terceiro": 3, "terceira": 3, "quarto": 4,
        "quinto": 5, "sexto": 6, "setimo": 7, "oitavo": 8, "nono": 9, "decimo": 10, "vigesimo": 20, "trigesimo": 30,
    ]
}
