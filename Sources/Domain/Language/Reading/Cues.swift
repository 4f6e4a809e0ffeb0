/// Turns of phrase that matter only beside what is being talked about.
package enum Cue: Sendable, Hashable {
    /// "tem outro?", "nenhum desses": something else than what was shown.
    case other
    /// "mais cedo", "mais tarde" than what was offered.
    case earlier
    case later
    /// "só o Thor": nothing else of what was named before.
    case only
    /// "a Nina também": beside what was named before.
    case also
    /// "os dois", "todos".
    case all
    /// "pode marcar", "marca pra mim", "pode chamar": do what you have just offered.
    case goAhead
    /// "nesse horário não dá": the day may stay.
    case notThisHour
    /// "ok", "blz", "entendi" and nothing else.
    case acknowledged
    /// "pode voltar a mandar mensagem".
    case optIn
    /// "que dia ficou marcado?": the customer's own visits.
    case ownVisits
    /// "que serviços vocês têm?": the whole list.
    case wholeList
    /// "mudar o horário": another hour, not another day.
    case hourOnly
    /// A weekday by its bare name, without "que vem" or a date.
    case bareWeekday
    /// A date with its month: "dia 26/12", "26 de dezembro".
    case month
}

enum Cues {
    static func of(_ message: TokenizedText, words: [String]) -> Set<Cue> {
        var cues = Set(book.matches(in: words).map(\.meaning))
        if isAcknowledgement(words) { cues.insert(.acknowledged) }
        if namesMonth(message.tokens) { cues.insert(.month) }
        if words.contains(where: { TimeParser.weekdays[$0] != nil }), !words.contains(where: pinning.contains),
            !message.tokens.contains(where: { $0.text == "/" })
        {
            cues.insert(.bareWeekday)
        }
        if cues.contains(.hourOnly), words.contains(where: { ["dia", "data"].contains($0) }) { cues.remove(.hourOnly) }
        return cues
    }

    private static func isAcknowledgement(_ words: [String]) -> Bool {
        !words.isEmpty && words.count <= 6 && words.allSatisfy { acknowledging.contains($0) || Laughter.isLaugh($0) }
            && words.contains(where: acknowledging.contains)
    }

    private static func namesMonth(_ tokens: [Token]) -> Bool {
        tokens.indices.contains { index in
            guard index > 0 else { return false }
            let before = tokens[index - 1]
            if TimeParser.months[tokens[index].text] != nil { return before.text == "de" || before.kind == .number }
            return tokens[index].kind == .number && before.text == "/"
        }
    }

    /// Words that say which one of the weekday's days is meant.
    private static let pinning: Set<String> = [
        "essa", "esta", "dessa", "desta", "nessa", "nesta", "proximo", "proxima", "vem", "dia", "hoje", "amanha",
    ]
    private static let acknowledging: Set<String> = [
        "ok", "okay", "oki", "beleza", "certo", "certinho", "ta", "bom", "otimo", "perfeito", "legal", "joia", "show",
        "combinado", "entendi", "entendido", "massa", "top", "tranquilo", "suave", "ah", "entao", "maravilha", "ciente",
        "boa", "excelente",
    ]

    private static let book = PhraseBook<Cue>([
        (
            .other,
            [
                "tem outro", "tem outra", "tem outros", "tem outras", "outro horario", "outra hora", "outras opcoes",
                "mais opcoes", "mais opcao", "outra opcao", "nenhum desses", "nenhuma dessas", "nenhum deles",
                "nenhum serve", "nao serve", "nao servem", "nenhum da", "algum outro", "mais algum", "outros horario",
                "tem mais horario", "teria outro", "teria outra", "teria outros",
            ]
        ),
        (.earlier, ["mais cedo", "um pouco antes", "nao da antes", "nao tem antes", "algo antes"]),
        (
            .later,
            [
                "tem mais tarde", "algo mais tarde", "pouco mais tarde", "mais pra tarde", "teria mais tarde",
                "so mais tarde", "horario mais tarde", "mais pro fim",
            ]
        ),
        (
            .only,
            [
                "so o", "so a", "so pro", "so pra", "apenas o", "apenas a", "somente o", "somente a", "deixa so",
                "so do", "so da",
            ]
        ),
        (.also, ["tambem", "mais o", "mais a", "e mais", "junto com", "aproveita e", "aproveitar e"]),
        (
            .all,
            [
                "os dois", "as duas", "pros dois", "pras duas", "ambos", "ambas", "todos", "todas", "os tres",
                "as tres",
                "tudo junto",
            ]
        ),
        (
            .goAhead,
            [
                "marca pra mim", "marca ai", "marca sim", "marca entao", "entao marca", "pode marcar", "pode agendar",
                "pode reservar", "reserva pra mim", "agendar pra mim", "pode chamar", "chama sim", "pode chama",
                "pode fechar", "pode deixar marcado",
            ]
        ),
        (
            .notThisHour,
            [
                "nesse horario", "neste horario", "esse horario nao", "este horario nao", "nessa hora", "essa hora nao",
                "horario ruim", "outro horario", "outra hora",
            ]
        ),
        (
            .optIn,
            [
                "voltar a receber", "quero receber", "queria receber", "voltar a me mandar", "voltar a mandar",
                "volta a mandar", "volta a me mandar", "voltem a mandar", "me coloca na lista de novo",
                "pode mandar mensagem de novo", "pode me mandar mensagem de novo", "pode mandar mensagens de novo",
                "pode me mandar mensagens de novo", "me avisa de novo",
            ]
        ),
        (
            .ownVisits,
            [
                "meu agendar", "meus agendar", "qual meu horario", "qual o meu horario", "que horas e o meu",
                "que dia e o meu", "que dia ficou", "que horas ficou", "que horas e o banho", "que horas ta marcado",
                "ta marcado", "esta marcado", "ficou marcado", "tenho horario marcado", "tenho algo marcado",
                "tenho marcado", "tenho * marcado", "tenho * marcada", "ta agendado", "esta agendado", "ficou agendado",
                "quando e o banho", "quando e a tosa", "quando e o meu", "quando e meu", "meu horario e",
                "meus horario", "que dia mesmo", "que horas mesmo", "eu marquei", "que marquei", "foi cancelado",
            ]
        ),
        (
            .wholeList,
            [
                "servicos", "que servico", "qual servico", "quais servico", "o que voces fazem", "o que fazem",
                "lista de servico", "oque voces fazem", "o que tem",
            ]
        ),
        (
            .hourOnly,
            [
                "mudar o horario", "mudar horario", "muda o horario", "trocar o horario", "troca o horario",
                "mudar a hora", "trocar a hora", "outro horario no mesmo", "mudar so o horario", "mudar meu horario",
                "trocar meu horario",
            ]
        ),
    ])
}

/// "kkkk", "rsrs", "hahaha": a laugh says nothing.
enum Laughter {
    static func isLaugh(_ word: String) -> Bool {
        guard !word.isEmpty, !["as", "ha", "e", "a", "ah", "sa", "sr", "se"].contains(word) else { return false }
        let letters = Set(word)
        return letters.isSubset(of: "k") || word.utf8.count >= 2 && letters == ["r", "s"]
            || word.utf8.count >= 4 && (letters == ["h", "a"] || letters == ["h", "e"] || letters == ["h", "u", "e"])
    }
}
