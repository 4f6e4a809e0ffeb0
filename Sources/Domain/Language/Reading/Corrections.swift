/// Tells whether a message takes back something said before.
struct Corrections {
    let tokens: [Token]
    /// True when the message names a day, time, service, pet or size to put in its place.
    let namesFact: Bool

    var isCorrection: Bool {
        guard namesFact else { return false }
        let words = tokens.filter { $0.kind == .word || $0.kind == .number }.map(\.text)
        if !Self.book.matches(in: words).isEmpty { return true }
        return tokens.first?.text == "nao" && startsOver
    }

    /// "não, quinta", "não quinta", "não é sexta".
    private var startsOver: Bool {
        guard let second = tokens.element(1) else { return false }
        if [",", ".", "-", "\n"].contains(second.text) { return true }
        return TimeParser.weekdays[second.text] != nil
            || ["e", "as", "amanha", "hoje", "dia", "pra"].contains(second.text)
    }

    private static let book = PhraseBook<Bool>([
        (
            true,
            [
                "na verdade", "quer dizer", "quis dizer", "alias", "digo", "corrigindo", "ops", "errei", "me enganei",
                "me confundi", "mudei de ideia", "pensando bem", "melhor as", "melhor dia", "melhor pra", "era pra ser",
                "troca pra", "sim mas", "e nao", "ao inves", "em vez", "desculpa e", "falei errado",
                "escrevi errado", "esquece", "perdao",
            ]
        )
    ])
}
