/// Ranks what a message wants, minding negation and what one wish says about another.
struct IntentRules {
    let words: [String]

    /// From the wish that must be seen first to mere courtesy.
    static let priority: [Intent] = [
        .emergency, .optOut, .askHuman, .complaint, .reschedule, .cancel, .bookService, .askPrice, .confirm,
        .followUp, .askHours, .askLocation, .askService, .question, .praise, .farewell, .greeting,
    ]

    /// - Returns: Strongest first; empty when no known phrase occurs.
    func intents() -> [Intent] {
        let matches = IntentPhrases.book.matches(in: words)
        let meant = matches.filter { !isNegated($0) && !isSomethingElse($0) }
        var found = Set(meant.map(\.meaning))
        if found.contains(.reschedule) {
            found.subtract([.cancel, .bookService, .confirm])
        }
        if found.contains(.cancel) || found.contains(.optOut) { found.subtract([.bookService, .confirm]) }
        if found.contains(.optOut) { found.subtract([.cancel]) }
        if found.contains(.cancel), wantsAnotherTime {
            found.remove(.cancel)
            found.insert(.reschedule)
        }
        if found.contains(.emergency) { found.subtract([.bookService, .question]) }
        if found.contains(.bookService) { found.subtract([.askHours, .confirm].filter { !isStrong($0, matches) }) }
        if found.subtracting([.greeting, .farewell]).count > 1 { found.remove(.question) }
        return Self.priority.filter(found.contains)
    }

    /// "preciso mudar, não vou poder terça": not being able to come, and wishing to come another time.
    private var wantsAnotherTime: Bool {
        let saysCancel = words.contains { ["cancelar", "desmarcar", "cancela", "desmarca", "cancele"].contains($0) }
        if !saysCancel, words.contains(where: { ["mudar", "trocar", "adiar", "passar"].contains($0) }) { return true }
        return words.contains { ["mudar", "trocar", "outro"].contains($0) }
            && words.contains { ["dia", "horario", "data"].contains($0) }
    }

    private func isStrong(_ intent: Intent, _ matches: [PhraseBook<Intent>.Match]) -> Bool {
        matches.contains { $0.meaning == intent && $0.range.count > 1 }
    }

    /// "não quero cancelar", "não precisa remarcar".
    private func isNegated(_ match: PhraseBook<Intent>.Match) -> Bool {
        guard Self.deniable.contains(match.meaning), words[match.range.lowerBound] != "nao" else { return false }
        let start = max(0, match.range.lowerBound - 4)
        guard let denial = words[start..<match.range.lowerBound].lastIndex(of: "nao") else { return false }
        let between = words[(denial + 1)..<match.range.lowerBound]
        return between.allSatisfy(Self.afterDenial.contains)
            && (match.meaning != .bookService || between.contains { Self.refusals.contains($0) })
    }

    /// Phrases whose neighbours give them another sense.
    private func isSomethingElse(_ match: PhraseBook<Intent>.Match) -> Bool {
        let first = words[match.range.lowerBound]
        let before = match.range.lowerBound > 0 ? words[match.range.lowerBound - 1] : ""
        let next = match.range.upperBound < words.count ? words[match.range.upperBound] : ""
        switch match.meaning {
        case .askPrice: return first == "quanto" && next == "tempo" || words.contains("quanto") && next == "tempo"
        case .emergency:
            let following = words[match.range.upperBound...].prefix(4)
            return before == "exame" || following.contains { ["passado", "passada", "atras"].contains($0) }
        case .askHours:
            return first == "abre" && next == "vaga"
        case .confirm: return first == "chego" && ["como", "onde"].contains(before)
        case .greeting: return first == "oi" && before == "te"
        case .complaint: return first == "pior" && before == "nao" || before == "melhor" || before == "sem"
        default: return false
        }
    }

    private static let deniable: Set<Intent> = [.cancel, .reschedule, .bookService, .confirm, .askHuman]
    private static let afterDenial: Set<String> = [
        "quero", "queria", "e", "pra", "precisa", "preciso", "vou", "ira", "de", "o", "a", "gostaria", "era", "pode",
        "precisam", "estou", "to", "querendo", "falei", "pedi", "disse", "mais", "consigo",
    ]
    private static let refusals: Set<String> = [
        "quero", "queria", "e", "precisa", "preciso", "vou", "era", "estou", "to",
    ]
}
