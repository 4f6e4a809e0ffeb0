/// Which of the listed options a customer picks: "2", "a segunda", "opção 3", "o último".
struct Choices {
    let tokens: [Token]
    let expecting: Expectation?

    /// - Returns: From 1 to the number of options; nil when none was asked for or two are named.
    func choice() -> Int? {
        guard let count else { return nil }
        var picked: Set<Int> = []
        for index in tokens.indices {
            if let position = position(at: index, of: count), (1...count).contains(position) { picked.insert(position) }
        }
        return picked.count == 1 ? picked.first : nil
    }

    /// How many options there were; a list of visits is short.
    private var count: Int? {
        switch expecting {
        case .choice(let count): max(1, min(count, 50))
        case .whichVisit: 9
        default: nil
        }
    }

    private func position(at index: Int, of count: Int) -> Int? {
        let token = tokens[index]
        if token.kind == .number { return isPlain(index) ? token.value : nil }
        let before = word(index - 1)
        switch token.text {
        case "ultimo", "ultima": return count
        case "qualquer", "tanto":
            return word(index + 1) == "um" || word(index + 1) == "uma" || word(index + 1) == "fazem" ? 1 : nil
        default: break
        }
        let isPointed = ["o", "a", "no", "pro", "opcao", "numero", "alternativa", "esse", "essa"].contains(before)
        if let ordinal = TimeParser.ordinals[token.text], ordinal <= 10 {
            // "segunda" and "quarta" alone are weekdays.
            let isWeekday = TimeParser.weekdays[token.text] != nil
            return isPointed && word(index + 1) != "feira" || !isWeekday && tokens.count <= 3 ? ordinal : nil
        }
        if token.text == "quarta" || token.text == "quinta" {
            return isPointed && word(index + 1) != "feira" ? (token.text == "quarta" ? 4 : 5) : nil
        }
        guard let cardinal = TimeParser.cardinals[token.text], isPlain(index) else { return nil }
        return isPointed || tokens.filter({ $0.kind == .word }).count == 1 ? cardinal : nil
    }

    /// True for a number that is no hour, date or amount.
    private func isPlain(_ index: Int) -> Bool {
        let token = tokens[index]
        let next = tokens.element(index + 1)
        guard token.kind != .number || token.digits <= 2,
            !["as", "das", "dia", "pelas", "umas"].contains(word(index - 1))
        else {
            return false
        }
        if let next, ["h", "hora", "horas", "pm", "am", ":", "/", "$", "%", "reais", "de", "da"].contains(next.text) {
            return false
        }
        if let before = tokens.element(index - 1), before.isGlued || token.isGlued,
            ["/", ":", "$"].contains(before.text)
        {
            return false
        }
        if word(index - 1) == "h" { return false }
        return tokens.filter { $0.kind == .word || $0.kind == .number }.count <= 6
    }

    private func word(_ index: Int) -> String {
        guard let token = tokens.element(index), token.kind == .word else { return "" }
        return token.text
    }
}
